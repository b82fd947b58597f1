/** 设置: a small file in the workspace's folder; losing it costs nothing but habits. */
import { join, resolve } from 'node:path';
import { settings, type Settings } from '../../../domain/contract/workspace.ts';
import type { Parsed } from '../../../domain/contract/api.ts';
import { refuseForeign } from '../../../db/store/open.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import { readWhole } from '../../io/at-rest/encrypted-file.ts';
import type { StoreKey } from '../../../db/store/cipher.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import { privateSettingsName } from '../../io/at-rest/workspace-key.ts';
import { settingsName } from '../at-rest/own-entries.ts';
import { keepFile } from '../session/own-files.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Session } from '../session/session.ts';

async function readStored(path: string, key: StoreKey | null): Promise<object> {
  try {
    const stored: unknown = JSON.parse(Buffer.from(await readWhole(path, key)).toString('utf8'));
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}

/**
 * A missing or damaged file, or single entries that make no sense, are as if nothing had been chosen. Of an encrypted workspace only the
 * language and the shade are known without its `key`: paths name people.
 */
export async function readSettings({ dir }: Pick<Session, 'dir'>, key: StoreKey | null = null): Promise<Settings> {
  const open = await readStored(join(dir, settingsName), null);
  const entries = Object.entries(key === null ? open : { ...(await readStored(join(dir, privateSettingsName), key)), ...open });
  const sound = entries.filter(([key, value]) => settings.safeParse({ [key]: value }).success);
  return settings.parse(Object.fromEntries(sound));
}

/** What anybody who opens the window may be told. */
export function openSettings({ language, shade }: Settings): Pick<Settings, 'language' | 'shade'> {
  return { language, shade };
}

export function settingsText(chosen: object): string {
  return `${JSON.stringify(chosen, null, 2)}\n`;
}

/** null: plain; undefined: locked. */
function keyOf(session: Session): StoreKey | null | undefined {
  try {
    return session.key;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'workspace/locked-by-passphrase') return undefined;
    throw error;
  }
}

/** What cannot be opened now is as if nothing had been chosen. */
function keyIfOpen(session: Session): StoreKey | null {
  try {
    return session.key;
  } catch {
    return null;
  }
}

function merged(before: Settings, { panes, folders, keyFiles, ...plain }: Parsed<'settings.set'>): Settings {
  return settings.parse({
    ...before,
    ...plain,
    panes: { ...before.panes, ...panes },
    folders: { ...before.folders, ...folders },
    keyFiles: { ...before.keyFiles, ...keyFiles },
  });
}

/** @throws workspace/locked-by-passphrase where something is chosen that could not be kept now */
function refuseLost({ dir }: Session, { language: _language, shade: _shade, ...hidden }: Parsed<'settings.set'>): void {
  if (Object.keys(hidden).length > 0) refuse('workspace/locked-by-passphrase', { path: resolve(dir) });
}

async function changeAfter(before: Promise<unknown>, session: Session, change: Parsed<'settings.set'>): Promise<Settings> {
  // another's failure is another's
  await before.catch(() => undefined);
  refuseForeign(session.dir);
  const key = keyOf(session);
  if (key === undefined) refuseLost(session, change);
  const next = merged(await readSettings(session, key ?? null), change);
  const open = key === null ? next : openSettings(next);
  await writeAtomically(join(session.dir, settingsName), settingsText(open), ownerOnly);
  // what is private stays as it is while the workspace is locked
  if (key) await keepFile(session, join(session.dir, privateSettingsName), settingsText(next));
  return next;
}

export const settingsHandlers = {
  async 'settings.get'({ session }) {
    await session.settingsChange.catch(() => undefined);
    const chosen = await readSettings(session, keyIfOpen(session));
    const { language, files } = session.asked;
    return { settings: language ? { ...chosen, language } : chosen, folder: session.folder, dir: resolve(session.dir), files: [...files] };
  },
  async 'settings.take'({ session }, taken) {
    session.asked.files = session.asked.files.filter((file) => !taken.files.includes(file));
    return { files: [...session.asked.files] };
  },
  async 'settings.set'({ session }, change) {
    // what is chosen in the window stands over the word of the start
    if (change.language) session.asked.language = null;
    const done = changeAfter(session.settingsChange, session, change);
    session.settingsChange = done;
    return done;
  },
} satisfies Partial<Handlers>;
