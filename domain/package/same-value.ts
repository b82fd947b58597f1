/** Whether two readings of a field say the same: of a form and its copy, of a form and the 申报汇总表. */
import type { FieldValue } from '../model.ts';
import { foldParkName } from './plan-import.ts';

const date = /^\d{4}-\d{2}(?:-\d{2})?$/;

/** Values are exact decimals and ISO dates already, so equal means equal; a month equals a day in it, a text itself in other spacing. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return foldLines(a) === foldLines(b);
  if (typeof a !== 'string' || typeof b !== 'string') return a === b;
  if (date.test(a) && date.test(b)) return a.startsWith(b) || b.startsWith(a);
  // 2.1 and 21 are the same only as words
  return isNumber(a) && isNumber(b) ? a === b : foldParkName(a) === foldParkName(b);
}

function isNumber(text: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(text);
}

function foldLines(lines: readonly string[]): string {
  return lines.map(foldParkName).sort().join('\n');
}
