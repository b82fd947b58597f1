/** Where the window stood, kept for each set of screens: a laptop at the desk and in the meeting room has a place in both. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const place = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
});
export type Place = z.output<typeof place>;

const places = z.record(z.string(), place);

/** So many sets of screens are remembered. */
const most = 8;

/** The names of a set of screens: where each one's usable part lies. */
function setOf(screens: readonly Rectangle[]): string {
  return screens
    .map(({ x, y, width, height }) => `${x},${y},${width},${height}`)
    .sort()
    .join(';');
}

function read(path: string): Record<string, Place> {
  try {
    return places.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}

/** True when so much of the title bar lies on a screen that a person can take hold of it. */
function isReachable(one: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some(({ x, y, width, height }) => {
    const across = Math.min(one.x + one.width, x + width) - Math.max(one.x, x);
    return across >= 100 && one.y >= y - 8 && one.y <= y + height - 40;
  });
}

/** The place that was kept for these screens; null for none, or one that nobody could reach. */
export function recallPlace(path: string, screens: readonly Rectangle[]): Place | null {
  const kept = read(path)[setOf(screens)];
  return kept && isReachable(kept, screens) ? kept : null;
}

/** Keeps it for these screens. A profile that cannot be written costs the habit and nothing else. */
export function keepPlace(path: string, screens: readonly Rectangle[], { x, y, width, height, maximized }: Place): void {
  const set = setOf(screens);
  const others = Object.entries(read(path)).filter(([name]) => name !== set);
  const kept = Object.fromEntries([...others, [set, { x, y, width, height, maximized }]].slice(-most));
  try {
    writeFileSync(path, JSON.stringify(kept));
  } catch {
    // the next start opens in the middle
  }
}
