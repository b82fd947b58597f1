/** Reader processes of the tests run the build where it is fresh, as everybody's do; else the sources. */
import { inject } from 'vitest';
import { forkReader } from '../electron/io/foreign/reader-process.ts';
import { startReadersBy } from '../electron/io/foreign/reader.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** of a build that is as new as the sources; null where there is none */
    readonly reader: string | null;
  }
}

const file = inject('reader');
if (file !== null) startReadersBy(() => forkReader(file));
