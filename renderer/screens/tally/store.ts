import { create } from 'zustand';

/** `round`: the rules of the round; `plain`: nothing dropped, for comparison. */
export type RulesChoice = 'round' | 'plain';
export type Shape = 'chart' | 'table';
export type FigureName = 'heat' | 'spread' | 'profile';

interface TallyState {
  rules: RulesChoice;
  shapes: Readonly<Record<FigureName, Shape>>;
  follow: (rules: RulesChoice) => void;
  showAs: (figure: FigureName, shape: Shape) => void;
}

export const useTally = create<TallyState>((set) => ({
  rules: 'round',
  shapes: { heat: 'chart', spread: 'chart', profile: 'chart' },
  follow: (rules) => set({ rules }),
  showAs: (figure, shape) => set((now) => ({ shapes: { ...now.shapes, [figure]: shape } })),
}));
