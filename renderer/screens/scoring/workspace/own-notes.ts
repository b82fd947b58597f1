/** What the expert notes for nobody else, by park: words, and criteria to be looked at again. */
import type { Output } from '../../../../domain/contract/api.ts';
import { asApiError, call } from '../../../client/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { useSaved } from '../../../state/saved.ts';

type Notes = Output<'notes.get'>;
const none: Notes = {};
const noFlags: readonly string[] = [];

export function useOwnNotes(personId: string): Notes {
  return useQuery('notes.get', { personId }).value ?? none;
}

export function flagsOf(notes: Notes, applicationId: string): readonly string[] {
  return notes[applicationId]?.flags ?? noFlags;
}

/** Marks a criterion to be looked at again, or takes the mark off. */
export async function flag(personId: string, applicationId: string, notes: Notes, criterionId: string): Promise<void> {
  const flags = flagsOf(notes, applicationId);
  const others = flags.filter((one) => one !== criterionId);
  try {
    await call('notes.set', { personId, applicationId, flags: others.length < flags.length ? others : [...flags, criterionId] });
  } catch (thrown) {
    useSaved.getState().fail(asApiError(thrown));
  }
}
