/** Whether something came near to sight once: what is costly and far below waits until then. */
import { useEffect, useState, type RefObject } from 'react';

/** How far beyond the edge of the window counts as near. */
const near = '40%';

export function useIsNear(place: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const watcher = new IntersectionObserver((seen) => setNear((before) => before || seen.some((one) => one.isIntersecting)), {
      rootMargin: near,
    });
    if (place.current) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [place]);
  return isNear;
}
