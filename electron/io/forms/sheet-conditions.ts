/**
 * Conditional formats of a sheet: which of them hold for a cell, as far as that can be told without working out formulas. Where it cannot,
 * a cell may look in two ways.
 */
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';
import { changed, type CellStyle, type SheetStyles } from './sheet-styles.ts';

/** A range of cells, counted from 0. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

interface Rule {
  readonly areas: readonly Area[];
  readonly priority: number;
  readonly stops: boolean;
  readonly change: (style: CellStyle) => CellStyle;
  /** undefined: nobody can tell without the formula */
  readonly holds: (content: CellContent) => boolean | undefined;
}

/** What a cell holds: a number where it is one, and its words. */
export interface CellContent {
  readonly number: number | null;
  readonly text: string;
}

/** The looks that a cell may have: one, or several where a rule cannot be worked out. */
export type Looks = (row: number, col: number, style: CellStyle, content: CellContent) => readonly CellStyle[];

/** More rules than a form has; the cells of a sheet made to exhaust are then shown as they are. */
const mostRules = 500;
/** More looks of one cell change nothing any more. */
const mostLooks = 16;

/** 'A' is 0. */
export function columnOf(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export function areasOf(references: string): Area[] {
  return references.split(/\s+/u).flatMap((reference) => {
    const [, left, top, right = left, bottom = top] = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(reference) ?? [];
    if (left === undefined || right === undefined) return [];
    return [{ top: Number(top) - 1, bottom: Number(bottom) - 1, left: columnOf(left), right: columnOf(right) }];
  });
}

/** A formula that is a constant: 0, -3.5, "是", TRUE. */
function constantOf(formula: string | undefined): number | string | boolean | undefined {
  const plain = formula?.trim() ?? '';
  if (/^=?-?\d+(?:\.\d+)?(?:E[+-]?\d+)?$/iu.test(plain)) return Number(plain.replace('=', ''));
  const text = /^=?"([^"]*)"$/u.exec(plain)?.[1];
  if (text !== undefined) return text;
  return /^(?:TRUE|FALSE)(?:\(\))?$/iu.test(plain) ? /^T/iu.test(plain) : undefined;
}

const comparisons: Readonly<Record<string, (value: number, low: number, high: number) => boolean>> = {
  equal: (value, low) => value === low,
  notEqual: (value, low) => value !== low,
  greaterThan: (value, low) => value > low,
  greaterThanOrEqual: (value, low) => value >= low,
  lessThan: (value, low) => value < low,
  lessThanOrEqual: (value, low) => value <= low,
  between: (value, low, high) => value >= Math.min(low, high) && value <= Math.max(low, high),
  notBetween: (value, low, high) => value < Math.min(low, high) || value > Math.max(low, high),
};

function compares(operator: string, formulas: readonly string[], { number, text }: CellContent): boolean | undefined {
  const [low, high = low] = formulas.map(constantOf);
  if (typeof low === 'string' && number === null) {
    if (operator === 'equal') return text.toLowerCase() === low.toLowerCase();
    return operator === 'notEqual' ? text.toLowerCase() !== low.toLowerCase() : undefined;
  }
  if (typeof low !== 'number' || typeof high !== 'number' || number === null) return undefined;
  return comparisons[operator]?.(number, low, high);
}

function holds(rule: XmlElement, content: CellContent): boolean | undefined {
  const formulas = [...elements(rule, 'formula'), ...elements(rule, 'f')].map(textOf);
  const { type = '', operator = '', text = '' } = rule.attributes;
  const words = content.text.toLowerCase();
  switch (type) {
    case 'cellIs':
      return compares(operator, formulas, content);
    case 'expression': {
      const constant = constantOf(formulas[0]);
      return constant === undefined || typeof constant === 'string' ? undefined : constant !== false && constant !== 0;
    }
    case 'containsText':
      return words.includes(text.toLowerCase());
    case 'notContainsText':
      return !words.includes(text.toLowerCase());
    case 'beginsWith':
      return words.startsWith(text.toLowerCase());
    case 'endsWith':
      return words.endsWith(text.toLowerCase());
    case 'containsBlanks':
      return words.trim() === '';
    case 'notContainsBlanks':
      return words.trim() !== '';
    case 'containsErrors':
      return false;
    case 'notContainsErrors':
      return true;
    default:
      return undefined;
  }
}

/** A bar or a sign that stands in the place of its number. */
function hidesValue(rule: XmlElement): boolean {
  return ['dataBar', 'iconSet'].some((name) => ['0', 'false'].includes(child(rule, name)?.attributes['showValue'] ?? ''));
}

function withoutFigure(style: CellStyle): CellStyle {
  return { ...style, code: ';;;' };
}

function rulesOf(sheet: XmlElement, { changes, changeOf }: SheetStyles): Rule[] {
  return [...descendants(sheet, 'conditionalFormatting')]
    .flatMap((formatting) => {
      // rules of the newer kind (x14) hold their places, formulas and look themselves
      const own = child(formatting, 'sqref');
      const areas = areasOf(formatting.attributes['sqref'] ?? (own ? textOf(own) : ''));
      return elements(formatting, 'cfRule').flatMap((rule): Rule[] => {
        const look = child(rule, 'dxf');
        const change = look ? changeOf(look) : changes[Number(rule.attributes['dxfId'] ?? Number.NaN)];
        const priority = Number(rule.attributes['priority'] ?? 0);
        if (hidesValue(rule)) {
          return [{ areas, priority, stops: false, change: withoutFigure, holds: ({ number }) => number !== null }];
        }
        if (!change) return [];
        const stops = ['1', 'true'].includes(rule.attributes['stopIfTrue'] ?? '');
        return [{ areas, priority, stops, change: (style) => changed(style, change), holds: (content) => holds(rule, content) }];
      });
    })
    .sort((a, b) => a.priority - b.priority)
    .slice(0, mostRules);
}

/** Of two rules that hold, the one of the higher priority (the lower number) has its way. */
export function readConditions(sheet: XmlElement, styles: SheetStyles): Looks {
  const rules = rulesOf(sheet, styles);
  if (rules.length === 0) return (_row, _col, style) => [style];
  return (row, col, style, content) => {
    const here = rules.filter(({ areas }) =>
      areas.some(({ top, bottom, left, right }) => row >= top && row <= bottom && col >= left && col <= right),
    );
    let applied: (readonly Rule[])[] = [[]];
    let ended: (readonly Rule[])[] = [];
    for (const rule of here) {
      const held = rule.holds(content);
      if (held === false) continue;
      const taken = applied.map((before) => [...before, rule]);
      const stopped = rule.stops ? taken : [];
      ended = [...ended, ...stopped];
      applied = [...(held === true ? [] : applied), ...(rule.stops ? [] : taken)].slice(0, mostLooks);
    }
    return [...ended, ...applied].slice(0, mostLooks).map((each) => each.toReversed().reduce((look, rule) => rule.change(look), style));
  };
}
