/**
 * Line breaking for Chinese with Latin in it, after 中文排版需求 (CLREQ): no closing mark at a line's start,
 * no opening mark at its end (避头尾), dashes and ellipses whole, Latin words and numbers whole. A closing
 * mark at a line's end may use the half of it that is ink. What is left is spread evenly, and only while
 * nobody can see it.
 */
import type { Inline, Mark } from '../../../domain/report/tree.ts';
import type { Face, Placed } from './fonts.ts';

export interface TextStyle {
  readonly face: Face;
  /** points */
  readonly size: number;
}

/** A stretch drawn in one go. */
export interface Piece {
  readonly text: string;
  readonly face: Face | null;
  readonly x: number;
  readonly width: number;
  readonly mark: Mark | undefined;
  /** points added after each character */
  readonly spacing: number;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

export interface LineOptions {
  /** points available in line `index` */
  readonly width: number;
  readonly indent?: number;
  /** spread the small rest of full lines */
  readonly justify?: boolean;
  /** finds the words that stay whole, as in a title */
  readonly whole?: RegExp;
}

interface Unit extends Placed {
  readonly mark: Mark | undefined;
  readonly points: number;
  readonly kind: Kind;
  /** of a space: a line may end here */
  readonly breaks: boolean;
  /** the word began before this character: no line begins here */
  readonly inside: boolean;
}

type Kind = 'space' | 'open' | 'close' | 'wide' | 'narrow' | 'newline';

const opening = new Set('（〔［｛《〈「『【〖“‘([{¥￥$＄№');
const closing = new Set('）〕］｝》〉」』】〗”’，。、；：？！．·…‥—～％‰℃°′″㎡),.;:!?]}%ー');
/** their ink is in the left half, so half of them may hang off the line's end */
const hanging = new Set('，。、；：．）〕］｝》〉」』】〗');
const repeated = new Set('—…');
/** Units of two characters, which are read as one. */
const measures = new Set(['个月', '万元', '亿元', '万美', '美元', '平方', '方米']);

function kindOf(character: string): Kind {
  if (character === '\n') return 'newline';
  if (character === ' ' || character === '\t' || character === '\u3000') return 'space';
  if (opening.has(character)) return 'open';
  if (closing.has(character)) return 'close';
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x2e80) return codePoint >= 0x2190 && codePoint < 0x2c00 ? 'wide' : 'narrow';
  return 'wide';
}

/** May a line end between these two? */
function breaksBetween(before: Unit, after: Unit): boolean {
  if (after.kind === 'space' || after.inside) return false;
  if (before.kind === 'space') return before.breaks;
  if (before.kind === 'open' || after.kind === 'close') return false;
  if (before.text === after.text && repeated.has(before.text)) return false;
  if (measures.has(before.text + after.text)) return false;
  if (before.kind === 'close' && after.kind === 'narrow') return before.width >= 0.8 && !repeated.has(before.text);
  if (before.kind === 'narrow' && after.kind === 'narrow') return before.text === '-' || before.text === '/';
  return true;
}

/** The lines of a text, ready to be drawn. Always at least one. */
export function breakLines(
  text: Inline,
  style: TextStyle,
  place: (character: string, wanted: Face) => Placed,
  options: LineOptions,
): Line[] {
  const units = options.whole ? keepWords(toUnits(text, style, place), options.whole) : toUnits(text, style, place);
  const lines: Line[] = [];
  let start = 0;
  do {
    const indent = lines.length === 0 ? (options.indent ?? 0) : 0;
    const { end, next, forced } = fill(units, start, options.width - indent);
    lines.push(setLine(units.slice(start, end), style, indent, options.justify === true && !forced ? options.width - indent : null));
    start = next;
  } while (start < units.length);
  return lines;
}

/**
 * The same number of lines, of like length: the narrowest that does not need another. For titles, where one
 * character alone in a line is a fault.
 */
export function breakEvenly(
  text: Inline,
  style: TextStyle,
  place: (character: string, wanted: Face) => Placed,
  { width, whole }: Required<Pick<LineOptions, 'width' | 'whole'>>,
): Line[] {
  const widest = breakLines(text, style, place, { width, whole });
  let [narrow, wide] = [style.size, width];
  while (wide - narrow > style.size / 4) {
    const middle = (narrow + wide) / 2;
    if (breakLines(text, style, place, { width: middle, whole }).length > widest.length) narrow = middle;
    else wide = middle;
  }
  return breakLines(text, style, place, { width: wide, whole });
}

function keepWords(units: readonly Unit[], words: RegExp): Unit[] {
  const inside = new Set<number>();
  // one character a unit, so that places in the text are places in the list
  const text = units.map((unit) => (unit.text.length === 1 ? unit.text : '\uFFFD')).join('');
  for (const { index, 0: word } of text.matchAll(words)) for (let at = 1; at < word.length; at++) inside.add(index + at);
  return units.map((unit, index) => (inside.has(index) ? { ...unit, inside: true } : unit));
}

function toUnits(text: Inline, style: TextStyle, place: (character: string, wanted: Face) => Placed): Unit[] {
  const runs = typeof text === 'string' ? [{ text, mark: undefined }] : text;
  return runs.flatMap((run) => {
    const characters = Array.from(run.text.replaceAll('\r', ''));
    return characters.map((character, index) => {
      const placed = place(
        character === '\t' || character === '\n' ? ' ' : character,
        run.mark === 'strong' && style.face === 'song' ? 'hei' : style.face,
      );
      const points = character === '\n' ? 0 : placed.width * style.size;
      return {
        ...placed,
        mark: run.mark,
        points,
        kind: kindOf(character),
        breaks: !holds(characters[index - 1], characters[index + 1]),
        inside: false,
      };
    });
  });
}

/** "10 000", "≥ 5" and "14 家" are one figure: the space inside is no place to end a line. */
function holds(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return /\d/.test(after) ? /[\d≥≤><=＝±]/.test(before) : /\d/.test(before) && /[家个项月年亿万元㎡名%件次]/.test(after);
}

/** `end`: after the last unit drawn; `next`: first unit of the next line; `forced`: ends with its paragraph. */
function fill(units: readonly Unit[], start: number, width: number): { end: number; next: number; forced: boolean } {
  let used = 0;
  let candidate = -1;
  for (let index = start; index < units.length; index++) {
    const unit = units[index];
    if (!unit) break;
    if (unit.kind === 'newline') return { end: index, next: index + 1, forced: true };
    const previous = units[index - 1];
    if (index > start && previous && breaksBetween(previous, unit)) candidate = index;
    const needed = unit.kind === 'space' ? 0 : hanging.has(unit.text) ? unit.points / 2 : unit.points;
    if (used + needed > width + 0.01) {
      const end = candidate > start ? candidate : Math.max(index, start + 1);
      return { end: trimmedEnd(units, start, end), next: end, forced: false };
    }
    used += unit.points;
  }
  return { end: units.length, next: units.length, forced: true };
}

function trimmedEnd(units: readonly Unit[], start: number, end: number): number {
  let last = end;
  while (last > start && units[last - 1]?.kind === 'space') last--;
  return last;
}

function setLine(units: readonly Unit[], style: TextStyle, indent: number, fillTo: number | null): Line {
  const last = units.at(-1);
  const natural = units.reduce((width, unit) => width + unit.points, 0);
  const ink = natural - (last && hanging.has(last.text) ? last.points / 2 : 0);
  const gaps = units.filter((unit, index) => index < units.length - 1 && unit.kind !== 'narrow').length;
  const rest = fillTo === null ? 0 : fillTo - (natural <= fillTo ? natural : ink);
  const spacing = gaps > 0 && rest > 0 && rest / gaps <= style.size * 0.14 ? rest / gaps : 0;
  const pieces: Piece[] = [];
  let x = indent;
  let index = 0;
  while (index < units.length) {
    const first = units[index];
    if (!first) break;
    let end = index + 1;
    const stretches = first.kind !== 'narrow';
    while (end < units.length && first.face !== null && sameLook(first, units[end], stretches, spacing)) end++;
    const group = units.slice(index, end);
    const width = group.reduce((sum, unit) => sum + unit.points, 0) + (stretches ? spacing * group.length : 0);
    pieces.push({
      text: group.map((unit) => unit.text).join(''),
      face: first.face,
      x,
      width,
      mark: first.mark,
      spacing: stretches ? spacing : 0,
    });
    x += width;
    index = end;
  }
  return { pieces, width: x };
}

function sameLook(a: Unit, b: Unit | undefined, stretches: boolean, spacing: number): boolean {
  return b !== undefined && b.face === a.face && b.mark === a.mark && (spacing === 0 || (b.kind !== 'narrow') === stretches);
}
