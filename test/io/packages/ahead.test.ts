/** Packages are read one ahead: in order all the same, and nothing that nobody wants stays behind. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBlobs } from '../../../electron/io/blobs.ts';
import { readPackages } from '../../../electron/io/packages/read-package.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';
import { tempFolder } from '../../fixtures/store.ts';

const paths = parkNames.map((name) => join(samples, `${name}.zip`));

function opened() {
  const folder = join(tempFolder(), 'blobs');
  const blobs = openBlobs(folder);
  const told: string[] = [];
  const readings = (list: readonly string[]) =>
    readPackages(list, {
      blobs,
      schemes: [schemeNamed('hunan-recognition-2024')],
      schemeId: 'hunan-recognition-2024',
      onProgress: ({ package: name }) => told.push(name),
    });
  const staged = (): string[] => (existsSync(join(folder, '.staging')) ? readdirSync(join(folder, '.staging')) : []);
  return { blobs, readings, staged, told };
}

test('every_package_comes_in_the_order_of_its_path_and_tells_of_itself_alone', async () => {
  const { blobs, readings, staged, told } = opened();
  const names: string[] = [];
  for await (const reading of readings([...paths, join(samples, 'none.zip')])) {
    if (reading.kind === 'read') {
      names.push(reading.package.name);
      await blobs.commit(reading.staged);
    } else names.push(reading.code);
  }
  expect(names).toEqual([...parkNames.map((name) => `${name}.zip`), 'package/not-found']);
  // the progress of one never stands between that of another
  expect(told.filter((name, at) => name !== told[at - 1]).length).toBeLessThanOrEqual(parkNames.length);
  expect(staged()).toEqual([]);
});

test('whoever_leaves_in_the_middle_leaves_nothing_of_the_next', async () => {
  const { blobs, readings, staged } = opened();
  for await (const reading of readings(paths)) {
    if (reading.kind === 'read') await blobs.commit(reading.staged);
    break;
  }
  expect(staged()).toEqual([]);
});
