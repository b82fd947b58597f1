/** Whatever the program makes in a workspace is its owner's alone, also in one that was made when it was not. */
import { chmodSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepLog } from '../../../electron/services/workspace/log.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { full, told } from './protected.ts';

/** Everything below a folder, itself included, that others than its owner may read. */
function open(dir: string): string[] {
  const all = readdirSync(dir, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name));
  return [dir, ...all].filter((path) => (lstatSync(path).mode & 0o77) !== 0).toSorted();
}

test.skipIf(process.platform === 'win32')(
  'what_lies_in_a_workspace_is_nobody_elses',
  async () => {
    const { call, dir, host, roundId, experts, parks } = await full();
    const [personId = ''] = experts;
    keepLog(host, 'test');
    await call('minutes.save', { roundId, heldOn: '2026-10-20', place: told.folder, text: told.minutes });
    await call('reports.export', { kind: 'minutes', format: 'docx', roundId });
    await call('rounds.exportRubric', { roundId, path: join(dir, 'exports/表/rubric.xlsx') });
    await call('schemes.form', { roundId, format: 'docx', path: join(dir, 'exports/form.docx') });
    await call('notes.set', { personId, applicationId: parks[0] ?? '', text: told.note }, personId);
    await call('workspace.exportLog', {});
    const { path } = await call('workspace.backup', {});
    await call('workspace.restore', { path });
    await call('rounds.list', {});
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['backups', 'blobs', 'drafts', 'exports', 'logs', 'panel.lock', 'thumbnails']));
    expect(open(dir)).toEqual([]);
    host.session.release();
    // as older versions left it, with something of a person in it
    const own = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(({ name }) => !/xlsx$|form\.docx$|\.txt$/.test(name));
    for (const entry of own) chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
    chmodSync(dir, 0o755);
    const theirs = [join(dir, 'backups/说明.txt'), join(dir, '笔记.txt')];
    for (const file of theirs) {
      writeFileSync(file, told.note);
      chmodSync(file, 0o644);
    }
    await call('rounds.list', {});
    expect(open(dir)).toEqual([...theirs].toSorted());
  },
  180_000,
);

test.skipIf(process.platform === 'win32')(
  'what_is_for_others_has_the_rights_that_the_system_gives',
  async () => {
    const { call, roundId } = await full();
    const folder = join(tempFolder(), 'handed');
    mkdirSync(folder);
    await call('rounds.exportRubric', { roundId, path: join(folder, 'rubric.xlsx') });
    expect(lstatSync(join(folder, 'rubric.xlsx')).mode & 0o777).toBe(0o666 & ~process.umask());
  },
  180_000,
);
