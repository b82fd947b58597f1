/**
 * What a signature looks like in its field: the handwriting as vectors, or the name as a seal, with the
 * words below as outlines, so that nothing needs a font.
 */
import type { Stroke } from '../../../domain/model.ts';
import { fitInk, inkOf } from '../../../domain/visit/ink.ts';
import { placer, type Face, type FontSet } from '../pdf/fonts.ts';

export interface Look {
  readonly fonts: FontSet;
  readonly width: number;
  readonly height: number;
  /** first line large, further lines small below it */
  readonly label: string;
  readonly strokes?: readonly Stroke[] | undefined;
  /** framed and red, as an institution's */
  readonly seal?: boolean | undefined;
}

const blueBlack = '0.07 0.13 0.33';
const sealRed = '0.75 0.08 0.08';
const small = 7;

/** A content stream for a box of the field's size. */
export function drawAppearance(look: Look): string {
  const { before, room, after } = drawFrame(look);
  return [before, look.strokes && look.strokes.length > 0 ? drawStrokes(look.strokes, room) : typedName(look, room), after].join('\n');
}

/** Handwriting, as {@link drawStrokes} writes it. */
const handwriting = /^1 J 1 j(?:\n(?:\d+(?:\.\d+)? w )?-?[\d.]+ -?[\d.]+ m(?: -?[\d.]+){6} c S)+$/;

/** Whether a content stream is the one of the look, with the name in type or with anybody's handwriting in its place. */
export function isAppearance(content: string, look: Omit<Look, 'strokes'>): boolean {
  const { before, room, after } = drawFrame(look);
  if (!content.startsWith(`${before}\n`) || !content.endsWith(`\n${after}`)) return false;
  const within = content.slice(before.length + 1, -after.length - 1);
  return within === typedName(look, room) || handwriting.test(within);
}

const typedName = ({ fonts, seal, label }: Look, room: Room): string =>
  drawName(fonts, seal === true ? 'hei' : 'kai', label.split('\n')[0] ?? '', room);

/** What stands around the name: the frame of a seal before it, the small lines after it. */
function drawFrame(look: Look): { readonly before: string; readonly room: Room; readonly after: string } {
  const { width, height } = look;
  const notes = look.label.split('\n').slice(1);
  const color = look.seal === true ? sealRed : blueBlack;
  const inset = look.seal === true ? 5 : 1;
  const notesHeight = notes.length * (small + 2) + 2 + inset;
  const room = { x: 4, y: notesHeight, width: width - 8, height: height - notesHeight - 2 - inset };
  const before = ['q', `${color} rg ${color} RG`];
  if (look.seal === true)
    before.push(`1.5 w 1.5 1.5 ${n(width - 3)} ${n(height - 3)} re S 0.5 w 4 4 ${n(width - 8)} ${n(height - 8)} re S`);
  const after = ['0.2 g'];
  for (const [index, note] of notes.entries()) {
    const lineWidth = measure(look.fonts, 'song', note) * small;
    const size = lineWidth > room.width ? (small * room.width) / lineWidth : small;
    const x = look.seal === true ? (width - Math.min(lineWidth, room.width)) / 2 : 4;
    after.push(drawText(look.fonts, 'song', note, x, notesHeight - (index + 1) * (small + 2) + 0.5, size));
  }
  return { before: before.join('\n'), room, after: [...after, 'Q'].join('\n') };
}

interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As large as the room allows, on one line or, where that is too small to read, on two. */
function drawName(fonts: FontSet, face: Face, name: string, room: Room): string {
  const fit = (text: string, lines: number): number =>
    Math.min((room.height / lines) * 0.82, (room.width * 0.94) / Math.max(0.01, measure(fonts, face, text)), 26);
  const characters = Array.from(name);
  const half = Math.ceil(characters.length / 2);
  const halves = [characters.slice(0, half).join(''), characters.slice(half).join('')];
  const one = fit(name, 1);
  const two = Math.min(...halves.map((text) => fit(text, 2)));
  const lines = two > one * 1.15 ? halves : [name];
  const size = Math.max(one, lines.length === 2 ? two : 0);
  const total = lines.length * size * 1.15;
  return lines
    .map((text, index) => {
      const x = room.x + (room.width - measure(fonts, face, text) * size) / 2;
      const y = room.y + (room.height + total) / 2 - (index + 1) * size * 1.15 + size * 0.28;
      return drawText(fonts, face, text, x, y, size);
    })
    .join('\n');
}

function measure(fonts: FontSet, face: Face, text: string): number {
  const place = placer(fonts);
  return Array.from(text).reduce((width, character) => width + place(character, face).width, 0);
}

function drawText(fonts: FontSet, face: Face, text: string, x: number, y: number, size: number): string {
  const place = placer(fonts);
  const parts: string[] = [];
  let left = x;
  for (const character of text) {
    const placed = place(character, face);
    if (placed.face !== null && character.trim() !== '') parts.push(outline(fonts, placed.face, placed.text, left, y, size));
    left += placed.width * size;
  }
  return parts.join('\n');
}

function outline(fonts: FontSet, face: Face, character: string, x: number, y: number, size: number): string {
  const font = fonts[face];
  const scale = size / font.unitsPerEm;
  const path: string[] = [];
  let at: readonly [number, number] = [0, 0];
  const point = (px = 0, py = 0): readonly [number, number] => [x + px * scale, y + py * scale];
  for (const { command, args } of font.glyphForCodePoint(character.codePointAt(0) ?? 0).path.commands) {
    if (command === 'closePath') path.push('h');
    else if (command === 'quadraticCurveTo') {
      const [cx, cy] = point(args[0], args[1]);
      const end = point(args[2], args[3]);
      const control = (from: readonly [number, number]): string =>
        `${n(from[0] + (2 / 3) * (cx - from[0]))} ${n(from[1] + (2 / 3) * (cy - from[1]))}`;
      path.push(`${control(at)} ${control(end)} ${n(end[0])} ${n(end[1])} c`);
      at = end;
    } else if (command === 'bezierCurveTo') {
      const end = point(args[4], args[5]);
      path.push(`${[point(args[0], args[1]), point(args[2], args[3]), end].flat().map(n).join(' ')} c`);
      at = end;
    } else {
      at = point(args[0], args[1]);
      path.push(`${n(at[0])} ${n(at[1])} ${command === 'moveTo' ? 'm' : 'l'}`);
    }
  }
  return path.length === 0 ? '' : `${path.join(' ')} f`;
}

/** The strokes, scaled into the room, as smooth curves through the points of the pen; the room's y goes up. */
function drawStrokes(strokes: readonly Stroke[], room: Room): string {
  const { place } = fitInk(strokes, room);
  const at = (point: readonly [number, number]): string => {
    const [x, y] = place(point);
    return `${n(room.x + x)} ${n(room.y + room.height - y)}`;
  };
  const ordinary = Math.max(0.8, Math.min(1.6, room.height / 30));
  let last = '';
  return inkOf(strokes).reduce((drawn, { from, bend, to, weight }) => {
    const width = `${n(ordinary * weight)} w`;
    const pen = width === last ? '' : `${width} `;
    last = width;
    return `${drawn}\n${pen}${at(from)} m ${at(bend[0])} ${at(bend[1])} ${at(to)} c S`;
  }, '1 J 1 j');
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
