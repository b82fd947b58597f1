/** 文书的状态: what a document waits for, and what a person would do with it next. */
import type { Output } from '../../../domain/contract/api.ts';
import { isSpoilt } from '../../../domain/report/verdict.ts';

export type Made = Output<'reports.list'>[number];
export type UnlockedKey = NonNullable<Output<'identities.unlockedKey'>>;
export type State = Made['state'];

export const states = ['draft', 'awaiting', 'signed', 'verified'] as const satisfies readonly State[];
export type StateFilter = State | 'all';

/** A Word file has no pages before it is opened. */
export function isWord(made: Pick<Made, 'pages'>): boolean {
  return made.pages === 0;
}

/** What this very file was last found to be, where that was bad. */
export function wasFoundSpoilt({ verified }: Pick<Made, 'verified'>): boolean {
  return verified !== null && isSpoilt(verified.status);
}

/**
 * sign: the person who sits here signs · unlock: nobody sits here · handOver: only others have to sign, the file goes
 * to them · verify · save · remake: the file is not what was made
 */
export type Step =
  | { readonly kind: 'sign' | 'unlock' | 'handOver'; readonly names: readonly string[] }
  | { readonly kind: 'verify' | 'save' | 'remake' };

/** The one next right thing. Institutions sign last, so theirs waits while a person is missing. */
export function nextStep(made: Pick<Made, 'state' | 'missing' | 'verified' | 'pages'>, unlockedKey: UnlockedKey | null): Step {
  if (wasFoundSpoilt(made)) return { kind: 'remake' };
  if (isWord(made)) return { kind: 'save' };
  if (made.state === 'signed') return { kind: 'verify' };
  if (made.state === 'verified') return { kind: 'save' };
  const names = (made.missing ?? []).map(({ signer }) => signer);
  if (!unlockedKey) return { kind: 'unlock', names };
  const own = made.missing?.find(({ signer }) => signer === unlockedKey.holder);
  const waits = own?.field === 'institution' && names.length > 1;
  if (own && !waits) return { kind: 'sign', names: [unlockedKey.holder] };
  return { kind: 'handOver', names: names.filter((name) => name !== unlockedKey.holder) };
}

/** Newest first, what was made in one go in the order in which it was made; `older`: those whose kind, park, person and form were made again since. */
export function sortMade(all: readonly Made[]): { latest: Made[]; older: ReadonlySet<string> } {
  const newest = all.toSorted((one, other) => other.at.localeCompare(one.at) || one.exportId.localeCompare(other.exportId));
  const subjects = new Set<string>();
  const older = new Set<string>();
  for (const made of newest) {
    const subject = [made.kind, made.applicationId, made.personId, isWord(made)].join(' ');
    if (subjects.has(subject)) older.add(made.exportId);
    subjects.add(subject);
  }
  return { latest: newest, older };
}

export function countStates(all: readonly Made[]): Record<StateFilter, number> {
  const count = (state: State): number => all.filter((made) => made.state === state).length;
  return { all: all.length, draft: count('draft'), awaiting: count('awaiting'), signed: count('signed'), verified: count('verified') };
}
