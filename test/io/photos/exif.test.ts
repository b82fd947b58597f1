import { expect, test } from 'vitest';
import { readPhoto } from '../../../electron/io/photos/photo.ts';
import { heic, withExif, type ExifFacts, type HeicMade } from '../../fixtures/photos.ts';

const exif: ExifFacts = {
  taken: '2026:11:20 09:30:00',
  offset: '+08:00',
  orientation: 6,
  latitude: [28, 12, 0, 'N'],
  longitude: [112, 54, 0, 'E'],
};
const facts = {
  mediaType: 'image/heic',
  takenAt: '2026-11-20T09:30:00+08:00',
  position: { latitude: 28.2, longitude: 112.9 },
  orientation: 6,
};
const nine = ['heic', 'mif1', 'miaf', 'MiHB', 'tmap', 'heic', 'hevc', 'unif', 'xxxx'];

test.each<[what: string, made: HeicMade]>([
  ['two brands', {}],
  ['one brand', { brands: ['heic'] }],
  ['three brands', { brands: ['mif1', 'miaf', 'heic'] }],
  ['nine brands', { brands: nine }],
  ['nine brands without its own', { brands: nine.map(() => 'miaf') }],
  ['sixty brands', { brands: Array.from({ length: 60 }, () => 'miaf') }],
  ['data to the end of the file', { openEnd: true }],
  ['nine brands, and data to the end of the file', { brands: nine, openEnd: true }],
])('time, place and orientation of a HEIC with %s', async (_what, made) => {
  const bytes = heic({ exif, ...made });
  const before = Buffer.from(bytes);
  expect(await readPhoto(bytes)).toEqual(facts);
  expect(bytes.equals(before)).toBe(true);
});

test('a HEIC cut off anywhere is read or not, in bounded time', async () => {
  const whole = heic({ exif, brands: nine });
  for (let cut = 12; cut < whole.length; cut += 1) {
    const read = await readPhoto(whole.subarray(0, cut));
    expect(read?.mediaType).toBe('image/heic');
    expect([null, facts.takenAt, '2026-11-20T09:30:00']).toContain(read?.takenAt);
  }
});

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9]);

test.each([
  ['2026:10:10 09:30:15', '2026-10-10T09:30:15'],
  ['2024:02:29 23:59:59', '2024-02-29T23:59:59'],
  // no day of the calendar, no time of a day
  ['2026:02:30 09:30:15', null],
  ['2026:02:29 09:30:15', null],
  ['2026:04:31 09:30:15', null],
  ['2026:13:01 09:30:15', null],
  ['2026:00:10 09:30:15', null],
  ['2026:10:10 24:00:00', null],
  ['2026:10:10 09:60:00', null],
  ['2026:10:10 09:30:60', null],
  ['0000:00:00 00:00:00', null],
  ['    :  :     :  :  ', null],
])('the time %s of a camera is %j', async (taken, takenAt) => {
  expect(await readPhoto(withExif(jpeg, { taken }))).toMatchObject({ takenAt });
});
