/** A small picture of a photo. The first window that sees the photo makes it and has it kept; from then on it is only shown. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../../domain/contract/api.ts';
import { addressOfFile, call } from '../../../client/api.ts';
import { PictureOutlined } from '../../../ui/icons.tsx';
import { sizes } from '../../../theme/sizes.ts';

type Photo = VisitView['photos'][number];

/** Pixels of the longer side, enough for a dense screen. */
const side = sizes.thumbnail * 2;
const made = new Map<string, Promise<string>>();

/** The whole picture brought down, turned as the camera says; its address lasts as long as this window. */
async function make(photoId: string): Promise<string> {
  const answer = await fetch(addressOfFile('photos', photoId), { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  const whole = await createImageBitmap(await answer.blob());
  const share = Math.min(1, side / Math.max(whole.width, whole.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(whole.width * share)), Math.max(1, Math.round(whole.height * share)));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  pen.imageSmoothingQuality = 'high';
  // a picture may be clear in places; a JPEG has no clear
  pen.fillStyle = sizes.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  const small = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
  // whether it could be kept is no matter of this picture's: the next window would make it again
  void call('visits.thumbnail', { photoId, jpeg: await base64Of(small) }).catch(() => undefined);
  return URL.createObjectURL(small);
}

export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // a call takes only so many arguments
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** One after the other: several large photos decoded at once would fill a tablet's memory. */
let line: Promise<unknown> = Promise.resolve();

function smallPicture(photoId: string): Promise<string> {
  const known = made.get(photoId);
  if (known) return known;
  const making = line.then(() => make(photoId));
  line = making.catch(() => undefined);
  made.set(photoId, making);
  // what could not be read is tried again next time
  making.catch(() => made.delete(photoId));
  return making;
}

export function Thumbnail({ photo: { photoId, name, shown, thumbnail } }: { photo: Photo }) {
  const { t } = useTranslation();
  const place = useRef<HTMLSpanElement>(null);
  // settled when the picture is first shown: a file that is kept meanwhile need not be asked for
  const [address, setAddress] = useState<string | null>(thumbnail ? addressOfFile('thumbnails', photoId) : null);
  const [unshown, setUnshown] = useState(!shown);
  useEffect(() => {
    const target = place.current;
    if (!target || address !== null || unshown) return undefined;
    let gone = false;
    const watcher = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watcher.disconnect();
      smallPicture(photoId).then(
        (made) => (gone ? undefined : setAddress(made)),
        () => (gone ? undefined : setUnshown(true)),
      );
    });
    watcher.observe(target);
    return () => {
      gone = true;
      watcher.disconnect();
    };
  }, [photoId, address, unshown]);
  if (unshown) {
    return (
      <span className="thumbnail column thumbnail-blank">
        <PictureOutlined />
        <span className="raw clip">{name}</span>
        <span className="raw">{t('visits.photo.unshownShort')}</span>
      </span>
    );
  }
  return address === null ? (
    <span ref={place} className="thumbnail" />
  ) : (
    <img className="thumbnail" src={address} alt="" data-testid="thumbnail" onError={() => setUnshown(true)} />
  );
}
