/** Which files may be forms, by the ends of their names. */
import { extension } from '../../../domain/package/paths.ts';

export type DocumentFormat = 'docx' | 'xlsx' | 'doc' | 'pdf';

const formats: Readonly<Record<string, DocumentFormat>> = {
  docx: 'docx',
  docm: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  doc: 'doc',
  wps: 'doc',
  pdf: 'pdf',
};

export function formatOf(kind: string): DocumentFormat | undefined {
  return Object.hasOwn(formats, kind) ? formats[kind] : undefined;
}

/** Whether a file without a telling name is worth opening to look for a form: reports in PDF are not. */
export function isReadable(path: string): boolean {
  const format = formatOf(extension(path));
  return (format !== undefined && format !== 'pdf') || extension(path) === 'xls';
}
