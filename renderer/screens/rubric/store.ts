/** The rubric being edited: a draft with what it was before each change, kept while the window is open. */
import { create } from 'zustand';
import type { Rubric } from '../../../domain/rubric/model.ts';

interface Drafts {
  roundId: string | null;
  draft: Rubric | null;
  past: readonly Rubric[];
  chosen: string | null;
  /** makes `next` the draft; `from` is what stood before */
  edit: (roundId: string, from: Rubric, next: Rubric, chosen?: string | null) => void;
  choose: (criterionId: string | null) => void;
  undo: () => void;
  discard: () => void;
}

const longestPast = 200;

export const useDraft = create<Drafts>((set) => ({
  roundId: null,
  draft: null,
  past: [],
  chosen: null,
  edit: (roundId, from, next, chosen) =>
    set((now) => ({
      roundId,
      draft: next,
      past: [...(now.roundId === roundId ? now.past : []), from].slice(-longestPast),
      chosen: chosen === undefined ? now.chosen : chosen,
    })),
  choose: (chosen) => set({ chosen }),
  undo: () =>
    set((now) => {
      const before = now.past.at(-1);
      return before ? { draft: now.past.length > 1 ? before : null, past: now.past.slice(0, -1) } : now;
    }),
  discard: () => set({ draft: null, past: [] }),
}));
