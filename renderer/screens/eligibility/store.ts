import { create } from 'zustand';
import { unfiltered, type Filter } from './filters.tsx';

interface Eligibility {
  /** the cell whose condition is open */
  open: { applicationId: string; conditionId: string } | null;
  show: (applicationId: string, conditionId: string) => void;
  hide: () => void;
  filter: Filter;
  sift: (filter: Filter) => void;
}

export const useEligibility = create<Eligibility>((set) => ({
  open: null,
  show: (applicationId, conditionId) => set({ open: { applicationId, conditionId } }),
  hide: () => set({ open: null }),
  filter: unfiltered,
  sift: (filter) => set({ filter }),
}));
