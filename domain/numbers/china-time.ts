/** 北京时间: UTC+8 all year, which all of the country keeps. What is signed or counted in days must not hang on a machine's zone. */
import { dateOf, dayNumber } from './days.ts';

const ahead = 8;

/** The wall clock in China at an instant in UTC: 2026-09-29T23:00:00.000Z → 2026-09-30T07:00:00.000. */
export function timeInChina(at: string): string {
  const [, date, hour, rest] = /^(\d{4}-\d{2}-\d{2})T(\d{2})(:.*)Z$/.exec(at) ?? [];
  if (date === undefined || hour === undefined || rest === undefined) throw new RangeError(`no instant in UTC: ${at}`);
  const later = Number(hour) + ahead;
  const day = later < 24 ? date : dateOf(dayNumber(date) + 1);
  return `${day}T${String(later % 24).padStart(2, '0')}${rest}`;
}

/** The date in China at an instant in UTC. */
export function dateInChina(at: string): string {
  return timeInChina(at).slice(0, 10);
}
