/** The parts of an office file (docx, xlsx): a zip in memory, under limits of its own. */
import { Refusal } from '../../../../domain/result.ts';
import { readZip, type ZipArchive, type ZipLimits } from '../../zip/zip.ts';
import { bytesSource } from '../../zip/byte-source.ts';
import { readWhole } from '../../zip/entry.ts';
import { elements, parseXmlBytes, type XmlElement } from './xml.ts';

/** A form of one page has tens of kB of XML; text compresses far better than documents do. */
export const officeLimits: ZipLimits = { bytes: 256 * 1024 ** 2, entries: 5000, ratio: 1000, ratioFrom: 4 * 1024 ** 2 };
/** Cells that a form, or a sheet of a workbook, may have: a table of all parks of a province has a few thousand. */
export const mostCells = 200_000;
const largestPart = 32 * 1024 ** 2;

/** The file cannot be read as a form of its format; `reason` for the details of `package/form-unreadable`. */
export class FormFault extends Error {
  override readonly name = 'FormFault';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export interface OfficeFile {
  /** the part as XML; undefined when the file has no such part */
  readonly part: (path: string) => Promise<XmlElement | undefined>;
  readonly paths: readonly string[];
}

/** Opens the bytes of an office file. Throws {@link FormFault}, also for one with a password. */
export async function openOffice(bytes: Uint8Array): Promise<OfficeFile> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new FormFault('encrypted'); // an OLE file under this name is a protected one
  const archive = await readZip(bytesSource(bytes), officeLimits).catch((error: unknown): never => {
    throw error instanceof Refusal ? new FormFault(error.code) : error;
  });
  return { paths: archive.entries.map((entry) => entry.name), part: (path) => readPart(archive, path) };
}

async function readPart(archive: ZipArchive, path: string): Promise<XmlElement | undefined> {
  const entry = archive.entries.find((each) => each.name.replace(/^\//, '').toLowerCase() === path.toLowerCase());
  if (!entry) return undefined;
  if (entry.size > largestPart) throw new FormFault('too-large');
  try {
    return parseXmlBytes(await readWhole(archive, entry));
  } catch (error) {
    if (error instanceof Refusal) throw new FormFault(error.code);
    if (error instanceof Error && error.name === 'XmlFault') throw new FormFault('xml');
    throw error;
  }
}

export interface Relation {
  readonly id: string;
  /** the last word of its type */
  readonly kind: string;
  readonly path: string;
}

/** What a part is joined to; the package itself for ''. */
export async function relationsOf({ part }: OfficeFile, path: string): Promise<Relation[]> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = await part(`${folder}_rels/${path.slice(folder.length)}.rels`);
  return elements(relations ?? { name: '', attributes: {}, children: [] }, 'Relationship').flatMap(({ attributes }) =>
    attributes['TargetMode'] === 'External'
      ? []
      : [
          {
            id: attributes['Id'] ?? '',
            kind: (attributes['Type'] ?? '').replace(/^.*\//su, ''),
            path: resolve(folder, attributes['Target'] ?? ''),
          },
        ],
  );
}

/** The path of a part as another names it: from the root, or from its folder. */
function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
