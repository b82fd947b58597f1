import { create } from 'zustand';

/** A decision begun in a row that still needs its reason. */
interface ShortlistState {
  begun: { applicationId: string; result: 'listed' | 'notListed' } | null;
  begin: (applicationId: string, result: 'listed' | 'notListed') => void;
  end: () => void;
}

export const useShortlist = create<ShortlistState>((set) => ({
  begun: null,
  begin: (applicationId, result) => set({ begun: { applicationId, result } }),
  end: () => set({ begun: null }),
}));
