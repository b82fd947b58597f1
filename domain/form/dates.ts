/**
 * Dates as forms carry them: 2022年6月, 2022-06, 2020.5, 2022/6/18, 二〇二三年四月, 202206, Excel's
 * 2022-06-01. The result is `YYYY-MM` or `YYYY-MM-DD`, never with an invented day.
 */
import { dateInChina } from '../numbers/china-time.ts';
import { foldText } from './quantity/fold.ts';
import { chineseNumber } from './quantity/han.ts';
import { unproven } from './quantity/quantity.ts';

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

const han = '[〇零○Oo0一二三四五六七八九十]';
const inCharacters = new RegExp(`^(${han}{4})年(${han}{1,3})月(?:(${han}{1,3})[日号])?$`, 'u');

/** Null when the text is not exactly one date with at least a year and a month. */
export function readDate(text: string): string | null {
  if (text.length > 100) return null;
  // a moment of another zone is a day in China
  const [, written = '', time = '', zone = ''] =
    /^\s*(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})\s*$/.exec(text) ?? [];
  if (zone !== '' && (readDate(written) === null || time > '24' || (zone !== 'Z' && zone !== '+08:00'))) return null;
  if (zone !== '') return zone === 'Z' ? dateInChina(`${written}T${time}Z`) : written;
  const folded = foldText(text.replaceAll('〇', '零'))
    .replace(/^(?:自|于|从)\s*/u, '')
    .replaceAll(/\(([^()]*)\)/gu, (whole, note: string) => (unproven.test(note) ? whole : ''))
    .replaceAll(/[\u2010-\u2015]/gu, '-')
    .replace(/T?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u, '')
    .replace(/[\s,;.。、]+$/u, '')
    .replace(/(?:开始|正式|投入)?(?:开园|运营|使用)*(?:至今|以来|起)?$/u, '')
    // 2022.1 | 2 in two cells is no December
    .replaceAll(/(?<!\d) | (?!\d)/g, '')
    // a day that was left open: 2022年6月  日
    .replace(/(?<=月)[日号]$/u, '');
  const separated = /^(\d{4})(?:年|[-./、])(\d{1,2})(?:月份?|[-./、](?=\d)|$)(?:(\d{1,2})[日号]?)?$/u.exec(folded);
  if (separated) return compose(Number(separated[1]), Number(separated[2]), separated[3] === undefined ? null : Number(separated[3]));
  const run = /^(\d{4})(\d{2})(\d{2})?$/u.exec(folded);
  if (run) return compose(Number(run[1]), Number(run[2]), run[3] === undefined ? null : Number(run[3]));
  const characters = inCharacters.exec(folded);
  if (!characters) return null;
  const year = Number(
    Array.from(characters[1] ?? '', (char) => ('零○Oo0'.includes(char) ? 0 : '一二三四五六七八九'.indexOf(char) + 1)).join(''),
  );
  const month = chineseNumber(characters[2] ?? '');
  const day = characters[3] === undefined ? null : chineseNumber(characters[3]);
  if (month === null || (characters[3] !== undefined && day === null)) return null;
  return compose(year, Number(month), day === null ? null : Number(day));
}
