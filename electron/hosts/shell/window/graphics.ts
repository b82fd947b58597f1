/**
 * Drawing without the graphics processor, where its process died more than once: old cards, remote desktops, drivers of systems that
 * Chromium was not tried on. Chromium itself gives up after some deaths and ends the program, so each one is written down at once.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const day = 24 * 60 * 60 * 1000;
/** So many deaths within a week are no accident, and so long it is then done without, in ms: a driver may be mended by then. */
const tooMany = 2;
const week = 7 * day;
const remembered = 30 * day;

const kept = z.object({ electron: z.string(), deaths: z.int().positive(), at: z.int() });
type Kept = z.output<typeof kept>;

/** What it is held against. `electron`: the version that runs; `now`: ms since 1970. */
interface Present {
  readonly electron: string;
  readonly now: number;
}

/** The deaths under this Electron; null where there were none, or none that still counts. */
function read(path: string, { electron, now }: Present): Kept | null {
  try {
    const found = kept.parse(JSON.parse(readFileSync(path, 'utf8')));
    return found.electron === electron && now - found.at >= 0 && now - found.at < remembered ? found : null;
  } catch {
    return null;
  }
}

/** True where it is to be done without. */
export function isGraphicsOff(path: string, present: Present): boolean {
  return (read(path, present)?.deaths ?? 0) >= tooMany;
}

/** Ways in which the process ends that are nobody's fault. */
const peaceful: ReadonlySet<string> = new Set(['clean-exit', 'killed']);

/** Writes one death down. A profile that cannot be written costs the next start the same deaths. */
export function noteGraphicsDeath(path: string, { type, reason }: { type: string; reason: string }, present: Present): void {
  if (type !== 'GPU' || peaceful.has(reason)) return;
  const before = read(path, present);
  // what is done without stays so; else a death long after another begins anew
  const counts = before && (before.deaths >= tooMany || present.now - before.at < week) ? before.deaths : 0;
  try {
    writeFileSync(path, JSON.stringify({ electron: present.electron, deaths: counts + 1, at: present.now } satisfies Kept));
  } catch {
    // said above
  }
}
