/** 会议记录 as a document: the text as it was last saved, line by line, signed by who presided and who recorded. */
import { head } from '../head.ts';
import { z } from 'zod';
import { isoDate } from '../../model.ts';
import type { Translate } from '../../text.ts';
import { paragraph } from '../blocks.ts';
import { documentTree, formatDate, signatureBlock } from '../phrases.ts';
import type { Block, DocumentTree } from '../tree.ts';

export const minutesData = z.object({
  kind: z.literal('minutes'),
  ...head,
  title: z.string(),
  /** which of the saved texts it is */
  edition: z.int().positive(),
  heldOn: isoDate,
  place: z.string(),
  parts: z.array(z.object({ heading: z.string().nullable(), lines: z.array(z.string()) })),
});
export type MinutesData = z.infer<typeof minutesData>;

/** "一、", "二、" … or "1 ", "1. ": how the sections of a draft begin. */
const numbered = /^(?:[一二三四五六七八九十]+、|\d{1,2}[.、 ]\s*)\S/;

export interface MinutesPart {
  readonly heading: string | null;
  readonly lines: readonly string[];
}

/**
 * A saved text taken apart: its first line is the title, a part begins after an empty line, and the first line of a
 * part is its heading where it is numbered as headings are. `closing` is the line for names by hand, which the fields
 * for signatures take the place of.
 */
export function readMinutes(text: string, closing: string): { title: string; parts: MinutesPart[] } {
  const groups = text
    .replaceAll('\r', '')
    .split(/\n[ \t\u3000]*\n/)
    .map((group) =>
      group
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && squeezed(line) !== squeezed(closing)),
    )
    .filter((lines) => lines.length > 0);
  const [title = '', ...rest] = groups[0] ?? [];
  const others = [rest, ...groups.slice(1)].filter((lines) => lines.length > 0);
  return {
    title,
    parts: others.map(([first = '', ...lines]) =>
      lines.length > 0 && numbered.test(first) ? { heading: first, lines } : { heading: null, lines: [first, ...lines] },
    ),
  };
}

function squeezed(line: string): string {
  return line.replaceAll(/[\s\u3000]+/g, '');
}

export function buildMinutes(data: MinutesData, t: Translate): DocumentTree {
  return documentTree(t, data, {
    title: data.title,
    blocks: [
      paragraph('title', data.title),
      paragraph('centre', t('reports.minutes.held', { date: formatDate(t, data.heldOn), edition: data.edition })),
      ...data.parts.flatMap(({ heading, lines }): Block[] => [
        ...(heading === null ? [] : [{ kind: 'heading', level: 1, text: heading } as const]),
        ...lines.map((text) => paragraph('body', text)),
      ]),
      { kind: 'heading', level: 1, text: t('reports.signatures.title') },
      paragraph('body', t('reports.minutes.signatures'), { keep: true }),
      signatureBlock(data.signatures),
      paragraph('date', formatDate(t, data.issuedOn)),
    ],
  });
}
