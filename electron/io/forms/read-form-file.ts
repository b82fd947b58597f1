/** A form file of any format: words to be read by their labels, or data. A picture of a form has nothing to read. */
import { isBlank, type FormContent } from '../../../domain/form/content.ts';
import { extension, isPicture } from '../../../domain/package/paths.ts';
import type { FormFormat } from '../../../domain/model.ts';
import { parseJsonForm, type JsonForm } from '../../../domain/form/read-json-form.ts';
import { withPlainCharacters } from './parts/characters.ts';
import { readDoc } from './doc/doc.ts';
import { readDocx } from './docx.ts';
import { formatOf, type DocumentFormat } from './formats.ts';
import { FormFault, openOffice } from './parts/office.ts';
import { readPdf } from './pdf/pdf.ts';
import { readXlsx } from './xlsx.ts';

export interface FormFile {
  readonly format: FormFormat;
  readonly content: FormContent;
  /** of a form.json, whose content is empty */
  readonly json?: JsonForm;
}

const nothing: FormContent = { tables: [], paragraphs: [] };

const readers: Readonly<Record<DocumentFormat, (bytes: Uint8Array) => Promise<FormContent>>> = {
  docx: readDocx,
  xlsx: readXlsx,
  doc: readDoc,
  pdf: readPdf,
};

const startsWith = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte);

/** JPEG, PNG, GIF, BMP, TIFF, WebP, HEIC. */
function isPictureByBytes(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return startsWith(bytes, 0xff, 0xd8, 0xff) || /^(?:\u0089PNG|GIF8|BM|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:hei|hev|mif))/su.test(text);
}

/** What the names of zipped office files mean where the folders of their parts say nothing. */
const zipped: Readonly<Record<DocumentFormat, 'docx' | 'xlsx'>> = { docx: 'docx', doc: 'docx', pdf: 'docx', xlsx: 'xlsx' };

/** What an office file in a zip is, by the folder that its parts lie in; undefined where it is of another suite. */
async function officeFormat(named: DocumentFormat | undefined, bytes: Uint8Array): Promise<DocumentFormat | undefined> {
  const { paths } = await openOffice(bytes);
  const holds = (start: string): boolean => paths.some((path) => path.toLowerCase().startsWith(start));
  if (holds('word/')) return 'docx';
  if (holds('xl/')) return 'xlsx';
  return holds('content.xml') || named === undefined ? undefined : zipped[named];
}

/**
 * Files are renamed by hand (a workbook saved as .docx, a PDF as .doc): what the bytes begin with is believed, and the name only where they
 * say nothing. An OLE file is an old Word file, or a new one behind a password: that one stays what it says.
 */
async function formatByBytes(kind: string, bytes: Uint8Array): Promise<DocumentFormat | 'picture' | undefined> {
  const named = formatOf(kind === 'xls' || kind === 'et' ? 'xlsx' : kind);
  if (startsWith(bytes, 0x50, 0x4b, 3, 4)) return officeFormat(named, bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return isOldWord(bytes) ? 'doc' : isOldWorkbook(bytes) ? undefined : named;
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  if (isPictureByBytes(bytes)) return 'picture';
  // rtf and web pages under the name of a Word file or a workbook
  const text = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  return /^\s*(?:\{\\rtf|<(?:!doctype|html|\?xml))/iu.test(text) || kind === 'xls' || kind === 'et' ? undefined : named;
}

/** Names of the streams of old Word files and workbooks, as the directory of an OLE file spells them. */
function holdsStream(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
}

const isOldWord = (bytes: Uint8Array): boolean => holdsStream(bytes, 'WordDocument');
const isOldWorkbook = (bytes: Uint8Array): boolean => holdsStream(bytes, 'Workbook');

/** Throws FormFault for a file that is damaged, protected, or of a format that cannot be read. */
export async function readFormFile(path: string, bytes: Uint8Array): Promise<FormFile> {
  if (bytes.length === 0) throw new FormFault('empty');
  if (extension(path) === 'json') {
    const json = parseJsonForm(new TextDecoder().decode(bytes));
    if (!json) throw new FormFault('json');
    return { format: 'json', content: nothing, json };
  }
  const format = await formatByBytes(extension(path), bytes);
  if (format === 'picture' || (format === undefined && isPicture(path))) return { format: 'scan', content: nothing };
  if (format === undefined) throw new FormFault('format');
  const content = withPlainCharacters(await readers[format](bytes));
  const { unseen } = content;
  return isBlank(content) ? { format: 'scan', content: unseen ? { ...nothing, unseen } : nothing } : { format, content };
}
