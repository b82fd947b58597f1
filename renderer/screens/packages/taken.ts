/** What a person hands over: files, and folders with all that is below them. */
import type { Folder } from '../../client/transport.ts';

export type Taken = { readonly name: string; readonly bytes: number } & ({ readonly file: File } | { readonly folder: Folder });

/** Files of a file picker; those of a folder picker carry the way to them, and come back as their folder. */
export function takePicked(files: readonly File[]): Taken[] {
  const taken: Taken[] = [];
  const folders = new Map<string, { path: string; file: File }[]>();
  for (const file of files) {
    const [name = '', ...way] = file.webkitRelativePath.split('/');
    if (way.length === 0) taken.push({ name: file.name, bytes: file.size, file });
    else folders.set(name, [...(folders.get(name) ?? []), { path: way.join('/'), file }]);
  }
  return [...taken, ...Array.from(folders, ([name, inside]) => ofFolder(name, inside))];
}

/** To be called while the drop is handled: afterwards its items are gone. */
export async function takeDropped(data: DataTransfer): Promise<Taken[]> {
  const items = Array.from(data.items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const taken: Taken[] = [];
  for (const { entry, file } of items) {
    if (isFolder(entry)) taken.push(ofFolder(entry.name, await filesBelow(entry, '')));
    else if (file) taken.push({ name: file.name, bytes: file.size, file });
  }
  return taken;
}

function ofFolder(name: string, files: Folder['files']): Taken {
  return { name, bytes: files.reduce((sum, { file }) => sum + file.size, 0), folder: { name, files } };
}

function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function filesBelow(folder: FileSystemDirectoryEntry, prefix: string): Promise<{ path: string; file: File }[]> {
  const found: { path: string; file: File }[] = [];
  for (const entry of await entriesOf(folder)) {
    if (isFolder(entry)) found.push(...(await filesBelow(entry, `${prefix}${entry.name}/`)));
    else if (isFile(entry))
      found.push({ path: prefix + entry.name, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) });
  }
  return found;
}

/** A browser gives a folder out in handfuls, until one is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
