/** What the office did last and may still take back: offered for some seconds, and undone by the record's own rules. */
import { create } from 'zustand';

/** So long it is offered, in ms; the clock rests while somebody is on the bar. */
export const offered = 12_000;

export interface Undoable {
  readonly roundId: string;
  /** events of the act, in the order in which they were written */
  readonly seqs: readonly number[];
  /** what was done, as a sentence */
  readonly said: string;
}

interface Undo {
  act: (Undoable & { readonly id: number }) | null;
  /** `seqs` with null where there was nothing to do; of nothing nothing is offered */
  offer: (act: Omit<Undoable, 'seqs'> & { readonly seqs: readonly (number | null)[] }) => void;
  forget: () => void;
}

let last = 0;

export const useUndo = create<Undo>((set) => ({
  act: null,
  offer({ seqs, ...act }) {
    const written = seqs.filter((seq) => seq !== null);
    last += 1;
    set({ act: written.length === 0 ? null : { ...act, seqs: written, id: last } });
  },
  forget: () => set({ act: null }),
}));
