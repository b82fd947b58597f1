/** What a person has typed into the minutes and not yet kept; it stays on this machine through a reload. */
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export interface Typed {
  heldOn: string;
  place: string;
  text: string;
}

interface MinutesState {
  /** by round */
  typed: Readonly<Record<string, Typed>>;
  type: (roundId: string, typed: Typed) => void;
  forget: (roundId: string) => void;
}

export const useMinutes = create<MinutesState>()(
  persist(
    (set) => ({
      typed: {},
      type: (roundId, typed) => set((now) => ({ typed: { ...now.typed, [roundId]: typed } })),
      forget: (roundId) =>
        set((now) => {
          const { [roundId]: _kept, ...typed } = now.typed;
          return { typed };
        }),
    }),
    { name: 'parkpanel-minutes', storage: createJSONStorage(() => localStorage) },
  ),
);
