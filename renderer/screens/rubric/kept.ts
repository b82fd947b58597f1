/** The rubric that is being edited, kept on this machine like every other text until it is saved: a reload or a closed window loses nothing. */
import { useEffect, useRef } from 'react';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { call } from '../../client/api.ts';
import { useDraft as useText } from '../../state/draft.ts';
import { useDraft } from './store.ts';

/** What the text holds; null where it is no rubric any more, as after another version of the program. */
export function rubricIn(text: string): Rubric | null {
  try {
    const found: unknown = JSON.parse(text);
    const isRubric = typeof found === 'object' && found !== null && 'criteria' in found && Array.isArray(found.criteria);
    return isRubric ? (found as Rubric) : null;
  } catch {
    return null;
  }
}

/** `kept`: what was kept when the screen opened; `saved`: what is on record, from which the draft departs. */
export function useKept(roundId: string, kept: string | null, saved: Rubric | null): void {
  const draft = useDraft((now) => (now.roundId === roundId ? now.draft : null));
  const edit = useDraft((now) => now.edit);
  const { change } = useText(kept ?? '', (text) => call('rounds.keepUnsavedRubric', { roundId, typed: text === '' ? null : text }), true);
  const taken = useRef(false);
  const before = useRef(draft);
  useEffect(() => {
    // taken up once; what this window holds already goes before it
    if (taken.current) return;
    taken.current = true;
    const found = draft === null && kept !== null ? rubricIn(kept) : null;
    if (found) edit(roundId, saved ?? { criteria: [] }, found);
  }, [draft, edit, kept, roundId, saved]);
  useEffect(() => {
    if (draft === before.current) return;
    before.current = draft;
    change(draft === null ? '' : JSON.stringify(draft));
  });
}
