/** Days of what has happened: titles and payments that are put on record lie on or before the day of the machine, in China. */
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { refuse } from '../../../domain/result.ts';

/** Whether a day on record lies after the day of the call: it was mistyped, or a clock is wrong. */
export function isAhead(on: string, at: string): boolean {
  return on > dateInChina(at);
}

/** @throws record/ahead with the machine's own day, for that may be what is wrong */
export function refuseAhead(on: string, at: string): void {
  if (isAhead(on, at)) refuse('record/ahead', { date: on, today: dateInChina(at) });
}
