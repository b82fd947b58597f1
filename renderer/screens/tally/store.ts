import { create } from 'zustand';

/** `round`: the rules of the round; `plain`: nothing dropped, for comparison. */
export type RulesChoice = 'round' | 'plain';
export type MapShape = 'chart' | 'table';

interface TallyState {
  rules: RulesChoice;
  map: MapShape;
  follow: (rules: RulesChoice) => void;
  showAs: (map: MapShape) => void;
}

export const useTally = create<TallyState>((set) => ({
  rules: 'round',
  map: 'chart',
  follow: (rules) => set({ rules }),
  showAs: (map) => set({ map }),
}));
