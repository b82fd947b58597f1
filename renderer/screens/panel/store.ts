import { create } from 'zustand';

interface PanelState {
  /** what is open: the form for a new person, the parks of one, or who one is */
  open: { form: true } | { personId: string } | { edited: string } | null;
  addPerson: () => void;
  edit: (personId: string) => void;
  seat: (personId: string) => void;
  close: () => void;
}

export const usePanel = create<PanelState>((set) => ({
  open: null,
  addPerson: () => set({ open: { form: true } }),
  edit: (edited) => set({ open: { edited } }),
  seat: (personId) => set({ open: { personId } }),
  close: () => set({ open: null }),
}));
