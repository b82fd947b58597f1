/**
 * Old Word forms (.doc). The extractor gives text with tabs between cells and a tab at the end of a row;
 * columns are counted, spans are unknown. Text before a table lies in its first cell: reading by labels
 * copes with that.
 */
import WordExtractor from 'word-extractor';
import { titleAmong } from '../../../../domain/form/columns.ts';
import type { Doubt, FormCell, FormContent, FormTable } from '../../../../domain/form/content.ts';
import { commentMark, withoutUnshown, type Shown } from './looks.ts';
import { FormFault, mostCells } from '../parts/office.ts';
import { isFigure } from '../parts/characters.ts';
import { privateMarks } from '../parts/symbols.ts';

const unmarked = (text: string): string => text.replaceAll(commentMark, '');

/** Throws FormFault. */
export async function readDoc(bytes: Uint8Array): Promise<FormContent> {
  const { body, margins, unseen, comments, cells: known } = await extract(bytes);
  const tables: FormTable[] = [];
  const paragraphs: string[] = [];
  let cells: FormCell[] = [];
  let row = 0;
  const chunks = body.split('\t\n');
  const after = chunks.pop() ?? '';
  for (const chunk of chunks) {
    for (const [col, text] of chunk.split('\t').entries()) {
      const note = comments.splice(0, text.split(commentMark).length - 1).join('\n');
      cells.push({ row, col, rowSpan: 1, colSpan: 1, text: unmarked(text).trim(), ...(note !== '' && { note }) });
    }
    row += 1;
    if (cells.length > mostCells) throw new FormFault('too-large');
  }
  if (cells.length > 0) {
    const first = cells[0];
    if (first) paragraphs.push(...first.text.split('\n').slice(0, -1));
    // where cells cannot be told apart, any of them may be crossed or covered
    const isCounted = known.count === cells.length;
    const isAmong = (numbers: ReadonlySet<number>, at: number): boolean => numbers.size > 0 && (!isCounted || numbers.has(at));
    // what lies over words is a seal as often as not
    const doubtOf = ({ text }: FormCell, at: number): Doubt | undefined =>
      isAmong(known.crossed, at) ? 'crossed' : isAmong(known.covered, at) && isFigure(text) ? 'covered' : undefined;
    const title = titleAmong((first?.text ?? '').split('\n').slice(0, -1));
    tables.push({
      ...(title !== undefined && { title }),
      cells: cells.map((cell, at) => {
        const doubt = doubtOf(cell, at);
        return doubt === undefined ? cell : { ...cell, doubt };
      }),
    });
    cells = [];
  }
  paragraphs.push(...unmarked(after).split('\n'));
  const apart = Array.from({ length: known.floating }, () => 'shape' as const);
  return {
    tables,
    paragraphs,
    ...(apart.length > 0 && { apart }),
    ...(margins.length > 0 && { margins }),
    ...(unseen.length > 0 && { unseen }),
  };
}

interface Extracted {
  readonly body: string;
  /** lines of page headers, footers, notes and comments */
  readonly margins: readonly string[];
  readonly unseen: readonly string[];
  /** in the order of the marks that lead to them */
  readonly comments: string[];
  readonly cells: Shown['cells'];
}

async function extract(bytes: Uint8Array): Promise<Extracted> {
  const { shown, unseen, cells } = withoutUnshown(bytes);
  try {
    const document = await new WordExtractor().extract(shown);
    const boxes = document.getTextboxes({ includeHeadersAndFooters: false });
    const around = [
      document.getHeaders({ includeFooters: true }),
      document.getTextboxes({ includeHeadersAndFooters: true, includeBody: false }),
      document.getFootnotes(),
      document.getEndnotes(),
      document.getAnnotations(),
    ];
    const margins = around.flatMap((text) => text.replaceAll(commentMark, '').split(/[\n\r\t]/u)).filter((line) => line.trim() !== '');
    const comments = document.getAnnotations().split(commentMark).slice(1);
    return { body: privateMarks(document.getBody() + boxes), margins, unseen, comments: comments.map((text) => text.trim()), cells };
  } catch {
    throw new FormFault('doc');
  }
}
