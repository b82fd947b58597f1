/**
 * A laptop in the hands of somebody who has the program and no key: what came in task files is held against what the institution signed,
 * and certificates with their revocation lists against all that tells of them. The log of rows is counted anew each time.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import canonicalize from 'canonicalize';
import { beforeAll, expect, test } from 'vitest';
import { hashEvent, type EventRow } from '../../../db/queries/events.ts';
import { insertIdentity } from '../../../db/queries/results.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import { logChangesOf } from '../../../db/store/row-log.ts';
import { pick } from '../../../domain/pick.ts';
import type { Institution } from '../../../electron/io/crypto/identity.ts';
import { copyOf, foundAfter, say, setScore, unwell, type Scene } from '../../fixtures/exchange/attacked.ts';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { makeInstitution, now } from '../../fixtures/institution.ts';
import { openReview, submitSheet } from '../../fixtures/review.ts';
import { template } from '../../fixtures/templates.ts';

let strange: Institution;
beforeAll(async () => {
  strange = (await makeInstitution('别的机构')).institution;
});

type Parties = Omit<Scene, 'dir'> & { readonly lost: string };

/**
 * The second laptop of an expert, with two tasks: the sheet of the first park was scored on the first laptop and came in the second task,
 * as did the word that another member's certificate was taken back. Beside it, in `office`, the workspace of the office.
 */
async function playLaptop(folder: string): Promise<Parties> {
  const office = await openOffice({ parks: 2, experts: 3 });
  const [expert = '', other = '', third = ''] = office.experts;
  const [park = '', second = ''] = office.parks;
  const { visitId } = await office.call('visits.open', { applicationId: park, visitedOn: '2026-10-10', people: ['张一'] });
  const [first, laptop] = [openLaptop(office, expert), openLaptop(office, expert)];
  const task = await office.issue(expert);
  await first.open(task);
  await laptop.open(task);
  await submitSheet({ ...office, ...first }, expert, park, 0.8);
  await office.merge(await first.giveBack());
  const identities = await office.call('identities.list', {});
  const revoke = async (personId: string): Promise<void> => {
    const identityId = identities.find((row) => row.personId === personId)?.identityId ?? '';
    await office.call('identities.revoke', { identityId, reason: '遗失' });
  };
  await revoke(other);
  await laptop.open(await office.issue(expert));
  await revoke(third);
  // the newest list is at the office alone
  await office.call('identities.issue', {
    personId: other,
    path: join(office.files, '新.p12'),
    passphrase: memberPassphrase,
    institutionPath: office.institutionPath,
    institutionPassphrase,
  });
  await office.issue(other);
  const { noteId } = await laptop.call('visits.note', { visitId, text: '仓库在用' });
  await submitSheet({ ...office, ...laptop }, expert, second, 0.6);
  for (const one of [office, laptop]) expect(await unwell(one)).toEqual({});
  for (const one of [office, laptop, first]) one.host.session.release();
  cpSync(laptop.dir, join(folder, 'laptop'), { recursive: true });
  cpSync(office.dir, join(folder, 'office'), { recursive: true });
  const lost = identities.find((row) => row.personId === other)?.identityId ?? '';
  return { expert, other, park, second, criterion: office.leaves[0]?.id ?? '', visitId, noteId, lost };
}

async function scenes(): Promise<{ readonly laptop: Scene; readonly office: Scene; readonly lost: string }> {
  const { dir, value } = await template('laptop-attacks', playLaptop);
  return { laptop: { dir: join(dir, 'laptop'), ...value }, office: { dir: join(dir, 'office'), ...value }, lost: value.lost };
}

const rowAttacks: readonly (readonly [what: string, name: (scene: Scene) => string, attack: (tx: WriteStore, scene: Scene) => void])[] = [
  [
    'the name of a park',
    ({ park }) => `application:${park}`,
    ({ sqlite }, { park }) => sqlite.prepare("UPDATE application SET park_name = '别的园区' WHERE id = ?").run(park),
  ],
  [
    'the weight of a criterion',
    () => 'round:',
    ({ sqlite }) => {
      const rubric = sqlite.prepare('SELECT rubric FROM round').pluck().get() as string;
      expect(rubric).toMatch(/"max100":\d+/);
      sqlite
        .prepare('UPDATE round SET rubric = ?')
        .run(rubric.replace(/"max100":(\d+)/, (_, weight: string) => `"max100":${Number(weight) + 100}`));
    },
  ],
  [
    'the scheme of a round',
    () => 'round:',
    ({ sqlite }) => sqlite.exec("UPDATE round SET scheme = json_set(scheme, '$.name', '别的办法') || ''"),
  ],
  [
    'the name of a person',
    ({ expert }) => `person:${expert}`,
    ({ sqlite }, { expert }) => sqlite.prepare("UPDATE person SET name = '别人' WHERE id = ?").run(expert),
  ],
  [
    'a seat that was taken away',
    ({ expert, park }) => `assignment:${expert}/${park}`,
    ({ sqlite }, { expert, park }) => {
      sqlite.prepare('DELETE FROM assignment WHERE person_id = ? AND application_id = ?').run(expert, park);
    },
  ],
  [
    'a person that was put in',
    () => 'person:x',
    ({ sqlite }, { expert }) => {
      const columns = sqlite
        .prepare("SELECT group_concat(name) FROM pragma_table_info('person') WHERE name <> 'id'")
        .pluck()
        .get() as string;
      sqlite.prepare(`INSERT INTO person (id, ${columns}) SELECT 'x', ${columns} FROM person WHERE id = ?`).run(expert);
    },
  ],
  [
    'a document of a package',
    () => 'document:',
    ({ sqlite }) => sqlite.exec('UPDATE document SET bytes = bytes + 1 WHERE rowid = (SELECT min(rowid) FROM document)'),
  ],
  ['a value that is gone', () => 'field_value:', ({ sqlite }) => sqlite.exec("DELETE FROM field_value WHERE source <> 'visit'")],
  [
    'a ruling that nobody made',
    ({ second }) => `ruling:${second}/c`,
    ({ sqlite }, { second }) => sqlite.prepare("INSERT INTO ruling VALUES (?, 'c', 'met', '', '2026-10-01')").run(second),
  ],
  [
    'a title that nobody recorded',
    () => 'title_event:x',
    ({ sqlite }, { park }) =>
      sqlite
        .prepare(
          "INSERT INTO title_event (id, park_name, kind, happened_on, at) SELECT 'x', park_name, 'revoked', '2026-01-01', '2026-10-01' FROM application WHERE id = ?",
        )
        .run(park),
  ],
  ['what was signed', () => 'return_statement:', ({ sqlite }) => sqlite.exec("UPDATE return_statement SET cells = x'0300'")],
];

test.each(rowAttacks)(
  'of_a_task_%s_is_found',
  async (_what, name, attack) => {
    const { laptop } = await scenes();
    expect((await foundAfter(laptop, attack))['tasks']?.[0]).toContain(name(laptop));
  },
  240_000,
);

test('a_score_that_came_with_a_task_is_held_against_the_institution', async () => {
  const { laptop } = await scenes();
  const { expert, park, criterion } = laptop;
  const [score, sheet] = [`score:${expert}/${park}/${criterion}`, `sheet:${expert}/${park}`];
  const found = await foundAfter(laptop, (tx) => {
    say(tx, sheet, { digest: setScore(tx, expert, park, criterion, 1) });
    say(tx, score, { points100: 1 });
  });
  expect(found['returns']).toEqual(expect.arrayContaining([score, sheet]));
}, 240_000);

test('a_statement_that_is_gone_or_signed_by_somebody_else_is_found', async () => {
  const { laptop } = await scenes();
  const gone = await foundAfter(laptop, ({ sqlite }) => sqlite.exec('DELETE FROM return_statement'));
  expect(gone['returns']?.[0]).toMatch(/^exchange_file:.*\/opened$/);
  const unsigned = await foundAfter(laptop, ({ sqlite }) => sqlite.exec("UPDATE return_statement SET signature = x'00'"));
  expect(unsigned['signed-returns']).toHaveLength(2);
  const changed = await foundAfter(laptop, ({ sqlite }) =>
    sqlite.exec("UPDATE exchange_file SET manifest = json_set(manifest, '$.to.name', '别人') || '' WHERE direction = 'opened'"),
  );
  expect(changed['signed-returns']).toHaveLength(2);
}, 240_000);

/** The chain counted anew with every event as `change` leaves it. */
function recount(dir: string, change: (event: EventRow) => EventRow, work: (sqlite: Database.Database) => void): void {
  const sqlite = new Database(join(dir, 'panel.db'));
  const triggers = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string; sql: string }[];
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`);
  const rows = sqlite.prepare('SELECT *, prev_hash AS prevHash FROM event ORDER BY seq').all() as EventRow[];
  let prevHash = '0'.repeat(64);
  sqlite.exec('DELETE FROM row_log');
  for (const row of rows) {
    const next = { ...change(row), prevHash };
    prevHash = hashEvent(next);
    sqlite.prepare('UPDATE event SET new = ?, prev_hash = ?, hash = ? WHERE seq = ?').run(next.new, next.prevHash, prevHash, row.seq);
    sqlite.prepare('UPDATE cell_version SET id = ? WHERE id = ?').run(prevHash, row.hash);
    sqlite.prepare('UPDATE cell_version SET parents = replace(parents, ?, ?)').run(row.hash, prevHash);
  }
  work(sqlite);
  logChangesOf(sqlite, () => {});
  for (const { sql } of triggers) sqlite.exec(sql);
  sqlite.close();
}

/** An event of an opening made to tell of another statement, or of none. */
const retold =
  (statement: unknown) =>
  (event: EventRow): EventRow => {
    if (event.kind !== 'exchange.open') return event;
    const { statement: _, ...rest } = JSON.parse(event.new ?? '{}') as Record<string, unknown>;
    return { ...event, new: canonicalize(statement === undefined ? rest : { ...rest, statement }) ?? null };
  };

test('with_the_chain_counted_anew_a_task_without_its_statement_is_told_as_not_proven', async () => {
  const { laptop } = await scenes();
  const rename = "UPDATE application SET park_name = '别的园区'";
  const dir = copyOf(laptop);
  recount(
    dir,
    (event) => event,
    (sqlite) => sqlite.exec(`${rename} WHERE id = '${laptop.park}'`),
  );
  const kept = openReview(dir);
  expect((await unwell(kept))['tasks']).toEqual([`application:${laptop.park}`]);
  kept.host.session.release();
  const bare = copyOf(laptop);
  recount(bare, retold(undefined), (sqlite) => sqlite.exec(`DELETE FROM return_statement; ${rename} WHERE id = '${laptop.park}'`));
  const review = openReview(bare);
  const { unproven } = await review.call('workspace.doctor', {});
  expect(unproven).toHaveLength(2);
  for (const sentence of unproven) expect(sentence).toMatch(/^专家1于 .*打开的任务文件.*无法再用机构的签名证明/);
  review.host.session.release();
}, 240_000);

type ListAttack = readonly [
  what: string,
  where: 'laptop' | 'office',
  name: RegExp,
  attack: (tx: WriteStore, lost: string, other: { readonly number: number; readonly list: string }) => void,
];

const changeList = (from: RegExp) => (tx: WriteStore) => {
  const list = tx.sqlite.prepare('SELECT list FROM revocation_list').pluck().get() as string;
  tx.sqlite
    .prepare('UPDATE revocation_list SET list = ?')
    .run(list.replace(from, (found) => `${found.slice(0, -1)}${found.endsWith('A') ? 'B' : 'A'}`));
};

const listAttacks: readonly ListAttack[] = [
  ['a list whose bytes were changed', 'laptop', /^revocation_list:/, changeList(/CRL-----\s+.{120}/s)],
  ['a list whose bytes were changed', 'office', /^revocation_list:/, changeList(/CRL-----\s+.{120}/s)],
  ['a list that is gone', 'laptop', /^revocation_list/, (tx) => tx.sqlite.exec('DELETE FROM revocation_list')],
  ['a list that is gone', 'office', /^revocation_list/, (tx) => tx.sqlite.exec('DELETE FROM revocation_list')],
  ['a list of another number', 'office', /^revocation_list:/, (tx) => tx.sqlite.exec('UPDATE revocation_list SET number = number + 1')],
  [
    // one entry fewer, and signed: the older list of the same root
    'an entry taken out',
    'office',
    /^revocation_list:/,
    ({ sqlite }, _lost, { number, list }) => sqlite.prepare('UPDATE revocation_list SET number = ?, list = ?').run(number, list),
  ],
  [
    // one entry more, and signed: the newer list, which never came to the laptop
    'an entry put in',
    'laptop',
    /^revocation_list:/,
    ({ sqlite }, _lost, { number, list }) => sqlite.prepare('UPDATE revocation_list SET number = ?, list = ?').run(number, list),
  ],
  [
    'a certificate that counts again',
    'office',
    /^identity:/,
    ({ sqlite }, lost) => sqlite.prepare('UPDATE identity SET revoked_at = NULL, revoked_reason = NULL WHERE id = ?').run(lost),
  ],
  [
    'a certificate taken back by nobody',
    'laptop',
    /^identity:/,
    ({ sqlite }) => sqlite.exec("UPDATE identity SET revoked_at = '2026-10-01T00:00:00.000Z' WHERE kind = 'institution'"),
  ],
  [
    'a certificate that is gone',
    'office',
    /^identity:/,
    ({ sqlite }, lost) => sqlite.prepare('DELETE FROM identity WHERE id = ?').run(lost),
  ],
  [
    'a certificate of another person',
    'office',
    /^identity:/,
    ({ sqlite }) => sqlite.exec("UPDATE identity SET person_id = (SELECT min(id) FROM person) WHERE kind = 'member'"),
  ],
  [
    'another place to seal tasks to',
    'office',
    /^identity:/,
    ({ sqlite }) => sqlite.exec("UPDATE identity SET recipient = 'age1' || substr(recipient, 5) || 'q' WHERE kind = 'member'"),
  ],
  [
    'a root that nobody trusted',
    'laptop',
    /^identity:x/,
    (tx) => {
      const { rootCertificatePem: certificate, root } = strange;
      const facts = pick(root, 'subject', 'issuer', 'fingerprint', 'notBefore', 'notAfter');
      const row = {
        id: 'x',
        kind: 'root' as const,
        holder: '别的机构',
        personId: null,
        path: null,
        certificate,
        ...facts,
        recipient: null,
      };
      insertIdentity(tx, { ...row, createdAt: now, revokedAt: null, revokedReason: null });
    },
  ],
];

test.each(listAttacks)(
  '%s_on_the_%s_is_found',
  async (_what, where, name, attack) => {
    const all = await scenes();
    const elsewhere = new Database(join(all[where === 'laptop' ? 'office' : 'laptop'].dir, 'panel.db'), { readonly: true });
    const other = elsewhere.prepare('SELECT number, list FROM revocation_list').get() as { number: number; list: string };
    elsewhere.close();
    const found = await foundAfter(all[where], (tx) => attack(tx, all.lost, other));
    expect(found['certificates']?.join(' ')).toMatch(name);
  },
  240_000,
);
