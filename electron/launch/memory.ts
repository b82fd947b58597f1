/** How Electron's last start went, kept in build/. A checkout that cannot be written to remembers nothing, and that is all. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failures, type Outcome } from './decide.ts';

export interface Memory {
  recall(): Outcome | null;
  keep(outcome: Outcome): void;
}

function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null) return false;
  const { outcome, detail, version, at } = value as Record<string, unknown>;
  const known: readonly unknown[] = ['ready', ...failures];
  return known.includes(outcome) && typeof detail === 'string' && typeof version === 'string' && typeof at === 'number';
}

/** `folder`: of the checkout. */
export function openMemory(folder: string): Memory {
  const path = join(folder, 'build/electron-start.json');
  return {
    recall() {
      try {
        const kept: unknown = JSON.parse(readFileSync(path, 'utf8'));
        return isOutcome(kept) ? kept : null;
      } catch {
        return null;
      }
    },
    keep(outcome) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `${JSON.stringify(outcome)}\n`);
      } catch {
        // the next start tries again, which costs a second
      }
    },
  };
}
