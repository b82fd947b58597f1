/**
 * Data that a library reads at run time: character maps, fonts, a calendar. In the sources it lies in the library's own package;
 * a build copies it beside the hosts, for the built program carries no packages.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Where `path` of the package `name` lies.
 * @param built the same, from the folder of the built hosts (electron/build.mjs puts it there)
 */
export function packageData(name: string, path: string, built: string): string {
  const beside = [import.meta.dirname, dirname(import.meta.dirname)].map((folder) => join(folder, built));
  return beside.find((each) => existsSync(each)) ?? join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path);
}
