import { create } from 'zustand';

interface RoundForm {
  /** whether the form for a new round is open; the bar opens it, the home screen shows it */
  formOpen: boolean;
  openForm: () => void;
  closeForm: () => void;
}

export const useRoundForm = create<RoundForm>((set) => ({
  formOpen: false,
  openForm: () => set({ formOpen: true }),
  closeForm: () => set({ formOpen: false }),
}));
