import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampJpeg } from '../../../domain/visit/stamp.ts';
import { readPhoto } from '../../../electron/io/photos/photo.ts';
import { isWhole } from '../../../electron/io/photos/picture.ts';
import { samplePicture, withoutExif } from '../../fixtures/photos.ts';
import { seatReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

async function stamped(takenAt: string): Promise<{ plain: Buffer; bytes: Buffer }> {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const plain = withoutExif(await samplePicture(seated, seated.parks[0] ?? ''));
  return { plain, bytes: Buffer.from(stampJpeg(plain, takenAt)) };
}

test.each(['2026-10-10T09:30:15+08:00', '2026-01-01T00:00:00-09:30'])('%s is read back, and the picture is the same', async (takenAt) => {
  const { plain, bytes } = await stamped(takenAt);
  expect(await readPhoto(bytes)).toEqual({ mediaType: 'image/jpeg', takenAt, position: null, orientation: null });
  expect(isWhole(bytes, 'image/jpeg')).toBe(true);
  expect(withoutExif(bytes).equals(plain)).toBe(true);
});

test.skipIf(!has('identify'))('another program reads the same time (needs identify of ImageMagick)', async () => {
  const { bytes } = await stamped('2026-10-10T09:30:15+08:00');
  const path = join(tempFolder(), 'a.jpg');
  writeFileSync(path, bytes);
  expect(run('identify', ['-format', '%[EXIF:DateTimeOriginal]|%[EXIF:OffsetTimeOriginal]', path])).toBe('2026:10:10 09:30:15|+08:00');
});
