/** Where the file lies that another thread or process starts with. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param source from this folder, in the sources
 * @param built its name in the built program, where it lies beside the hosts (electron/build.mjs)
 */
export function entryFile(source: string, built: string): string {
  const here = import.meta.dirname;
  const found = [join(here, source), join(here, built), join(dirname(here), built)].find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${built} is missing`);
  return found;
}
