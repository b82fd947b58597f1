/** Places on a page or picture, as shares of its width and height. */
import type { Rect } from '../../../domain/model.ts';

/** Smaller frames are a slip of the hand, in shares of the page. */
const least = 0.005;

/** Four digits point more finely than any screen draws, and stay the same however the pane is sized. */
function share(part: number, whole: number): number {
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 10_000) / 10_000;
}

/** What two corners in CSS pixels enclose on a page of that box; null where it is nothing. */
export function placeBetween(box: DOMRect, from: { x: number; y: number }, to: { x: number; y: number }): Rect | null {
  const place: Rect = [
    share(Math.min(from.x, to.x) - box.left, box.width),
    share(Math.min(from.y, to.y) - box.top, box.height),
    share(Math.max(from.x, to.x) - box.left, box.width),
    share(Math.max(from.y, to.y) - box.top, box.height),
  ];
  return place[2] - place[0] > least && place[3] - place[1] > least ? place : null;
}

/** How far pages are turned for reading, clockwise, in degrees. */
export type Turn = 0 | 90 | 180 | 270;

/** A place of the page as it lies on the page when that is turned. */
export function turned([left, top, right, bottom]: Rect, turn: Turn): Rect {
  if (turn === 90) return [1 - bottom, left, 1 - top, right];
  if (turn === 180) return [1 - right, 1 - bottom, 1 - left, 1 - top];
  if (turn === 270) return [top, 1 - right, bottom, 1 - left];
  return [left, top, right, bottom];
}

/** A place on the turned page as it lies on the page itself, which is what evidence names. */
export function unturned(place: Rect, turn: Turn): Rect {
  const back = turned(place, turn === 90 ? 270 : turn === 270 ? 90 : turn);
  // what was reckoned back is as fine as what was drawn
  return [share(back[0], 1), share(back[1], 1), share(back[2], 1), share(back[3], 1)];
}

function turnOf(degrees: string | undefined): Turn {
  return degrees === '90' ? 90 : degrees === '180' ? 180 : degrees === '270' ? 270 : 0;
}

/** Where selected words of a page stand; null where no words of one are selected. */
export function selectedPlace(): { page: number; rect: Rect } | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const sheet = (range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement)?.closest<HTMLElement>(
    '[data-page]',
  );
  if (!sheet) return null;
  const box = sheet.getBoundingClientRect();
  const { left, top, right, bottom } = range.getBoundingClientRect();
  const rect = placeBetween(box, { x: left, y: top }, { x: right, y: bottom });
  return rect && { page: Number(sheet.dataset['page']), rect: unturned(rect, turnOf(sheet.dataset['turn'])) };
}

const percent = (part: number): string => `${part * 100}%`;

/** How a place lies in the box of its page, for CSS. */
export function insetOf([left, top, right, bottom]: Rect): { left: string; top: string; width: string; height: string } {
  return { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) };
}
