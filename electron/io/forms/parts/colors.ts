/** Colours of office files as RRGGBB: of themes, made lighter or darker; and which of two cannot be told apart. */
import { child, elements, type XmlElement } from './xml.ts';

/** Colours of a theme by the names that its scheme gives them: dk1, lt1, accent1 … */
export type Theme = ReadonlyMap<string, string>;

/** The theme that office suites use where a file brings none. */
const usual: Theme = new Map(
  Object.entries({
    dk1: '000000',
    lt1: 'FFFFFF',
    dk2: '44546A',
    lt2: 'E7E6E6',
    accent1: '4472C4',
    accent2: 'ED7D31',
    accent3: 'A5A5A5',
    accent4: 'FFC000',
    accent5: '5B9BD5',
    accent6: '70AD47',
    hlink: '0563C1',
    folHlink: '954F72',
  }),
);

/** RRGGBB of RRGGBB or AARRGGBB, however written; null where it is neither (auto). */
export function rgbOf(hex: string | undefined): string | null {
  return /^(?:[\dA-F]{2})?([\dA-F]{6})$/i.exec(hex ?? '')?.[1]?.toUpperCase() ?? null;
}

export function readTheme(theme: XmlElement | undefined): Theme {
  const scheme = child(child(theme, 'themeElements'), 'clrScheme');
  const own = scheme ? elements(scheme) : [];
  return new Map([
    ...usual,
    ...own.flatMap((color): [string, string][] => {
      const rgb = rgbOf(child(color, 'srgbClr')?.attributes['val'] ?? child(color, 'sysClr')?.attributes['lastClr']);
      return rgb === null ? [] : [[color.name, rgb]];
    }),
  ]);
}

type Channels = readonly [red: number, green: number, blue: number];

function channelsOf(color: string): Channels {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return [red, green, blue];
}

function colorOf(channels: Channels): string {
  return channels
    .map((channel) =>
      Math.min(255, Math.max(0, Math.round(channel)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
    .toUpperCase();
}

/** `share` of the way from a colour to another, channel by channel. */
export function mixed(from: string, to: string, share: number): string {
  const [a, b] = [channelsOf(from), channelsOf(to)];
  return colorOf([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/**
 * A colour made lighter (tint above 0) or darker (below), as workbooks do it: the luminance of HLS moves, and hue and saturation stay
 * (ECMA-376 part 1, 18.8.3).
 */
export function tinted(color: string, tint: number): string {
  if (!Number.isFinite(tint) || tint === 0) return color;
  const [red, green, blue] = channelsOf(color);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const before = (most + least) / 2;
  const after = tint < 0 ? before * (1 + tint) : before * (1 - tint) + 255 * tint;
  const room = Math.min(before, 255 - before);
  // half the spread of the channels is saturation × what the luminance leaves room for
  const scale = room === 0 ? 0 : Math.min(after, 255 - after) / room;
  return colorOf([after + (red - before) * scale, after + (green - before) * scale, after + (blue - before) * scale]);
}

/** Channels that differ by no more than this cannot be told apart on paper. */
const leastDifference = 16;

/** Whether words of a colour can be seen on a ground; a ground that is not known (null) hides nothing. */
export function isSeenOn(color: string, ground: string | null): boolean {
  if (ground === null) return true;
  const [a, b] = [channelsOf(color), channelsOf(ground)];
  return a.some((channel, at) => Math.abs(channel - (b[at] ?? 0)) >= leastDifference);
}

export const white = 'FFFFFF';
export const black = '000000';
