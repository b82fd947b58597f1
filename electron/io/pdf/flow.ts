/**
 * Boxes onto pages: a box is the smallest thing that is not torn, and says whether it clings to the next.
 */
import { bottom, ink, page, type Canvas } from './canvas.ts';
import { breakLines } from './lines.ts';

export interface Box {
  readonly height: number;
  /** space above, dropped at the top of a page */
  readonly before?: number;
  /** stays on the page of the next box */
  readonly keep: boolean;
  draw(top: number): void;
  /** drawn again above this box when it opens a page within the same table */
  readonly head?: RepeatedHead;
  /** two boxes of which the first is at most `room` high; null where it cannot be cut */
  split?(room: number): readonly [Box, Box] | null;
  readonly newPage?: boolean;
}

export interface RepeatedHead {
  readonly height: number;
  draw(top: number): void;
}

/** Lays boxes on pages from the current page on; begins one when there is none. Gives where the last one ends. */
export function layBoxes(canvas: Canvas, boxes: readonly Box[], numbered: { number: number }): void {
  let y = bottom + 1;
  let open: RepeatedHead | undefined;
  const turn = (head: RepeatedHead | undefined): void => {
    canvas.addPage();
    numbered.number++;
    drawPageNumber(canvas, numbered.number);
    y = page.top;
    if (head && head === open) {
      canvas.artifact(() => head.draw(y));
      y += head.height;
    }
  };
  const queue = [...boxes];
  if (queue.length > 0) turn(undefined);
  let atTop = true;
  let index = 0;
  for (let box = queue[index]; box; box = queue[index]) {
    if (box.newPage === true) {
      if (!atTop) turn(undefined);
      atTop = true;
      index++;
      continue;
    }
    const gap = atTop ? 0 : (box.before ?? 0);
    const room = bottom - y - gap + 0.5;
    if (chain(queue, index) > room) {
      const parts = box.height > room ? (box.split?.(room) ?? null) : null;
      if (parts) {
        queue.splice(index, 1, ...parts);
        continue;
      }
      if (!atTop) {
        turn(box.head);
        atTop = true;
        continue;
      }
    }
    box.draw(y + gap);
    y += gap + box.height;
    open = box.head;
    atTop = false;
    index++;
  }
}

/** The height of a box with all that it clings to. A chain that no page can hold clings no longer. */
function chain(boxes: readonly Box[], from: number): number {
  let height = 0;
  for (let index = from; index < boxes.length; index++) {
    const box = boxes[index];
    if (!box || box.newPage === true) break;
    height += box.height + (index === from ? 0 : (box.before ?? 0));
    if (!box.keep) break;
  }
  return height > page.textHeight ? (boxes[from]?.height ?? 0) : height;
}

/** — 1 —, 4号, 7 mm below the text, one character in from the outer edge (GB/T 9704 7.5). */
function drawPageNumber(canvas: Canvas, number: number): void {
  const size = 14;
  const [line] = breakLines(`— ${number} —`, { face: 'song', size }, canvas.place, { width: page.textWidth });
  if (!line) return;
  const x = number % 2 === 1 ? page.left + page.textWidth - size - line.width : page.left + size;
  canvas.artifact(() => canvas.line(line, x, bottom + 7 * (72 / 25.4), size, { size, colour: ink.text }), 'Pagination');
}
