/** 设置: a small file in the workspace's folder; losing it costs nothing but habits. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { settings, type Settings } from '../../../domain/contract/workspace.ts';
import type { Parsed } from '../../../domain/contract/api.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Session } from '../session/session.ts';

export const settingsName = 'settings.json';

/** A missing or damaged file, or single entries that make no sense, are as if nothing had been chosen. */
export async function readSettings(session: Pick<Session, 'dir'>): Promise<Settings> {
  let stored: unknown;
  try {
    stored = JSON.parse(await readFile(join(session.dir, settingsName), 'utf8'));
  } catch {
    stored = {};
  }
  const entries = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
  const sound = entries.filter(([key, value]) => settings.safeParse({ [key]: value }).success);
  return settings.parse(Object.fromEntries(sound));
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

async function changeAfter(before: Promise<unknown>, session: Session, change: Parsed<'settings.set'>): Promise<Settings> {
  // another's failure is another's
  await before.catch(() => undefined);
  const next = merged(await readSettings(session), change);
  await writeAtomically(join(session.dir, settingsName), `${JSON.stringify(next, null, 2)}\n`, ownerOnly);
  return next;
}

export const settingsHandlers = {
  async 'settings.get'({ session }) {
    await session.settingsChange.catch(() => undefined);
    const chosen = await readSettings(session);
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
