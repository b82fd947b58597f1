/** Small words and figures that every screen writes the same way. */
import type { Criterion } from '../../domain/rubric/model.ts';
import type { Output } from '../../domain/contract/api.ts';
import { dateInChina, timeInChina } from '../../domain/numbers/china-time.ts';

export type VerdictName = Output<'eligibility.evaluate'>['overall'];

/** The mark that stands before a verdict's word; never shown without it. */
export const verdictMark: Readonly<Record<VerdictName, string>> = { met: '✓', notMet: '✗', relaxable: '◇', missing: '?', judgement: '✎' };

/** Hundredths of a point as people write points: one decimal, two where they are needed. */
export function showPoints(points100: number): string {
  return (points100 / 100).toFixed(points100 % 10 === 0 ? 1 : 2);
}

/** Full-width figures and the Chinese full stop, as an input method leaves them, as plain ones. */
export function plainFigures(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[。．]/g, '.')
    .trim();
}

/** An instant by the clock in China, "2026-09-30 14:03": documents, deadlines and records go by it, whatever zone the machine is set to. */
export function showTime(iso: string, withSeconds = false): string {
  return `${dateInChina(instant(iso))} ${showClock(iso, withSeconds)}`;
}

/** The clock in China alone, "14:03:22". */
export function showClock(iso: string, withSeconds = true): string {
  return timeInChina(instant(iso)).slice(11, withSeconds ? 19 : 16);
}

/** An instant as cameras write it: the time in China with its offset, 2026-10-10T09:30:15+08:00. */
export function cameraTime(now: Date): string {
  return `${timeInChina(now.toISOString()).slice(0, 19)}+08:00`;
}

/** Today in China, YYYY-MM-DD. */
export function today(): string {
  return dateInChina(new Date().toISOString());
}

/** Of a photo an instant may stand with the offset of its camera. */
function instant(iso: string): string {
  return new Date(iso).toISOString();
}

/** A long name without its middle, so that both what tells it apart and what it is stay in sight; `most` characters at most. */
export function shortened(text: string, most: number): string {
  const signs = Array.from(text);
  if (signs.length <= most) return text;
  const tail = Math.floor((most - 1) / 2);
  return `${signs.slice(0, most - 1 - tail).join('')}…${signs.slice(signs.length - tail).join('')}`;
}

/** Bytes with a unit, "1.4 MB". */
export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(size < 10 ? 1 : 0)} ${units[unit] ?? 'GB'}`;
}

/** The last part of a path, whatever its separator. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The folder of a path, with the separator that the path itself uses. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

/** A file in a folder, joined as the folder writes its own path. */
export function joinPath(folder: string, name: string): string {
  const bare = folder.trim().replace(/[\\/]+$/, '');
  return `${bare}${bare.includes('\\') && !bare.includes('/') ? '\\' : '/'}${name}`;
}

/** An instant as a part of a file's name, "20260930-140322", by the clock in China. */
export function stamp(at: Date = new Date()): string {
  return timeInChina(at.toISOString()).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

/** How a criterion is scored, as the key of a few words: beside the hundred, by the visit team alone, by opinion or off a figure. */
export function kindKey({ counts, visitors, kind }: Pick<Criterion, 'counts' | 'visitors' | 'kind'>): string {
  if (counts) return `rubric.counts.${counts}`;
  return visitors ? `rubric.visitors.${visitors}` : `rubric.kind.${kind ?? 'judged'}`;
}
