/**
 * Titles and sentences that an institution may word itself. They stand before those of the rule book; figures are put
 * in by name ({{park}}, {{listed}} …).
 */
import { z } from 'zod';
import { refuse } from '../result.ts';

const sentence = z.string().trim().min(1).max(2000);
const title = z.string().trim().min(1).max(200);

export const documentTexts = z.strictObject({
  /** on the cover of a review report, before the park's name */
  reportTitle: title.optional(),
  /** the first sentence of a review report */
  reportOpening: sentence.optional(),
  shortlistTitle: title.optional(),
  shortlistOpening: sentence.optional(),
  noticeTitle: title.optional(),
  noticeOpening: sentence.optional(),
  /** how to object */
  objecting: sentence.optional(),
  /** where objections go, line by line */
  contact: z.array(z.string().trim().min(1).max(200)).max(12).optional(),
  finalTitle: title.optional(),
  finalOpening: sentence.optional(),
});
export type DocumentTexts = z.infer<typeof documentTexts>;

const ofRound = ['round', 'institution', 'commission', 'scheme', 'documentNo'] as const;
const ofPark = [...ofRound, 'park', 'appliedOn', 'experts'] as const;
const ofList = [...ofRound, 'parks', 'listed'] as const;

/** What may stand in braces in each text. */
export const placeholders: Readonly<Record<Exclude<keyof DocumentTexts, 'contact'>, readonly string[]>> = {
  reportTitle: ofRound,
  reportOpening: ofPark,
  shortlistTitle: ofRound,
  shortlistOpening: ofList,
  noticeTitle: ofRound,
  noticeOpening: ofList,
  objecting: ofRound,
  finalTitle: ofRound,
  finalOpening: ofList,
};

const inBraces = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** @throws report/unknown-placeholder for a name that the text does not know */
export function checkTexts(texts: DocumentTexts): void {
  for (const [key, known] of Object.entries(placeholders)) {
    const own = key as keyof typeof placeholders;
    const [placeholder] = unknownPlaceholders(own, texts[own] ?? '');
    if (placeholder !== undefined)
      refuse('report/unknown-placeholder', { text: key, placeholder, known: known.map((one) => `{{${one}}}`) });
  }
}

/** Names in braces that a text does not know. */
export function unknownPlaceholders(key: keyof typeof placeholders, text: string): string[] {
  return [...text.matchAll(inBraces)].flatMap(([, name = '']) => (placeholders[key].includes(name) ? [] : [name]));
}

/**
 * Puts the figures in, and leaves out the part between two commas that asks for one that there is not: “受{{commission}}委托，” where
 * nobody has commissioned the review.
 */
export function fillParts(text: string, values: Readonly<Record<string, string | number>>): string {
  const parts = text.split(/(?<=，)/u).filter((part) => ![...part.matchAll(inBraces)].some(([, name = '']) => values[name] === ''));
  return fillText(parts.join(''), values);
}

/** Puts the figures in. A name that is not known stays as it stands. */
export function fillText(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(inBraces, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
