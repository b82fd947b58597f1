/** Whether something came near to sight once: what is costly and far below waits until then. */
import { useCallback, useState, type RefCallback } from 'react';

/** How far beyond the edge of the window counts as near. */
const near = '40%';

/** The first goes on the element that is watched, whenever it comes into the page. */
export function useIsNear(): readonly [RefCallback<HTMLElement>, boolean] {
  const [isNear, setNear] = useState(false);
  const place = useCallback<RefCallback<HTMLElement>>((element) => {
    if (!element) return undefined;
    const watcher = new IntersectionObserver((seen) => setNear((before) => before || seen.some((one) => one.isIntersecting)), {
      rootMargin: near,
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return [place, isNear];
}
