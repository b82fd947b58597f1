/** A form file of any format: words to be read by their labels, or data. A picture of a form has nothing to read. */
import { isBlank, type FormContent } from '../../../domain/form/content.ts';
import { extension, isPicture } from '../../../domain/package/paths.ts';
import type { FormFormat } from '../../../domain/model.ts';
import { parseJsonForm, type JsonForm } from '../../../domain/form/read-json-form.ts';
import { withPlainCharacters } from './parts/characters.ts';
import { readDoc } from './doc/doc.ts';
import { readDocx } from './docx.ts';
import { formatOf, type DocumentFormat } from './formats.ts';
import { FormFault } from './parts/office.ts';
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

/** Files are renamed by hand (a docx saved as .doc, a .doc as .docx): what the bytes begin with is believed first. */
function readerOf(kind: string, bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  if (head === '%PDF-') return 'pdf';
  const zipped = head.startsWith('PK\u0003\u0004');
  if (zipped && (kind === 'doc' || kind === 'wps' || kind === 'pdf')) return 'docx';
  if (zipped && (kind === 'xls' || kind === 'et')) return 'xlsx';
  // an OLE file is an old Word file, or a new one behind a password: that one stays what it says
  return head.startsWith('\u00d0\u00cf\u0011\u00e0') && kind === 'docx' && isOldWord(bytes) ? 'doc' : kind;
}

/** The name of the stream that every old Word file has, as the directory of an OLE file spells it. */
function isOldWord(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('WordDocument', 'utf16le'));
}

/** Throws FormFault for a file that is damaged, protected, or of a format that cannot be read. */
export async function readFormFile(path: string, bytes: Uint8Array): Promise<FormFile> {
  if (isPicture(path)) return { format: 'scan', content: nothing };
  if (extension(path) === 'json') {
    const json = parseJsonForm(new TextDecoder().decode(bytes));
    if (!json) throw new FormFault('json');
    return { format: 'json', content: nothing, json };
  }
  const format = formatOf(readerOf(extension(path), bytes));
  if (!format) throw new FormFault('format');
  const content = withPlainCharacters(await readers[format](bytes));
  return isBlank(content) ? { format: 'scan', content: nothing } : { format, content };
}
