import { create } from 'zustand';

/** `round`: the rules of the round; `plain`: nothing dropped, for comparison. */
type RulesChoice = 'round' | 'plain';

interface TallyState {
  rules: RulesChoice;
  follow: (rules: RulesChoice) => void;
}

export const useTally = create<TallyState>((set) => ({ rules: 'round', follow: (rules) => set({ rules }) }));
