/** A small picture of a photo, made once when it first comes into sight: the original stays on the disk. */
import { useEffect, useRef, useState } from 'react';
import { PictureOutlined } from '../../ui/icons.tsx';
import { sizes } from '../../theme.ts';

/** Pixels of the longer side, enough for a dense screen. */
const side = sizes.thumbnail * 2;
const made = new Map<string, Promise<ImageBitmap>>();

async function make(address: string): Promise<ImageBitmap> {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  const whole = await createImageBitmap(await answer.blob());
  const share = Math.min(1, side / Math.max(whole.width, whole.height));
  const small = await createImageBitmap(whole, { resizeWidth: Math.max(1, Math.round(whole.width * share)), resizeHeight: Math.max(1, Math.round(whole.height * share)), resizeQuality: 'medium' });
  whole.close();
  return small;
}

function thumbnailOf(address: string): Promise<ImageBitmap> {
  const known = made.get(address);
  if (known) return known;
  const making = make(address);
  made.set(address, making);
  // what could not be read is tried again next time
  making.catch(() => made.delete(address));
  return making;
}

export function Thumbnail({ address, name }: { address: string; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [unshown, setUnshown] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return undefined;
    let gone = false;
    const draw = async (): Promise<void> => {
      try {
        const picture = await thumbnailOf(address);
        if (gone) return;
        target.width = picture.width;
        target.height = picture.height;
        target.getContext('2d')?.drawImage(picture, 0, 0);
      } catch {
        if (!gone) setUnshown(true);
      }
    };
    const watcher = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watcher.disconnect();
      void draw();
    });
    watcher.observe(target);
    return () => {
      gone = true;
      watcher.disconnect();
    };
  }, [address]);
  if (unshown) {
    return (
      <span className="thumbnail thumbnail-blank">
        <PictureOutlined />
        <span className="raw">{name}</span>
      </span>
    );
  }
  return <canvas ref={canvas} className="thumbnail" role="img" aria-label={name} />;
}
