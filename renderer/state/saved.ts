/**
 * The saved mark: when the store last wrote durably, as the store itself told, and whether anything on the screen is not
 * there yet. A write that failed takes the mark's place until a person has seen it.
 */
import { useEffect, useId } from 'react';
import { create } from 'zustand';
import type { ApiError } from '../client/api.ts';

/** What is not in the store: on its way there, or refused and standing in its field. */
export type Unsaved = 'saving' | 'refused';

interface Saved {
  at: string | null;
  /** whether the line to the program stands; null before the first word */
  alive: boolean | null;
  failure: ApiError | null;
  /** by field or queue */
  unsaved: ReadonlyMap<string, Unsaved>;
  wrote: (at: string | null) => void;
  hear: (alive: boolean) => void;
  fail: (failure: ApiError) => void;
  seen: () => void;
  /** `state` null: all of it is in the store */
  mark: (id: string, state: Unsaved | null) => void;
}

export const useSaved = create<Saved>((set) => ({
  at: null,
  alive: null,
  failure: null,
  unsaved: new Map(),
  wrote: (at) => set((now) => (at !== null && (now.at === null || at > now.at) ? { at } : now)),
  hear: (alive) => set({ alive }),
  fail: (failure) => set({ failure }),
  seen: () => set({ failure: null }),
  mark: (id, state) =>
    set((now) => {
      if ((now.unsaved.get(id) ?? null) === state) return now;
      const unsaved = new Map(now.unsaved);
      if (state === null) unsaved.delete(id);
      else unsaved.set(id, state);
      return { unsaved };
    }),
}));

/** Tells the saved mark of something in a field that the store does not hold. */
export function useUnsaved(state: Unsaved | null): void {
  const id = useId();
  const mark = useSaved((now) => now.mark);
  useEffect(() => mark(id, state), [id, mark, state]);
  useEffect(() => () => mark(id, null), [id, mark]);
}
