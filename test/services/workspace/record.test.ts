/** The record against those who rewrite it: what was signed names the chain that it was signed on. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { hashEvent, type EventRow } from '../../../db/queries/events.ts';
import { findUnlike, linkOf, logChangesOf, readLog } from '../../../db/store/row-log.ts';
import { buildDocument, documentData } from '../../../domain/report/documents/document.ts';
import { dataName } from '../../../domain/report/tree.ts';
import { loadFonts, renderPdf } from '../../../electron/io/pdf/render.ts';
import { translator } from '../../fixtures/documents.ts';
import { now, signPdf } from '../../fixtures/institution.ts';
import { openReview, seatReview, submitSheet, type Review } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const launcher = join(import.meta.dirname, '../../../electron/launch.mjs');
const passphrase = 'a long passphrase';

function verify(path: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, 'cli', 'verify', path, ...words], { encoding: 'utf8' });
  return { status, stderr, answer: JSON.parse(stdout) as { ok: boolean; value: { status: string; record?: unknown } } };
}

/** The document drawn again with another title and signed by the holder of a key, beside the program. */
async function makeAnew(path: string, identity: string): Promise<string> {
  const pdf = await PDF.load(readFileSync(path));
  const data = documentData.parse(JSON.parse(Buffer.from(pdf.getAttachment(dataName) ?? []).toString('utf8')));
  const fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
  const changed = { ...data, round: { ...data.round, name: '另一轮' } };
  const { bytes } = await renderPdf(buildDocument(changed, translator('zh')), { fonts, createdAt: now, program: '1.2.3' });
  const [field] = data.signatures;
  const key = { p12: readFileSync(identity), passphrase };
  const at = new Date().toISOString();
  const signed = await signPdf(bytes, { ...key, fieldName: field?.field ?? '', reason: '', location: '', at, fonts });
  const copied = join(tempFolder(), 'copied.pdf');
  writeFileSync(copied, signed);
  return copied;
}

async function unwell({ call }: Review): Promise<string[]> {
  return (await call('workspace.doctor', {})).checks.filter((check) => !check.ok).map(({ id }) => id);
}

/** Counts the events and the log of rows anew from `from` on, as somebody does who has the file and no key. */
function recount(dir: string, from: number, change: (event: EventRow) => EventRow): void {
  const sqlite = new Database(join(dir, 'panel.db'));
  const [trigger = ''] = sqlite.prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_is_never_changed'").pluck().all() as string[];
  sqlite.exec('DROP TRIGGER event_is_never_changed');
  const rows = sqlite.prepare('SELECT *, prev_hash AS prevHash FROM event ORDER BY seq').all() as EventRow[];
  let prevHash = rows[from - 2]?.hash ?? '';
  logChangesOf(sqlite, () => {
    for (const row of rows.slice(from - 1)) {
      const next = { ...change(row), prevHash };
      prevHash = hashEvent(next);
      sqlite.prepare('UPDATE event SET new = ?, prev_hash = ?, hash = ? WHERE seq = ?').run(next.new, next.prevHash, prevHash, row.seq);
    }
  });
  sqlite.exec(trigger);
  sqlite.close();
}

/** Changes a row past the program and counts the log anew from the entry on that tells of it, as somebody does who has the file and no key. */
function rewrite(dir: string, table: string, statement: string): void {
  const sqlite = new Database(join(dir, 'panel.db'));
  const triggers = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'row_log'").all() as {
    readonly name: string;
    readonly sql: string;
  }[];
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  sqlite.exec(statement);
  const changed = new Map([...findUnlike(sqlite, table)].map(({ key, digest }) => [key, digest]));
  let link = '';
  const entries = [...readLog(sqlite)];
  for (const { seq, rows } of entries) {
    const told = (JSON.parse(rows) as string[][]).map(([tbl, key = '', digest]) => [
      tbl,
      key,
      (tbl === table && changed.get(key)) || digest,
    ]);
    link = linkOf(link, JSON.stringify(told));
    sqlite.prepare('UPDATE row_log SET rows = ?, link = ? WHERE seq = ?').run(JSON.stringify(told), link, seq);
  }
  for (const { sql } of triggers) sqlite.exec(sql);
  sqlite.close();
}

test('a_folder_to_verify_is_named_in_the_sentence', () => {
  const folder = tempFolder();
  expect(verify(folder).answer).toMatchObject({ ok: false, error: { code: 'file/unusable', message: expect.stringContaining(folder) } });
}, 240_000);

test('a_document_tells_that_the_log_of_rows_was_counted_anew_under_it', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, dir, parks, experts, host } = seated;
  const [applicationId = ''] = parks;
  const [personId = ''] = experts;
  await submitSheet(seated, personId, applicationId, 0.8);
  const institution = join(dir, 'keys', 'institution.p12');
  const { rootPath } = await call('identities.createInstitution', { name: '示例中心', path: institution, passphrase });
  const identity = join(dir, 'keys', 'member.p12');
  await call('identities.issue', { personId, path: identity, passphrase, institutionPath: institution, institutionPassphrase: passphrase });
  const path = join(tempFolder(), 'sheet.pdf');
  await call('reports.export', { kind: 'sheet', applicationId, personId, path, sign: [{ identity, passphrase }] });
  const asked = ['--root', rootPath, '--workspace', dir];
  expect(verify(path, ...asked)).toMatchObject({ status: 0, answer: { value: { rowHead: expect.stringMatching(/^[\w-]{43}$/) } } });
  expect(await unwell(seated)).toEqual([]);
  host.session.release();
  // what no event tells in the same words: only the log held it
  rewrite(dir, 'person', "UPDATE person SET title = '院士' WHERE id = (SELECT min(id) FROM person)");
  const ids = await unwell(seated);
  expect(ids).toContain('heads');
  for (const id of ['chain', 'rows', 'row-log', 'events-cut']) expect(ids).not.toContain(id);
  const { status, stderr, answer } = verify(path, ...asked);
  expect({ status, answer }).toMatchObject({
    status: 13,
    answer: { value: { status: 'valid', record: { belongs: false, seq: expect.any(Number) } } },
  });
  expect(stderr).toContain('行记录中没有');
  expect((await call('documents.verify', { path })).record).toMatchObject({ belongs: false, seq: expect.any(Number) });
}, 240_000);

test('a_row_of_a_document_that_no_event_tells_of_is_found_and_proves_no_time', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, parks, experts, host } = seated;
  const [applicationId = ''] = parks;
  const [personId = ''] = experts;
  await submitSheet(seated, personId, applicationId, 0.8);
  const folder = tempFolder();
  const institution = join(folder, 'institution.p12');
  await call('identities.createInstitution', { name: '示例中心', path: institution, passphrase });
  const identity = join(folder, 'member.p12');
  await call('identities.issue', { personId, path: identity, passphrase, institutionPath: institution, institutionPassphrase: passphrase });
  const path = join(folder, 'sheet.pdf');
  const { exportId, verification } = await call('reports.export', { kind: 'sheet', applicationId, personId, path });
  const [field] = verification.missing;
  const bytes = readFileSync(path);
  expect(await unwell(seated)).toEqual([]);
  const member = (await call('identities.list', {})).find((row) => row.personId === personId);
  await call('identities.revoke', { identityId: member?.identityId ?? '', reason: '遗失' });

  // signed with the key that was lost, and put on record as if it had been so long ago
  const fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
  const key = { p12: readFileSync(identity), passphrase };
  const at = new Date().toISOString();
  const signed = await signPdf(bytes, { ...key, fieldName: field?.field ?? '', reason: '', location: '', at, fonts });
  writeFileSync(path, signed);
  const change = (set: string, ...values: string[]): void => {
    host.session.store.write(({ sqlite }) => sqlite.prepare(`UPDATE export SET ${set} WHERE id = ?`).run(...values, exportId));
  };
  change("sha256 = ?, at = '2020-01-01T00:00:00.000Z'", createHash('sha256').update(signed).digest('hex'));
  expect((await call('documents.verify', { path })).status).toBe('untrusted');
  const told = async () => (await call('workspace.doctor', {})).checks.find(({ id }) => id === 'values')?.found;
  expect(await told()).toEqual([`export:${exportId}`]);
  change('sha256 = ?', createHash('sha256').update(bytes).digest('hex'));
  expect(await told()).toEqual([]);
  change("signed_by = json_array('专家1') || ''");
  expect(await told()).toEqual([`export:${exportId}`]);
}, 240_000);

test('a_signed_document_tells_whether_it_is_of_a_workspace_and_whether_the_chain_was_counted_anew', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, dir, parks, experts, host } = seated;
  const [applicationId = ''] = parks;
  const [personId = ''] = experts;
  await submitSheet(seated, personId, applicationId, 0.8);
  const institution = join(dir, 'keys', 'institution.p12');
  const { rootPath } = await call('identities.createInstitution', { name: '示例中心', path: institution, passphrase });
  const identity = join(dir, 'keys', 'member.p12');
  await call('identities.issue', { personId, path: identity, passphrase, institutionPath: institution, institutionPassphrase: passphrase });
  const path = join(tempFolder(), 'sheet.pdf');
  await call('reports.export', { kind: 'sheet', applicationId, personId, path, sign: [{ identity, passphrase }] });
  const { chainHead } = await call('workspace.info', {});
  expect(chainHead).not.toBeNull();
  expect(await unwell(seated)).toEqual([]);

  const asked = ['--root', rootPath];
  expect(verify(path, ...asked)).toMatchObject({ status: 0, answer: { value: { status: 'valid' } } });
  const here = verify(path, ...asked, '--workspace', dir);
  expect(here).toMatchObject({ status: 0, answer: { value: { status: 'valid', record: { workspace: dir, belongs: true, known: true } } } });
  expect(here.stderr).toContain(dir);
  const other = openReview();
  await other.call('rounds.list', {});
  expect(verify(path, ...asked, '--workspace', other.dir)).toMatchObject({
    status: 13,
    answer: { value: { status: 'valid', record: { belongs: false, seq: null } } },
  });
  // the window says the same to the secretary; a member could try out heads
  expect((await call('documents.verify', { path })).record).toMatchObject({ belongs: true });
  expect((await call('documents.verify', { path }, personId)).record).toBeNull();
  expect((await other.call('documents.verify', { path, roots: [rootPath] })).record).toEqual({
    belongs: false,
    known: false,
    seq: null,
    at: null,
  });
  // the heads of an honest document copied into one that nobody put on record, signed by the same person
  const copied = await makeAnew(path, identity);
  expect(verify(copied, ...asked)).toMatchObject({ status: 0 });
  const stranger = verify(copied, ...asked, '--workspace', dir);
  expect(stranger).toMatchObject({ status: 13, answer: { value: { status: 'valid', record: { belongs: true, known: false } } } });
  expect(stranger.stderr).toContain('不在该工作区的文书记录中');
  expect((await call('documents.verify', { path: copied })).record).toMatchObject({ belongs: true, known: false });
  const nowhere = join(tempFolder(), 'none');
  expect(verify(path, ...asked, '--workspace', nowhere)).toMatchObject({
    status: 2,
    answer: { error: { code: 'workspace/not-a-workspace' } },
  });
  expect(existsSync(nowhere)).toBe(false);

  // every score of the sheet raised in the record, the chain whole again, and only then the document asked
  host.session.release();
  recount(dir, 2, (row) => (row.kind === 'score.set' ? { ...row, new: (row.new ?? '').replace(/"points100":\d+/, '"points100":1') } : row));
  const ids = await unwell(seated);
  expect(ids).toContain('heads');
  expect(ids).not.toContain('chain');
  expect(ids).not.toContain('events-cut');
  expect(ids).not.toContain('rows');
  expect(ids).not.toContain('row-log');
  expect(verify(path, ...asked, '--workspace', dir)).toMatchObject({ status: 13, answer: { value: { record: { belongs: false } } } });
}, 240_000);
