/** Links that open something beside the page: no window comes of them, the file is opened by the system's own program or saved. */
import { extname } from 'node:path';
import { servedPath } from '../../../services/workspace/files.ts';
import type { Services } from '../../carrier/services.ts';
import { originOf } from '../../security.ts';

/** Documents that the program makes itself; anything else is only ever saved, never opened. */
const opened: ReadonlySet<string> = new Set(['.pdf', '.docx', '.xlsx']);

export interface LinkParts {
  readonly origin: string;
  readonly services: Pick<Services, 'find'>;
  /** Opens a file by the system's program for it; a sentence of the system where that fails. */
  readonly openPath: (path: string) => Promise<string>;
  /** Saves what lies at an address of ours where the person says. */
  readonly download: (address: string) => void;
}

/** Does what a link to a file of ours wants; false for any other address, of which nothing comes. */
export async function followLink(address: string, { origin, services, openPath, download }: LinkParts): Promise<boolean> {
  if (!URL.canParse(address) || originOf(address) !== origin) return false;
  const { pathname, searchParams } = new URL(address);
  const wanted = servedPath(pathname);
  const found = wanted && (await services.find(wanted.kind, wanted.id, searchParams.get('actor') ?? undefined));
  if (!wanted || !found) return false;
  // only an export lies under its own name; what was delivered lies under a digest, and what is encrypted no other program reads
  const canOpen = wanted.kind === 'exports' && found.key === null && opened.has(extname(found.path).toLowerCase());
  if (!canOpen || (await openPath(found.path)) !== '') download(address);
  return true;
}
