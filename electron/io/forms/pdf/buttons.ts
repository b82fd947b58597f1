/**
 * Boxes to tick and round buttons of a PDF's own form: ticked is what is painted so. Where the value says otherwise, nobody can tell.
 */
import { boxOf, filledShape, type Box } from './page/geometry.ts';
import type { Paint, PaintedPath } from './page/paint.ts';
import { contrastOf, leastContrast, type Visibility } from './page/seen.ts';
import { isOn, type Annotation } from './filled-in.ts';

/** Parts of its box: what is smaller lies inside the frame, and a stroke that goes farther both ways is no corner of it. */
const [innermost, slanting] = [0.85, 0.25];
const white = 'FFFFFF';

/** Whether a path marks a box: a stroke across it, or something filled in its middle. */
function marks({ outline, sides, fill, stroke }: PaintedPath, box: Box): boolean {
  const ink = stroke ?? fill;
  if (!ink || contrastOf(ink.color, white) * ink.alpha <= leastContrast) return false;
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  const far = Math.min(width, height) * slanting;
  const isAcross = sides.some(([[x1, y1], [x2, y2]]) => Math.abs(x1 - x2) > far && Math.abs(y1 - y2) > far);
  if (isAcross) return true;
  const own = boxOf(outline);
  const isInner = own.right - own.left < width * innermost && own.top - own.bottom < height * innermost;
  return fill !== null && isInner && filledShape([outline], false).contains((box.left + box.right) / 2, (box.bottom + box.top) / 2);
}

/** The annotations in which a sign or a stroke is seen that a frame alone has not. */
export function markedAmong({ glyphs, paths }: Paint, levels: readonly Visibility[], boxes: ReadonlyMap<string, Box>): Set<string> {
  const marked = new Set<string>();
  for (const [at, { annotation, text }] of glyphs.entries()) {
    if (annotation !== null && text.trim() !== '' && (levels[at]?.contrast ?? 0) > leastContrast) marked.add(annotation);
  }
  for (const path of paths) {
    const box = path.annotation === null ? undefined : boxes.get(path.annotation);
    if (path.annotation !== null && box && marks(path, box)) marked.add(path.annotation);
  }
  return marked;
}

/** Null where what is drawn and what is held differ, or one viewer draws it and another does not. */
export function isTicked(annotation: Annotation, isMarked: boolean): boolean | null {
  const held = isOn(annotation);
  if (annotation.hasAppearance === true) return held === isMarked ? held : null;
  // without any drawing of its own each viewer draws the value; where there is one for another state, some draw that
  const hasDrawings = annotation.checkBox === true ? annotation.exportValue !== undefined : annotation.buttonValue !== undefined;
  return held && hasDrawings ? null : held;
}
