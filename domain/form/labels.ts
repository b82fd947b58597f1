/**
 * Labels of a form and the fields they stand for. A label is compared without spaces, notes in brackets,
 * numbering and punctuation, so 产业园总建筑面积\n（平方米）： is 产业园总建筑面积; synonyms are the scheme's.
 */
import type { Field } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';

export interface LabelIndex {
  /** folded label → keys of its fields; several when fields share one cell (四至范围) */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** finds `label：` inside a text; group 1 is the label as it stands */
  readonly inline: RegExp | null;
}

/** Longer texts are no labels: prose, or made to take forever. */
const longestLabel = 300;

/** 年交易额/亿元 is 年交易额（亿元）. */
const slashedUnit = /[/,:]\s*(?:单位\s*:?\s*)?(?:万|亿)?(?:元|美元|平方米|m2|家|户|项|个|人|%)\s*:?\s*$/u;

/** The comparable core of a label; '' when nothing is left. */
export function foldLabel(text: string): string {
  if (text.length > longestLabel) return '';
  return text
    .normalize('NFKC')
    .replace(slashedUnit, '')
    .replaceAll(/[([【〔][^()[\]【】〔〕]*[)\]】〕]/gu, '')
    .replaceAll(/[([【〔].*$/gsu, '')
    .replaceAll(/[\s\ufffc]+/gu, '')
    .replace(/^(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,3}[、.)])/u, '')
    .replace(/^其中[:,]?/u, '')
    .replaceAll(/[:;,.。、*※·"“”《》]/gu, '')
    .toLowerCase();
}

function escape(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/u, String.raw`\$&`);
}

/** The fields that a form states: what reviewers establish has no place in it unless it has labels. */
export function statedFields(scheme: Scheme): Field[] {
  return scheme.fields.filter((field) => field.statedBy === 'form' || field.formLabels.length > 0);
}

/** Made once for a scheme: thirteen of them are asked about every form. */
const indexes = new WeakMap<Scheme, LabelIndex>();

export function indexLabels(scheme: Scheme): LabelIndex {
  const known = indexes.get(scheme) ?? buildIndex(scheme);
  indexes.set(scheme, known);
  return known;
}

function buildIndex(scheme: Scheme): LabelIndex {
  const keys = new Map<string, string[]>();
  for (const field of statedFields(scheme)) {
    for (const label of [...field.formLabels, field.label.zh]) {
      const folded = foldLabel(label);
      if (folded === '') continue;
      const known = keys.get(folded) ?? [];
      if (!known.includes(field.key)) keys.set(folded, [...known, field.key]);
    }
  }
  const spelled = [...keys.keys()]
    .filter((label) => label.length >= 2)
    .sort((a, b) => b.length - a.length)
    .map((label) => Array.from(label, escape).join(String.raw`\s*`));
  const note = String.raw`(?:\s*[（(【\[][^（()）【】\[\]\n]*[）)】\]])?`;
  const inline =
    spelled.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])((?:其中\\s*[:：]?\\s*)?(?:${spelled.join('|')})${note})\\s*[:：]`, 'giu');
  return { keys, inline };
}

/** The fields whose label this text is, whole; none when it is something else. */
export function matchLabel(text: string, index: LabelIndex): readonly string[] {
  return index.keys.get(foldLabel(text)) ?? [];
}

export interface InlineValue {
  readonly keys: readonly string[];
  readonly label: string;
  readonly value: string;
}

/** A whole form typed into one cell has some thirty. */
const mostInline = 100;

/** `label：value` pieces of a text; a value runs to the next label or to the end. */
export function splitInline(text: string, index: LabelIndex): InlineValue[] {
  if (!index.inline) return [];
  const hits = [...text.matchAll(index.inline)].slice(0, mostInline);
  return hits.map((hit, at) => {
    const label = hit[1] ?? '';
    const end = hits[at + 1]?.index ?? text.length;
    return { keys: matchLabel(label, index), label, value: text.slice(hit.index + hit[0].length, end).trim() };
  });
}
