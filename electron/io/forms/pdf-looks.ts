/** What stands raised on a page of a PDF, and what is struck out there: the file says neither, the places of words and lines do. */
import type { PlacedText, Rule } from './pdf-grid.ts';
import { raised } from './parts/shown.ts';

/** A mark of a note: a few figures or signs. */
const mark = /^[\d\uff10-\uff19*()（）[\]]{1,4}$/;

/** Raised or lowered beside a larger text that ends where it begins. */
function isRaised(text: PlacedText, others: readonly PlacedText[]): boolean {
  return others.some((other) => {
    const gap = text.x - (other.x + other.width);
    const shift = Math.abs(text.y - other.y);
    return (
      other !== text &&
      other.height >= text.height * 1.2 &&
      gap > -2 &&
      gap < other.height / 2 &&
      shift > other.height * 0.05 &&
      shift < other.height
    );
  });
}

/** How wide a character is drawn beside others, roughly. */
const widthOf = (char: string): number => (/[\u1100-\uffff]/.test(char) ? 2 : 1);

/** Between these parts of its height a line through a text strikes it out; under them it underlines, over them it is a border. */
const [lowest, highest] = [0.12, 0.6];

function unstruck(text: PlacedText, rules: readonly Rule[]): string {
  const through = rules.filter((rule) => {
    const [from, to] = [Math.min(rule.x1, rule.x2), Math.max(rule.x1, rule.x2)];
    const isLevel = Math.abs(rule.y1 - rule.y2) < 1;
    const y = (rule.y1 + rule.y2) / 2;
    return isLevel && y > text.y + lowest * text.height && y < text.y + highest * text.height && from < text.x + text.width && to > text.x;
  });
  if (through.length === 0) return text.text;
  const chars = Array.from(text.text);
  const all = chars.reduce((sum, char) => sum + widthOf(char), 0);
  let at = text.x;
  return chars
    .filter((char) => {
      const width = (text.width * widthOf(char)) / all;
      const middle = at + width / 2;
      at += width;
      return !through.some(({ x1, x2 }) => middle >= Math.min(x1, x2) && middle <= Math.max(x1, x2));
    })
    .join('');
}

/** The texts of a page as they are seen: figures that are raised marked so, what is struck out gone. */
export function seenTexts(texts: readonly PlacedText[], rules: readonly Rule[]): PlacedText[] {
  return texts
    .map((text) => (mark.test(text.text.trim()) && isRaised(text, texts) ? { ...text, text: raised(text.text) } : text))
    .map((text) => ({ ...text, text: unstruck(text, rules) }))
    .filter(({ text }) => text.trim() !== '');
}
