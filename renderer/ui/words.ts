/** Small words and figures that every screen writes the same way. */
import type { Output } from '../../domain/contract/api.ts';

export type VerdictName = Output<'eligibility.evaluate'>['overall'];

/** The mark that stands before a verdict's word; never shown without it. */
export const verdictMark: Readonly<Record<VerdictName, string>> = { met: '✓', notMet: '✗', relaxable: '◇', missing: '?', judgement: '✎' };

/** Hundredths of a point as people write points: one decimal, two where they are needed. */
export function showPoints(points100: number): string {
  return (points100 / 100).toFixed(points100 % 10 === 0 ? 1 : 2);
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}

/** Full-width figures and the Chinese full stop, as an input method leaves them, as plain ones. */
export function plainFigures(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[。．]/g, '.')
    .trim();
}

/** A UTC instant as the reader's wall clock, "2026-09-30 14:03". */
export function showTime(iso: string, withSeconds = false): string {
  const at = new Date(iso);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${showClock(iso, withSeconds)}`;
}

/** The wall clock alone, "14:03:22". */
export function showClock(iso: string, withSeconds = true): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}${withSeconds ? `:${two(at.getSeconds())}` : ''}`;
}

/** The reader's clock as cameras write it: local time with its offset, 2026-10-10T09:30:15+08:00. */
export function cameraTime(now: Date): string {
  const ahead = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
}

/** Today by the reader's clock, YYYY-MM-DD. */
export function today(): string {
  return showTime(new Date().toISOString()).slice(0, 10);
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

/** An instant as a part of a file's name, "20260930-140322". */
export function stamp(at: Date = new Date()): string {
  return `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}
