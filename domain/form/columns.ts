/**
 * What the heads over the columns of a table say of the figures below them: their unit and quantity, and the time that they are of. Of several
 * years, or of this year and the last, only the column that is asked for is ever read; where nobody can tell which one that is, none is.
 */
import type { FormCell, FormTable } from './content.ts';
import type { Grid } from './grid.ts';
import { unitOf } from './quantity/units.ts';
import { foldText } from './quantity/fold.ts';

type Labelled = ReadonlyMap<FormCell, unknown>;

/** Of what time a figure is. `other`: of another than the field asks, or nobody can tell (累计). */
export type Period = { readonly says: 'nothing' | 'now' | 'other' } | { readonly says: 'year'; readonly year: number };

const span = String.raw`\s*(?:[-~—–]+|至|到)\s*`;
const wholeYear = new RegExp(String.raw`0?1\s*月?${span}12\s*月|12\s*月\s*(?:底|末|\d{1,2}\s*日)|全年`, 'gu');
/** 2022年1月至2022年12月, 2022.1.1-2022.12.31, 2022.1-12: all of one year. */
const oneYear = new RegExp(
  String.raw`((?:19|20)\d\d)\s*[年./-]\s*0?1\s*(?:月\s*(?:0?1\s*日)?|[./-]\s*0?1)?${span}(?:\1\s*[年./-]\s*)?12\s*(?:月\s*(?:31\s*日)?|[./-]\s*31)?(?!\d)`,
  'gu',
);
/** 2023.6.30, 2023/6: a year to some day in it. */
const partWithPoints = /(?<!\d)(?:19|20)\d\d\s*[./-]\s*(?:0?[1-9]|1[01])(?!\d)/u;
const partOfYear = /\d\s*月(?!均)|[本当上每]月|季度?|半年|旬|月均|[上下]旬/u;
const earlier =
  /[上去前]\s*一?\s*年|上\s*一?\s*期|同期|基期|期初|年初(?!\s*[-~—–至到])|近[一二两三四五\d]+年|近\s*[一二三六九十\d]+\s*个月|年均|年平均|历年/u;
const severalYears = new RegExp(String.raw`(?:19|20)\d\d\s*年?(?:度)?${span}(?:19|20)\d\d`, 'u');
const yearNamed = /(?<!\d)((?:19|20)\d\d)(?!\d)(?:\s*(?:年|\.|-|\/)|\s*$|\s*[\p{Script=Han}(])/gu;
/** 23年, '23年 as people shorten it; not 近10年 or 30年以上. */
const shortYear = /(?<![\d.近第满逾过达共])['’]?([12]\d)\s*年(?!以|内|来|间|期|限)/gu;
const hanYear = /[二两][〇零○O0]([〇零○一二三四五六七八九]{2})\s*年/gu;
const hanDigit = '〇一二三四五六七八九';
/** 第一年, T-1年: which years these are stands elsewhere. */
const countedYear = /第\s*[一二三四五1-5]\s*年|\b[TN]\s*[-+]\s*\d/iu;
const now = /[本今当]\s*年|报告期|[期年]末|本年度/u;
const open = /本期|累计/u;

function valueOf(digits: string): number {
  return Number(Array.from(digits.replaceAll(/[零○]/gu, '〇'), (digit) => hanDigit.indexOf(digit)).join(''));
}

/** 2022年1—12月 is 2022年. */
export function withoutWholeYear(words: string): string {
  return foldText(words).replaceAll(oneYear, '$1年').replaceAll(wholeYear, '');
}

export function periodOf(words: string): Period {
  const text = withoutWholeYear(words);
  if ([partOfYear, partWithPoints, earlier, severalYears, countedYear].some((pattern) => pattern.test(text))) return { says: 'other' };
  const years = [
    ...Array.from(text.matchAll(yearNamed), ([, year]) => Number(year)),
    ...Array.from(text.matchAll(shortYear), ([, year]) => 2000 + Number(year)),
    ...Array.from(text.matchAll(hanYear), ([, year = '']) => 2000 + valueOf(year)),
  ];
  if (years.length > 0) return { says: 'year', year: Math.max(...years) };
  if (now.test(text)) return { says: 'now' };
  return { says: open.test(text) ? 'other' : 'nothing' };
}

const lastYear = /(?<!截[至止])[上去]\s*一?\s*年(?:度)?|前一年(?:度)?/gu;

/** For a field that asks for the last year, its name says no more than 2022年 does. */
export function withoutLastYear(words: string): string {
  return foldText(words).replaceAll(lastYear, '');
}

/** Whether words name the last year as a whole (上年, 上一年度), and no other time: 上年同期 and 上年末 are of a part of it or of a day. */
export function isOfLastYear(words: string): boolean {
  const text = withoutWholeYear(words);
  const rest = text.replaceAll(lastYear, '');
  return rest !== text && !/^\s*[末底]/u.test(text.split(lastYear).slice(1).join('')) && periodOf(rest).says === 'nothing';
}

/** Whether a figure of one time is not the one that is asked for, beside figures of other times. */
export function isOfOtherTime(own: Period, peers: readonly Period[]): boolean {
  if (own.says === 'other') return true;
  return own.says === 'year' && peers.some((peer) => peer.says === 'now' || (peer.says === 'year' && peer.year > own.year));
}

/** Words over the columns of a table of figures. */
const headWords = /指标|项目|内容|名称|类别|序\s*号|单位|数值|数额|金额|数据|数量|填报|申报|实际|情况|年度|本年|上年|\d{4}\s*年/u;
/** Rows of others follow (企业名称 | 交易额（万元）), and not the park's own figures. */
const headsOthers = /企业|公司|店铺|品牌|商户|联系人/u;
/** A figure with what belongs to it, and not the year of a column. */
const figure =
  /^\s*(?:[约$￥¥+-]\s*)?[\d\uff10-\uff19](?!\d\s*年(?:度|末|底)?\s*$)(?!\d{3}\s*(?:年|\s*$|[-~—–至到]+\s*\d{4}\s*年))(?!\d{3}\s*\p{Script=Han}*\s*\d{1,2}\s*月)(?!\d?\s*(?:[-~—–至到]+\s*\d{1,2}\s*)?月)/u;
/** 10,000元 over a column is a unit. */
const holdsFigure = ({ text }: FormCell): boolean => figure.test(text) && unitOf(foldText(text), 'cny') === null;
/** A column that counts the lines of the table and holds no figure of anybody. */
const numbersLines = /^\s*(?:指标)?(?:代\s*码|编\s*码|编\s*号|序\s*号|行\s*次|栏\s*次)\s*$/u;

const isUnit = (text: string): boolean => unitOf(foldText(text).replaceAll(/[()]/gu, ''), 'cny') !== null;

/** The longest head of a column under another. */
const longestUnder = 20;

function rowsOf(table: FormTable): Map<number, FormCell[]> {
  return Map.groupBy(table.cells, ({ row }) => row);
}

const isWritten = ({ text }: FormCell): boolean => text.trim() !== '';

/** Rows that say what stands in the columns below them: no label of the park's, no figure, and words of a head. */
export function columnHeads(table: FormTable, labelled: Labelled): Set<number> {
  const heads = new Set<number>();
  let wide: readonly FormCell[] = [];
  for (const [row, cells] of [...rowsOf(table)].sort(([a], [b]) => a - b)) {
    const written = cells.filter(isWritten);
    const isFree = !written.some((cell) => labelled.has(cell) || holdsFigure(cell)) && !written.some(({ text }) => headsOthers.test(text));
    const behind = written.filter(({ col }) => col > 0);
    const isByWords = written.length >= 2 && written.some(({ text }) => headWords.test(text));
    const isBySort = behind.length >= 2 && behind.every(({ text }) => periodOf(text).says !== 'nothing' || isUnit(text));
    // 金额 over two columns is parted below it: 万元 | 万美元
    const isUnder =
      written.length > 0 &&
      wide.some(({ row: top, rowSpan }) => top + rowSpan === row) &&
      written.every(
        (cell) => cell.text.length <= longestUnder && wide.some(({ col, colSpan }) => cell.col >= col && cell.col < col + colSpan),
      );
    if (!isFree || !(isByWords || isBySort || isUnder)) continue;
    heads.add(row);
    wide = cells.filter(({ colSpan, text }) => colSpan > 1 && text.trim() !== '');
  }
  return heads;
}

/** The rows of the nearest heads over a row, the upper one first. */
function headRowsOver(row: number, heads: ReadonlySet<number>): number[] {
  let last = -1;
  for (const head of heads) if (head < row && head > last) last = head;
  const rows: number[] = [];
  for (let each = last; heads.has(each); each -= 1) rows.unshift(each);
  return rows;
}

/** `last`: the last year, which is what a field asks for that is of that year (上年度纳税额). `none`: heads that name no time. */
export type HeadTime = 'none' | 'last' | 'now' | 'named';

function timeOfHead(head: string): HeadTime {
  const { says } = periodOf(head);
  if (says === 'nothing') return 'none';
  if (says === 'now') return 'now';
  return isOfLastYear(head) ? 'last' : 'named';
}

export interface Column {
  /** what stands over the cell, one under the other */
  readonly head: string;
  /** the heads, or the title over this part of the table, say that its figures are of another time than is asked for */
  readonly isOfOtherTime: boolean;
  /** the time that the heads name by themselves, whatever a title says */
  readonly time: HeadTime;
  /** it counts the lines of the table */
  readonly numbersLines: boolean;
}

export interface Columns {
  readonly over: (cell: FormCell) => Column;
  /** whether the nearest title over a label, in its line, over its part of the table or over the table, makes its figure one of another time than a year */
  readonly partOfYear: (label: FormCell) => PartOfYear | undefined;
}

/** `isAside`: whether a head says that its column holds another quantity, or what is hoped for. */
export function columnsOf(table: FormTable, grid: Grid, labelled: Labelled, isAside: (head: string) => boolean): Columns {
  const heads = columnHeads(table, labelled);
  const titles = partTitles(table, labelled);
  const titled = titles.length > 1 ? titles : [];
  const [own, whole] = [titlesIn(table, labelled), timeOfTitle(table.title ?? '', false)];
  const byRow = rowsOf(table);
  /** of each row below heads: their rows, and the times that they name */
  const known = new Map<number, { readonly rows: readonly number[]; readonly times: readonly Period[] }>();
  const blockOver = (row: number) => {
    const found = known.get(row);
    if (found) return found;
    const rows = headRowsOver(row, heads);
    const named = rows.flatMap((each) => byRow.get(each) ?? []).filter(({ col, text }) => col > 0 && !isAside(text));
    const made = { rows, times: named.map(({ text }) => periodOf(text)) };
    known.set(row, made);
    return made;
  };
  return {
    over(cell) {
      const { rows, times } = blockOver(cell.row);
      const texts = [...new Set(rows.flatMap((row) => grid.at(row, cell.col) ?? []))].map(({ text, note }) =>
        note === undefined ? text : `${text}\n${note}`,
      );
      const head = texts.join('\n');
      const title = titled.findLast(({ row }) => row < cell.row);
      const isInOtherPart =
        title !== undefined &&
        isOfOtherTime(
          title.period,
          titled.map(({ period }) => period),
        );
      return {
        head,
        isOfOtherTime: isInOtherPart || isOfOtherTime(periodOf(head), times),
        time: timeOfHead(head),
        numbersLines: texts.some((text) => numbersLines.test(text)),
      };
    },
    partOfYear(label) {
      const first = label.col === 0 ? undefined : grid.at(label.row, 0);
      const inLine = first && !labelled.has(first) ? timeOfTitle(first.text, true) : null;
      if (first && inLine) return partOfYearIn({ text: first.text, time: inLine });
      const over = own.findLast(({ row }) => row < label.row);
      if (over && over.time.says !== 'nothing') return partOfYearIn(over);
      return whole ? partOfYearIn({ text: table.title ?? '', time: whole }) : undefined;
    },
  };
}

/** So many lines of a table that has a line a year. */
const mostYears = 50;

/** Whether the first line under a row of labels is of another time than one of those that follow it: 2022年 over 2023年. */
export function isEarlierLine(label: FormCell, grid: Grid, labelled: Labelled): boolean {
  // what stands first in the lines is the answer to a label of its own
  const corner = grid.at(label.row, 0);
  if (corner && labelled.has(corner)) return false;
  const times: Period[] = [];
  const top = label.row + label.rowSpan;
  for (let at = top; at < top + mostYears; at += 1) {
    const first = grid.at(at, 0);
    if (!first || labelled.has(first)) break;
    times.push(periodOf(first.text));
  }
  const [own] = times;
  return own !== undefined && times.length > 1 && isOfOtherTime(own, times);
}

/** The names of the parts that the line of a label belongs to: of its table, and what stands first in its line. */
export function partsOf(cell: FormCell, table: FormTable, grid: Grid, labelled: Labelled): string[] {
  const first = cell.col === 0 ? undefined : grid.at(cell.row, 0);
  const names = [table.title ?? '', first && !labelled.has(first) ? first.text : ''];
  return names.filter((name) => name !== '' && name.length <= longestUnder && periodOf(name).says !== 'nothing');
}

/** 一、2023年情况: the title of a part of the table, by the time that it is of. */
const partTitle = /^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*)?(?:(?:19|20)\d\d\s*年|[上去前本今当]\s*一?\s*年|报告期|基期)/u;

function partTitles(table: FormTable, labelled: Labelled): { readonly row: number; readonly period: Period }[] {
  return [...rowsOf(table)].flatMap(([row, cells]) => {
    const [only, ...others] = cells.filter(isWritten);
    if (!only || others.length > 0 || labelled.has(only) || only.text.length > longestUnder) return [];
    const text = only.text.trim();
    return partTitle.test(text) && !/申报|汇总/u.test(text) ? [{ row, period: periodOf(text) }] : [];
  });
}

/** Longer lines are sentences and no titles. */
const longestTitle = 40;
/** 2023年1-6月, 上半年, 一季度, 截至2024年9月: words of a title that make its figures those of a part of a year. 季 by itself may be of a name. */
const partNamed = /\d\s*月(?!均)|[上下]\s*半\s*年|[第一二三四1-4Qq]\s*季度|前三季度|[上中下]旬/u;
/** What a title is called that heads figures. */
const headsFigures = /情况|经营|指标|数据|业绩|统计|概况|信息|交易|进出口|一览|明细|报表|期间|口径/u;
/** When a form was filled in, or handed in, is not the time of its figures. */
const ofForm = /申报|填[表报写]|(?<!截[至止])日期|编制|制表|报送|受理|评审|汇总/u;
const numberOfPart = /^\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]\s*/u;
/** What is left of 截至2024年9月30日 or （2024年上半年） without the time. */
const onlyTime = /[\s\d年月日度底末上下半前第一二三四季截至止到止从自起共（()）:：,，~—–-]|Q[1-4]|20\d\d|上年|去年|同期/gu;

/**
 * The time that a title gives the figures below it, as the head of a column would; null for what is no title or names none.
 * @param isInTable a line inside a table may be anything: there only words of a part of a year count
 */
function timeOfTitle(text: string, isInTable: boolean): Period | null {
  const title = foldText(text);
  if (title.length > longestTitle || /[。;!?]/u.test(title) || ofForm.test(title)) return null;
  const period = periodOf(title);
  if (period.says === 'nothing') return null;
  const own = title.replace(numberOfPart, '');
  if (!headsFigures.test(own) && own.replaceAll(onlyTime, '') !== '') return null;
  if (period.says !== 'other') return period;
  const named = withoutWholeYear(title);
  const isPart = partNamed.test(named) || partWithPoints.test(named);
  return isPart || (!isInTable && [earlier, severalYears].some((pattern) => pattern.test(named))) ? period : null;
}

/** Of lines right over a table, the last one that names a time as a title does; else the last that states more than a unit. */
export function titleAmong(lines: readonly string[]): string | undefined {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  const own = written.filter((line) => !/单\s*位\s*[:：]|币\s*种/u.test(line));
  return own.slice(-2).findLast((line) => timeOfTitle(line, false) !== null) ?? own.at(-1) ?? written.at(-1);
}

/** Figures of a part of a year, by a title: amounts alone where it names a day (截至2024年9月), for what is there on a day is there. */
export type PartOfYear = 'amounts' | 'all';

/** What is there on a day, whichever it is; amounts are of a time. */
export const onADay = /月|日|季|截|\d{4}[./-]\d{1,2}(?!\d)/u;

/** A line that heads a part of a form: it names a time as a title does, or is numbered as parts are (二、基本情况). */
export function beginsPart(line: string): boolean {
  return timeOfTitle(line, true) !== null || /^\s*[一二三四五六七八九十]{1,3}、[^:：]{1,20}$/u.test(line);
}

interface Title {
  readonly row: number;
  readonly text: string;
  readonly time: Period;
}

/** The lines that stand in a table alone and name a time, or begin another part of it; in old formats they are glued before the first label of a row. */
function titlesIn(table: FormTable, labelled: Labelled): Title[] {
  return [...rowsOf(table)]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, cells]) => {
      const [only, ...others] = cells.filter(isWritten);
      if (!only || only.col > 0) return [];
      const lines = only.text.split('\n');
      const isAlone = others.length === 0 && !labelled.has(only);
      const titles = isAlone ? lines : lines.slice(0, -1);
      return titles.flatMap((text) => {
        const time = timeOfTitle(text, true) ?? (numberOfPart.test(text) ? { says: 'nothing' as const } : null);
        return time ? [{ row: isAlone ? row : row - 1, text, time }] : [];
      });
    });
}

function partOfYearIn({ text, time }: Pick<Title, 'text' | 'time'>): PartOfYear | undefined {
  if (time.says !== 'other') return undefined;
  const named = withoutWholeYear(text);
  return onADay.test(named) || partNamed.test(named) ? 'amounts' : 'all';
}

/** The title in force after each of some paragraphs: a heading of another part (二、基本情况) ends the one before. */
export function partOfYearByLine(paragraphs: readonly string[]): (PartOfYear | undefined)[] {
  let part: PartOfYear | undefined;
  return paragraphs.map((text) => {
    const time = timeOfTitle(text, true);
    if (time) part = partOfYearIn({ text, time });
    else if (numberOfPart.test(text)) part = undefined;
    return part;
  });
}

const lineNumber = /^\s*[（(]?(?:\d{1,2}|[①-⑳]|[甲乙丙丁戊己庚辛壬癸]|[A-H])[)）]?\s*$/u;

/** 栏次 | 甲 | 乙 | 1 | 2: a row that counts the columns, as statistical forms do. Bare figures do so only above further rows. */
function numbersColumns(cells: readonly FormCell[], hasMoreBelow: boolean): boolean {
  const written = cells.filter(isWritten).map(({ text }) => text.trim());
  const counted = written.filter((text) => !numbersLines.test(text));
  if (written.length < 2 || cells.some(({ rowSpan }) => rowSpan > 1) || !counted.every((text) => lineNumber.test(text))) return false;
  const numbers = counted.map((text) => Number(text.normalize('NFKC').replaceAll(/[()]/gu, ''))).filter((number) => !Number.isNaN(number));
  const isRun = numbers.every((number, at) => number === at + 1);
  const isNamed = written.length > counted.length || counted.some((text) => /[甲乙丙]/u.test(text));
  return isRun && (isNamed || (numbers.length >= 2 && hasMoreBelow));
}

/** The rows of a table that count its columns: under a head, never the first. */
export function numberingRows(table: FormTable): Set<number> {
  const rows = [...rowsOf(table)].sort(([a], [b]) => a - b);
  const spanned = new Set(
    table.cells.flatMap(({ row, rowSpan }) => (rowSpan > 1 ? Array.from({ length: rowSpan - 1 }, (_, at) => row + at + 1) : [])),
  );
  const found = new Set<number>();
  for (const [at, [row, cells]] of rows.entries()) {
    const below = rows[at + 1]?.[1] ?? [];
    if (at > 0 && !spanned.has(row) && numbersColumns(cells, below.filter(isWritten).length >= 2)) found.add(row);
  }
  return found;
}

/** The table without rows that count its columns. */
export function withoutNumbering(table: FormTable): FormTable {
  const gone = numberingRows(table);
  if (gone.size === 0) return table;
  let lost = 0;
  const kept = [...rowsOf(table)]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, cells]) => {
      lost += gone.has(row) ? 1 : 0;
      const up = lost;
      return gone.has(row) ? [] : cells.map((cell) => ({ ...cell, row: row - up }));
    });
  return { ...table, cells: kept };
}
