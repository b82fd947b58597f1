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
  return rect && { page: Number(sheet.dataset['page']), rect };
}

const percent = (part: number): string => `${part * 100}%`;

/** How a place lies in the box of its page, for CSS. */
export function insetOf([left, top, right, bottom]: Rect): { left: string; top: string; width: string; height: string } {
  return { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) };
}
