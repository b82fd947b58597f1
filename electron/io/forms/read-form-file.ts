/** A form file of any format: words to be read by their labels, or data. A picture of a form has nothing to read. */
import type { FormContent } from '../../../domain/package/form-content.ts';
import { isBlank } from '../../../domain/package/form-content.ts';
import { extension, isPicture } from '../../../domain/package/paths.ts';
import type { FormFormat } from '../../../domain/model.ts';
import type { JsonForm } from '../../../domain/package/read-json-form.ts';
import { parseJsonForm } from '../../../domain/package/read-json-form.ts';
import { readDoc } from './doc.ts';
import { readDocx } from './docx.ts';
import { FormFault } from './office.ts';
import { readPdf } from './pdf.ts';
import { readXlsx } from './xlsx.ts';

export interface FormFile {
  readonly format: FormFormat;
  readonly content: FormContent;
  /** of a form.json, whose content is empty */
  readonly json?: JsonForm;
}

const nothing: FormContent = { tables: [], paragraphs: [] };

const readers: Readonly<Record<string, readonly [FormFormat, (bytes: Uint8Array) => Promise<FormContent>]>> = {
  docx: ['docx', readDocx],
  docm: ['docx', readDocx],
  xlsx: ['xlsx', readXlsx],
  xlsm: ['xlsx', readXlsx],
  doc: ['doc', readDoc],
  wps: ['doc', readDoc],
  pdf: ['pdf', readPdf],
};

/** Whether a file without a telling name is worth opening to look for a form: reports in PDF are not. */
export function isReadable(path: string): boolean {
  return Object.hasOwn(readers, extension(path)) && extension(path) !== 'pdf';
}

/** Throws FormFault for a file that is damaged, protected, or of a format that cannot be read. */
export async function readFormFile(path: string, bytes: Uint8Array): Promise<FormFile> {
  if (isPicture(path)) return { format: 'scan', content: nothing };
  if (extension(path) === 'json') {
    const json = parseJsonForm(new TextDecoder().decode(bytes));
    if (!json) throw new FormFault('json');
    return { format: 'json', content: nothing, json };
  }
  const reader = readers[extension(path)];
  if (!reader) throw new FormFault('format');
  const [format, read] = reader;
  const content = await read(bytes);
  return isBlank(content) ? { format: 'scan', content: nothing } : { format, content };
}
