import { create } from 'zustand';
import type { StateFilter } from './state.ts';

export type Sheet = 'unlock' | 'export' | 'batch' | 'texts' | 'workbook' | 'verify' | 'sign';

interface DocumentsState {
  open: Sheet | null;
  /** the file that verification starts with */
  path: string;
  /** the document whose pages are shown; null: the first of the list */
  chosen: string | null;
  filter: StateFilter;
  search: string;
  /** also those that a newer one of the same kind has taken the place of */
  older: boolean;
  /** the key file that was opened last, so that only the passphrase is typed again */
  keyPath: string;
  show: (sheet: Sheet, path?: string) => void;
  close: () => void;
  choose: (exportId: string) => void;
  look: (change: Partial<Pick<DocumentsState, 'filter' | 'search' | 'older' | 'keyPath'>>) => void;
}

export const useDocuments = create<DocumentsState>((set) => ({
  open: null,
  path: '',
  chosen: null,
  filter: 'all',
  search: '',
  older: false,
  keyPath: '',
  show: (open, path = '') => set({ open, path }),
  close: () => set({ open: null }),
  choose: (chosen) => set({ chosen }),
  look: (change) => set(change),
}));
