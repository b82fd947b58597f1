/**
 * Dates as forms carry them: 2022年6月, 2022-06, 2020.5, 2022/6/18, 二〇二三年四月, 贰零贰叁年肆月, 202206, Excel's
 * 2022-06-01. The result is `YYYY-MM` or `YYYY-MM-DD`, never with an invented day. A period, a bound, a day of another calendar, or
 * one that was put off is no date.
 */
import { dateInChina } from '../numbers/china-time.ts';
import { foldMarked, noteMark } from './quantity/fold.ts';
import { chineseNumber } from './quantity/han.ts';
import { unproven } from './quantity/units.ts';

const earliest = 1949;
const latest = 2199;
const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function compose(year: number, month: number, day: number | null): string | null {
  if (year < earliest || year > latest || month < 1 || month > 12) return null;
  const stem = `${year}-${String(month).padStart(2, '0')}`;
  if (day === null) return stem;
  const most = (daysIn[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  return day >= 1 && day <= most ? `${stem}-${String(day).padStart(2, '0')}` : null;
}

const longest = 100;

/** Another calendar, or a day that was only thought of. */
const notThisDay = new RegExp(`${unproven.source}|农历|阴历|旧历|民国|暂定|待定|推迟|延期|改为|变更`, 'u');
/** What else than the opening happened then, where a note says so. */
const another = /开工|动工|竣工|验收|注册|成立|签约/u;

const charDigits: Readonly<Record<string, number>> = Object.fromEntries(
  ['〇零○Oo0', '一壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((chars, digit) =>
    Array.from(chars, (char) => [char, digit]),
  ),
);
const han = '[〇零○一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾]{1,3}';
const inYear = `[${Object.keys(charDigits).join('')}]{4}`;
const withYear = new RegExp(
  `^(\\d{4}|${inYear})(?:年|[-./、])(\\d{1,2}|${han})(?:月份?|[-./、](?=\\d)|$)(?:(\\d{1,2}|${han})[日号]?)?$`,
  'u',
);
const inOneRun = /^(\d{4})(\d{2})(\d{2})?$/u;

const clock = /\s*(?:[上下中]午|凌晨|晚上?)?\s*(?:T?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|\d{1,2}[时点](?:整|\d{1,2}分)?)$/u;
const dayOfWeek = /\s*(?:星期|周|礼拜)[一二三四五六日天]$/u;
/** What may follow a month or day and still leaves it that one. */
const opening =
  /(?:[上中下]旬|月?[初中底末])?(?:(?:建成)?(?:开始|正式|投入|全面)*(?:开园|开业|运营|营业|使用|启用)+|开始)?(?:至今|以来|起)?$/u;

function numberOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const number = chineseNumber(text.replace(/^廿$/u, '二十').replace(/^卅$/u, '三十').replace('廿', '二十').replace('卅', '三十'));
  return number === null ? null : Number(number);
}

function yearOf(text: string): number {
  return Number(Array.from(text, (char) => charDigits[char] ?? char).join(''));
}

/** A moment with a zone, as machines write it, is a day in China; null where it is none, undefined where the text is no such moment. */
function readMoment(text: string): string | null | undefined {
  const [, date, time = '', zone] = /^\s*(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})\s*$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  if (readDate(date) === null || time >= '24' || (zone !== 'Z' && zone !== '+08:00')) return null;
  return zone === 'Z' ? dateInChina(`${date}T${time}Z`) : date;
}

/** Brackets that say something beside the date go; a date in them must be the same one. Null where it is not, or takes the date back. */
function withoutNotes(text: string): string | null {
  const notes = Array.from(text.matchAll(/\(([^()]*)\)/gu), ([, inside = '']) => inside);
  const rest = text.replaceAll(/\([^()]*\)/gu, '');
  const agrees = (note: string): boolean =>
    !notThisDay.test(note) && !another.test(note) && (!/\d/.test(note) || readDate(note) === readDate(rest));
  return notes.every(agrees) ? rest : null;
}

/** Null when the text is not exactly one date with at least a year and a month. */
export function readDate(text: string): string | null {
  if (text.length > longest) return null;
  const moment = readMoment(text);
  if (moment !== undefined) return moment;
  const noted = withoutNotes(foldMarked(text.replaceAll('〇', '零')).replaceAll(noteMark, ''));
  if (noted === null || notThisDay.test(noted)) return null;
  const folded = noted
    .replaceAll(/[\u2010-\u2015]/gu, '-')
    .replace(/^(?:自|于|从|公元)\s*/u, '')
    .replace(/[\s,;.。、]+$/u, '')
    .replace(clock, '')
    .replace(dayOfWeek, '')
    .replace(opening, '')
    // 2022.1 | 2 in two cells is no December
    .replaceAll(/(?<!\d) | (?!\d)/g, '')
    // a day that was left open: 2022年6月  日
    .replace(/(?<=月)[日号]$/u, '');
  const [, year = '', month = '', day] = withYear.exec(folded) ?? inOneRun.exec(folded) ?? [];
  const [inMonth, onDay] = [numberOf(month), day === undefined ? null : numberOf(day)];
  if (inMonth === null || (day !== undefined && onDay === null)) return null;
  return compose(yearOf(year), inMonth, onDay);
}
