/** Figures and dates as people type them beside a form (３．２, 3,200, 3.2亿元, 2024年8月), put in the shape that the program keeps. */
import type { Unit } from '../condition/condition.ts';
import type { UnreadReason } from '../model.ts';
import { readDate } from './dates.ts';
import { judgeQuantity } from './quantity/quantity.ts';

/**
 * `text`: decimal string, whole number, or `YYYY-MM(-DD)`; `why`: what stands in the way of one. What is typed is exact: 约 is a
 * bound here, for no remark would stay beside it.
 */
export type Understood = { readonly text: string } | { readonly why: UnreadReason | 'date' };

/** What is typed for a field of a type and unit; anything but figures and dates is taken as it stands. */
export function understand(type: string, unit: string | null, typed: string): Understood {
  const text = typed.trim();
  if (type === 'date') {
    const date = readDate(text);
    return date === null ? { why: 'date' } : { text: date };
  }
  if (type !== 'decimal' && type !== 'integer') return { text };
  const judged = judgeQuantity(text, (unit ?? 'none') as Unit);
  if ('why' in judged) return judged;
  if (judged.approximate) return { why: 'bound' };
  return type === 'integer' && !/^\d+$/.test(judged.value) ? { why: 'whole' } : { text: judged.value };
}
