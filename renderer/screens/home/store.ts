import { create } from 'zustand';

interface Home {
  /** whether the form for a new round is open */
  formOpen: boolean;
  openForm: () => void;
  closeForm: () => void;
}

export const useHome = create<Home>((set) => ({
  formOpen: false,
  openForm: () => set({ formOpen: true }),
  closeForm: () => set({ formOpen: false }),
}));
