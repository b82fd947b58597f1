/** A form file of any format as {@link FormContent}; null for a picture of a form (nothing to read). */
import type { FormContent } from '../../../domain/package/form-content.ts';
import { isBlank } from '../../../domain/package/form-content.ts';
import { extension, isPicture } from '../../../domain/package/paths.ts';
import type { FormFormat } from '../../../domain/model.ts';
import { readDoc } from './doc.ts';
import { readDocx } from './docx.ts';
import { FormFault } from './office.ts';
import { readXlsx } from './xlsx.ts';

export interface FormFile {
  readonly format: FormFormat;
  readonly content: FormContent;
}

const nothing: FormContent = { tables: [], paragraphs: [] };

const readers: Readonly<Record<string, readonly [FormFormat, (bytes: Uint8Array) => Promise<FormContent>]>> = {
  docx: ['docx', readDocx],
  docm: ['docx', readDocx],
  xlsx: ['xlsx', readXlsx],
  xlsm: ['xlsx', readXlsx],
  doc: ['doc', readDoc],
};

export function isReadable(path: string): boolean {
  return Object.hasOwn(readers, extension(path));
}

/** Throws FormFault for a file that is damaged, protected, or of a format that cannot be read. */
export async function readFormFile(path: string, bytes: Uint8Array): Promise<FormFile> {
  if (isPicture(path)) return { format: 'scan', content: nothing };
  const reader = readers[extension(path)];
  if (!reader) throw new FormFault('format');
  const [format, read] = reader;
  const content = await read(bytes);
  return isBlank(content) ? { format: 'scan', content: nothing } : { format, content };
}
