/** What this window remembers between starts: language, shade, round, acting person, widths of panes. */
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Language } from '../../domain/text.ts';

export type ShadeChoice = 'light' | 'dark' | 'system';

interface Session {
  language: Language;
  shade: ShadeChoice;
  roundId: string | null;
  /** the expert who sits here; null is the secretary */
  personId: string | null;
  /** pane widths in pixels by split */
  panes: Readonly<Record<string, readonly number[]>>;
  speak: (language: Language) => void;
  dress: (shade: ShadeChoice) => void;
  openRound: (roundId: string | null) => void;
  actAs: (personId: string | null) => void;
  keepPanes: (split: string, sizes: readonly number[]) => void;
}

export const useSession = create<Session>()(
  persist(
    (set) => ({
      language: 'zh',
      shade: 'system',
      roundId: null,
      personId: null,
      panes: {},
      speak: (language) => set({ language }),
      dress: (shade) => set({ shade }),
      openRound: (roundId) => set((now) => (now.roundId === roundId ? now : { roundId, personId: null })),
      actAs: (personId) => set({ personId }),
      keepPanes: (split, sizes) => set((now) => ({ panes: { ...now.panes, [split]: sizes } })),
    }),
    { name: 'parkpanel', storage: createJSONStorage(() => localStorage) },
  ),
);
