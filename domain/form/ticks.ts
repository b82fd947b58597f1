/**
 * Ticked choices: ☑引领型 □培育型, 是（√）否（ ）, 引领型√ 培育型, √通关服务 …
 * Which word a mark belongs to is decided by the text as a whole; what stays ambiguous is not read.
 * Bold and underline are not marks.
 */
import { picture } from './content.ts';

export interface Ticks {
  /** words that are ticked, in the order of the text */
  readonly ticked: readonly string[];
  /** words that stand there without a tick */
  readonly open: readonly string[];
  /** whether there was any mark, also an empty box */
  readonly marked: boolean;
  /** whether the text holds the words and what separates them, and nothing else */
  readonly bare: boolean;
}

const on = '☑☒✓✔√■●◉⦿▣◼⬛✅🗹🗸🗷☓◾';
const off = '□☐○◯〇◻⬜▢❏❑❐❒×✗✘◽';

const instruction =
  /[（(][^（）()]{0,20}(?:打|划|勾|选)[^（）()]{0,20}[√✓✔☑][^（）()]{0,20}[）)]|请?在[^□☐☑☒\n]{0,12}[□☐]?[^□☐☑☒\n]{0,8}打?\s*[“"]?[√✓✔][”"]?\s*[：:]/gu;
const bracketed = /[（([【〔［]\s*([√✓✔☑■●xXvV]?)\s*[）)\]】〕］]/uy;

type Token = { kind: 'mark'; on: boolean; from: number; to: number } | { kind: 'word'; word: string; from: number; to: number };

/** Marks and option words of a text in order; longer words win over those they contain. */
function tokenise(text: string, words: readonly string[]): Token[] {
  const byLength = [...words].sort((a, b) => b.length - a.length);
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    bracketed.lastIndex = at;
    const bracket = bracketed.exec(text);
    if (bracket?.index === at) {
      tokens.push({ kind: 'mark', on: bracket[1] !== '', from: at, to: at + bracket[0].length });
      at += bracket[0].length;
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (on.includes(char) || off.includes(char)) {
      tokens.push({ kind: 'mark', on: on.includes(char), from: at, to: at + char.length });
      at += char.length;
      continue;
    }
    const word = byLength.find((candidate) => candidate !== '' && text.startsWith(candidate, at));
    if (word !== undefined) {
      tokens.push({ kind: 'word', word, from: at, to: at + word.length });
      at += word.length;
      continue;
    }
    at += char.length;
  }
  return mergeDoubles(tokens);
}

/** □√ is one mark: a tick written right after its box. ☑□ is not: those are two choices. */
function mergeDoubles(tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (token.kind === 'mark' && last?.kind === 'mark' && last.to === token.from && !last.on && token.on) {
      merged[merged.length - 1] = { kind: 'mark', on: true, from: last.from, to: token.to };
    } else merged.push(token);
  }
  return merged;
}

/**
 * Reads the ticks of `text` among `words`. Null where a mark cannot be given to one word: two readings
 * are possible, or two marks claim the same word.
 */
export function readTicks(stated: string, words: readonly string[]): Ticks | null {
  if (stated.includes(picture)) return null; // it may be the tick
  const text = stated.replaceAll(instruction, ' ');
  if (hasStrayBracket(text, words)) return null;
  const tokens = tokenise(text, words);
  const marks = tokens.filter((token) => token.kind === 'mark');
  const present = tokens.filter((token) => token.kind === 'word');
  const bare = isBare(text, tokens);
  if (marks.length === 0) return { ticked: [], open: unique(present.map((token) => token.word)), marked: false, bare };
  const owner = assign(tokens, text);
  if (!owner) return null;
  const state = new Map<string, boolean>();
  for (const token of present) if (!state.has(token.word)) state.set(token.word, false);
  const claimed = new Set<Token>();
  for (const [mark, word] of owner) {
    if (claimed.has(word)) {
      if (mark.kind === 'mark' && !mark.on) continue; // □其他（ ）: a blank to write in, not a second box
      return null;
    }
    claimed.add(word);
    if (word.kind === 'word' && mark.kind === 'mark' && mark.on) state.set(word.word, true);
  }
  const entries = [...state];
  return {
    ticked: entries.filter(([, ticked]) => ticked).map(([word]) => word),
    open: entries.filter(([, ticked]) => !ticked).map(([word]) => word),
    marked: true,
    bare,
  };
}

/** Old Word files keep a symbol as a lone bracket: (引领型 □培育型. What it showed is not known. */
function hasStrayBracket(text: string, words: readonly string[]): boolean {
  const closed = text.replaceAll(/[（(][^（()）]*[)）]/gu, (pair) => ' '.repeat(pair.length));
  return Array.from(closed.matchAll(/[（(]\s*/gu)).some((bracket) =>
    words.some((word) => text.startsWith(word, bracket.index + bracket[0].length)),
  );
}

const separators = /^(?:[\s、，,;；。.·/和与及等]|\d{1,2}[.、])*$/u;

function isBare(text: string, tokens: readonly Token[]): boolean {
  let at = 0;
  for (const token of tokens) {
    if (!separators.test(text.slice(at, token.from))) return false;
    at = token.to;
  }
  return separators.test(text.slice(at));
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** Each mark with its word: by strict alternation when the text has it, else by what the mark touches. */
function assign(tokens: readonly Token[], text: string): Map<Token, Token> | null {
  const owner = new Map<Token, Token>();
  const alternates =
    tokens.length % 2 === 0 &&
    tokens.every((token, index) => token.kind === tokens[index % 2]?.kind) &&
    tokens[0]?.kind !== tokens[1]?.kind;
  if (alternates) {
    for (let index = 0; index < tokens.length; index += 2) {
      const [first, second] = [tokens[index], tokens[index + 1]];
      if (!first || !second) return null;
      if (first.kind === 'mark') owner.set(first, second);
      else owner.set(second, first);
    }
    return owner;
  }
  for (const [index, mark] of tokens.entries()) {
    if (mark.kind !== 'mark') continue;
    const word = nearest(tokens, index, text);
    if (word === 'ambiguous') return null;
    if (word) owner.set(mark, word);
    else if (mark.on) return null; // a tick that belongs to no known word
  }
  return owner;
}

/** The neighbouring word that the mark is closer to; nothing where an empty box stands before unknown words. */
function nearest(tokens: readonly Token[], index: number, text: string): Token | null | 'ambiguous' {
  const mark = tokens[index];
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (!mark) return null;
  const gap = (from: number, to: number) => (text.slice(from, to).trim() === '' ? to - from : Number.POSITIVE_INFINITY);
  const left = before?.kind === 'word' ? gap(before.to, mark.from) : Number.POSITIVE_INFINITY;
  const right = after?.kind === 'word' ? gap(mark.to, after.from) : Number.POSITIVE_INFINITY;
  if (left === Number.POSITIVE_INFINITY && right === Number.POSITIVE_INFINITY) return null;
  if (left === right) return 'ambiguous';
  return left < right ? (before ?? null) : (after ?? null);
}
