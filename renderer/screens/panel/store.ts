import { create } from 'zustand';

interface PanelState {
  /** what is open: the form for a new person, or the parks of one */
  open: { form: true } | { personId: string } | null;
  addPerson: () => void;
  seat: (personId: string) => void;
  close: () => void;
}

export const usePanel = create<PanelState>((set) => ({
  open: null,
  addPerson: () => set({ open: { form: true } }),
  seat: (personId) => set({ open: { personId } }),
  close: () => set({ open: null }),
}));
