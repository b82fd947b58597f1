/** 北京时间: UTC+8 all year, which all of the country keeps. What is signed or counted in days must not hang on a machine's zone. */
import { dateOf, dayNumber } from './days.ts';

const ahead = 8;

const two = (figure: number): string => String(figure).padStart(2, '0');

/** The wall clock in China at an instant in UTC: 2026-09-29T23:00:00.000Z → 2026-09-30T07:00:00.000. */
export function timeInChina(at: string): string {
  const [, date, hour, rest] = /^(\d{4}-\d{2}-\d{2})T(\d{2})(:.*)Z$/.exec(at) ?? [];
  if (date === undefined || hour === undefined || rest === undefined) throw new RangeError(`no instant in UTC: ${at}`);
  const later = Number(hour) + ahead;
  const day = later < 24 ? date : dateOf(dayNumber(date) + 1);
  return `${day}T${two(later % 24)}${rest}`;
}

/** The date in China at an instant in UTC. */
export function dateInChina(at: string): string {
  return timeInChina(at).slice(0, 10);
}

/** The instant in UTC at which a day begins in China: 2026-09-30 → 2026-09-29T16:00:00.000Z. */
export function dayBegins(date: string): string {
  return `${dateOf(dayNumber(date) - 1)}T${24 - ahead}:00:00.000Z`;
}

/**
 * The wall clock in China at the time that a photo states, to the second: 2026-10-10T03:30:15+02:00 → 2026-10-10T09:30:15. A camera that
 * states no offset is taken at its word.
 */
export function photoTimeInChina(stated: string): string {
  const [, local = stated, sign, hours = '', minutes = ''] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}).*?(?:([+-])(\d{2}):(\d{2})|Z)$/.exec(stated) ?? [];
  if (local === stated) return stated;
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const [date, time] = [local.slice(0, 10), local.slice(11)];
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) - offset + ahead * 60;
  const day = Math.floor(minute / 1440);
  const rest = minute - day * 1440;
  return `${dateOf(dayNumber(date) + day)}T${two(Math.floor(rest / 60))}:${two(rest % 60)}${time.slice(5)}`;
}
