/** What this window remembers between starts: language, shade, round, acting person, widths of panes, places of files. The host keeps it. */
import { create } from 'zustand';
import type { Input, Output } from '../../domain/contract/api.ts';
import type { Language } from '../../domain/text.ts';
import { ApiError, asApiError, call } from '../client/api.ts';
import { loadTexts } from '../client/texts.ts';
import { useSaved } from './saved.ts';

type Settings = Output<'settings.set'>;
type Change = Input<'settings.set'>;
export type ColorSchemeChoice = Settings['shade'];

interface Session extends Settings {
  /** where files go until a person chooses another folder */
  folder: string;
  /** of the workspace */
  dir: string;
  /** task and return files that the program was started with, until they are taken up */
  arrived: readonly string[];
  setLanguage: (language: Language) => void;
  dress: (shade: ColorSchemeChoice) => void;
  openRound: (roundId: string | null) => void;
  actAs: (personId: string | null) => void;
  /** widths in percent of the whole */
  keepPanes: (split: string, sizes: readonly number[]) => void;
  keepFolder: (use: string, folder: string) => void;
  keepKeyFile: (personId: string, path: string) => void;
}

let waiting: Change = {};
let line = Promise.resolve();

/** One after the other, so that the last choice is what stays. */
function keep({ panes, folders, keyFiles, ...plain }: Change): void {
  waiting = {
    ...waiting,
    ...plain,
    ...(panes ? { panes: { ...waiting.panes, ...panes } } : {}),
    ...(folders ? { folders: { ...waiting.folders, ...folders } } : {}),
    ...(keyFiles ? { keyFiles: { ...waiting.keyFiles, ...keyFiles } } : {}),
  };
  line = sendAfter(line);
}

async function sendAfter(before: Promise<void>): Promise<void> {
  await before;
  const change = waiting;
  waiting = {};
  if (Object.keys(change).length === 0) return;
  try {
    await call('settings.set', change);
  } catch (thrown) {
    // a habit that was not kept is no loss, but a full disk is worth a word
    useSaved.getState().fail(asApiError(thrown));
  }
}

/** What has no words yet is not spoken. */
async function speak(language: Language, speakIt: () => void): Promise<void> {
  try {
    await loadTexts(language);
    speakIt();
  } catch (cause) {
    useSaved.getState().fail(new ApiError('window/unreachable', '', { cause: String(cause) }));
  }
}

export const useSession = create<Session>()((set, get) => ({
  language: 'zh',
  shade: 'system',
  roundId: null,
  personId: null,
  panes: {},
  folders: {},
  keyFiles: {},
  folder: '',
  dir: '',
  arrived: [],
  setLanguage(language) {
    void speak(language, () => {
      set({ language });
      keep({ language });
    });
  },
  dress(shade) {
    set({ shade });
    keep({ shade });
  },
  openRound(roundId) {
    if (get().roundId === roundId) return;
    set({ roundId, personId: null });
    keep({ roundId, personId: null });
  },
  actAs(personId) {
    if (get().personId === personId) return;
    set({ personId });
    keep({ personId });
  },
  keepPanes(split, sizes) {
    const panes = { [split]: [...sizes] };
    set((now) => ({ panes: { ...now.panes, ...panes } }));
    keep({ panes });
  },
  keepFolder(use, folder) {
    if (folder === '' || get().folders[use] === folder) return;
    const folders = { [use]: folder };
    set((now) => ({ folders: { ...now.folders, ...folders } }));
    keep({ folders });
  },
  keepKeyFile(personId, path) {
    if (path === '' || get().keyFiles[personId] === path) return;
    const keyFiles = { [personId]: path };
    set((now) => ({ keyFiles: { ...now.keyFiles, ...keyFiles } }));
    keep({ keyFiles });
  },
}));

/** Takes up what was chosen before; a host that does not answer leaves things as they are at first. */
export async function recallSession(): Promise<void> {
  try {
    const { settings, folder, dir, files } = await call('settings.get', {});
    useSession.setState({ ...settings, folder, dir, arrived: files });
  } catch {
    // the frame says that the host is away
  }
}

/** Task and return files that were handed over while the window stood open, after those that are on offer already. */
export async function recallArrived(): Promise<readonly string[]> {
  const { files } = await call('settings.get', {});
  if (files.length > 0) useSession.setState({ arrived: files });
  return files;
}

/** A person has taken up what was on offer, or put it aside: it is offered to no window any more. */
export function takeArrived(): void {
  const { arrived: files } = useSession.getState();
  if (files.length === 0) return;
  useSession.setState({ arrived: [] });
  // where that is not heard, they are offered once more
  void call('settings.take', { files: [...files] }).catch(() => undefined);
}
