/** Which figures are shown as a chart and which as a table. */
import { create } from 'zustand';

export type Shape = 'chart' | 'table';
export type FigureName = 'heat' | 'spread' | 'profile';

interface Shapes {
  shapes: Readonly<Record<FigureName, Shape>>;
  showAs: (figure: FigureName, shape: Shape) => void;
}

export const useShapes = create<Shapes>((set) => ({
  shapes: { heat: 'chart', spread: 'chart', profile: 'chart' },
  showAs: (figure, shape) => set((now) => ({ shapes: { ...now.shapes, [figure]: shape } })),
}));
