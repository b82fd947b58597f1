import { create } from 'zustand';

export type Sheet = 'export' | 'verify' | 'sign' | 'institution' | 'issue';

interface DocumentsState {
  open: Sheet | null;
  /** the file that verification starts with */
  path: string;
  show: (sheet: Sheet, path?: string) => void;
  close: () => void;
}

export const useDocuments = create<DocumentsState>((set) => ({
  open: null,
  path: '',
  show: (open, path = '') => set({ open, path }),
  close: () => set({ open: null }),
}));
