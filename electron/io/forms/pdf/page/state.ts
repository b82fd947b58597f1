/** The graphics state of a page while it is painted: matrix, colours, what shines through, clipping, and how text is set. */
import { boxShape, identity, type Matrix, type Shape } from './geometry.ts';

/** Areas of which a point must lie in each to be painted. */
export interface Clip {
  readonly shape: Shape;
  readonly outer: Clip | null;
}

/** How what is painted mixes with what lies below: `through` leaves dark words there dark, whatever its colour. */
export type Mixing = 'over' | 'through';

/** `color`: `RRGGBB`; null: a pattern, which may be any. */
export interface Ink {
  readonly color: string | null;
  /** the colours between which it changes */
  readonly shades?: readonly string[];
  /** 0 to 1 */
  readonly alpha: number;
}

export interface State {
  readonly matrix: Matrix;
  readonly fill: Ink;
  readonly stroke: Ink;
  readonly lineWidth: number;
  /** the name that PDF or the canvas gives it */
  readonly blend: string;
  /** painted through a picture of what is to be seen of it, which is not judged here */
  readonly isMasked: boolean;
  readonly clip: Clip | null;
  readonly font: string;
  readonly size: number;
  /** 0 fill, 1 stroke, 2 both, 3 nothing; 4 more: what follows is clipped to it too */
  readonly mode: number;
  readonly charSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
  /** of the groups around: how much shines through, whether masked, and whether mixed by something else than painting over */
  readonly group: { readonly alpha: number; readonly isMasked: boolean; readonly blend: string };
  /** the annotation that is painted */
  readonly annotation: string | null;
  /** the shape of a mask, and nothing that is seen */
  readonly isMask: boolean;
}

const black: Ink = { color: '000000', alpha: 1 };
const normalBlend = 'source-over';

export const firstState: State = {
  matrix: identity,
  fill: black,
  stroke: black,
  lineWidth: 1,
  blend: normalBlend,
  isMasked: false,
  clip: null,
  font: '',
  size: 0,
  mode: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  group: { alpha: 1, isMasked: false, blend: normalBlend },
  annotation: null,
  isMask: false,
};

/** Ways of mixing under which black stays black. */
const through: ReadonlySet<string> = new Set(['multiply', 'darken', 'color-burn', 'overlay', 'soft-light', 'hue', 'saturation', 'color']);

const blendOf = ({ blend, group }: State): string => (blend === normalBlend ? group.blend : blend).toLowerCase();

export function mixingOf(state: State): Mixing {
  return through.has(blendOf(state)) ? 'through' : 'over';
}

/** Under these nobody can say what is left of a text without the colours of what lies below. */
export function isClearText(state: State): boolean {
  const blend = blendOf(state);
  return (
    !state.isMasked && !state.group.isMasked && (blend === normalBlend || blend === 'normal' || blend === 'multiply' || blend === 'darken')
  );
}

/** @param entries of an ExtGState, as pdf.js gives them */
export function withEntries(state: State, entries: unknown): State {
  let next = state;
  for (const entry of Array.isArray(entries) ? entries : []) {
    const [key, value]: unknown[] = Array.isArray(entry) ? entry : [];
    if (key === 'ca') next = { ...next, fill: { ...next.fill, alpha: Number(value) } };
    else if (key === 'CA') next = { ...next, stroke: { ...next.stroke, alpha: Number(value) } };
    else if (key === 'LW') next = { ...next, lineWidth: Number(value) };
    else if (key === 'BM') next = { ...next, blend: String(value) };
    else if (key === 'SMask') next = { ...next, isMasked: value !== false };
    else if (key === 'Font' && Array.isArray(value)) next = { ...next, font: String(value[0]), size: Number(value[1]) };
  }
  return next;
}

/** Inside a group it begins anew, and the group is painted as a whole. */
export function inGroup(state: State): State {
  return {
    ...state,
    fill: { ...state.fill, alpha: 1 },
    stroke: { ...state.stroke, alpha: 1 },
    blend: normalBlend,
    isMasked: false,
    group: {
      alpha: state.group.alpha * state.fill.alpha,
      isMasked: state.group.isMasked || state.isMasked,
      blend: state.blend === normalBlend ? state.group.blend : state.blend,
    },
  };
}

/** As it comes out, with the groups around. */
export function inkOf(ink: Ink, { group }: State): Ink {
  return { ...ink, alpha: ink.alpha * group.alpha };
}

/** So many areas inside each other are looked at; no page that is meant to be read has as many. */
const mostClips = 100;

export function isUnclipped(clip: Clip | null, x: number, y: number): boolean {
  let count = 0;
  for (let at = clip; at; at = at.outer) {
    count += 1;
    if (count > mostClips || !at.shape.contains(x, y)) return false;
  }
  return true;
}

/** Inside both; two boxes are one. */
export function clipped(outer: Clip | null, shape: Shape): Clip {
  if (!outer?.shape.isBox || !shape.isBox) return { shape, outer };
  const [a, b] = [outer.shape.box, shape.box];
  const box = {
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
    top: Math.min(a.top, b.top),
  };
  return { shape: boxShape(box), outer: outer.outer };
}

/** @param args of an operator that sets a colour */
export function colorOf(args: unknown): string | null {
  const [color]: unknown[] = Array.isArray(args) ? args : [];
  return typeof color === 'string' && /^#[\da-f]{6}$/i.test(color) ? color.slice(1).toUpperCase() : null;
}
