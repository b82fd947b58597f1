/**
 * The saved mark: when the store last wrote durably, as the store itself told. A write that failed takes
 * the mark's place until a person has seen it.
 */
import { create } from 'zustand';
import type { ApiError } from '../client/api.ts';

interface Saved {
  at: string | null;
  /** whether the line to the program stands; null before the first word */
  alive: boolean | null;
  failure: ApiError | null;
  wrote: (at: string | null) => void;
  hear: (alive: boolean) => void;
  fail: (failure: ApiError) => void;
  seen: () => void;
}

export const useSaved = create<Saved>((set) => ({
  at: null,
  alive: null,
  failure: null,
  wrote: (at) => set((now) => (at !== null && (now.at === null || at > now.at) ? { at } : now)),
  hear: (alive) => set({ alive }),
  fail: (failure) => set({ failure }),
  seen: () => set({ failure: null }),
}));
