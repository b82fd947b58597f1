/** Files that somebody touched, mixed up, or made for another: each refused by name, and nothing changes. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import type { Manifest } from '../../../domain/exchange/manifest.ts';
import { hashEvent } from '../../../db/queries/events.ts';
import { openIdentity, type Identity } from '../../../electron/io/crypto/identity.ts';
import { createCms } from '../../../electron/io/signatures/cms.ts';
import { sha256 } from '../../../electron/io/crypto/crypto.ts';
import {
  institutionPassphrase,
  memberPassphrase,
  openLaptop,
  openOffice,
  stateOf,
  type Laptop,
  type Office,
} from '../../fixtures/exchange/office.ts';
import { sealFile, unsealFile, zipOf, type Parts } from '../../fixtures/exchange/inside.ts';
import { submitSheet } from '../../fixtures/review.ts';

interface Scene {
  office: Office;
  laptop: Laptop;
  expert: string;
  other: string;
  park: string;
  file: string;
  task: string;
  institution: Identity;
  member: Identity;
  otherMember: Identity;
}

async function setScene(): Promise<Scene> {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', other = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptop = openLaptop(office, expert);
  const task = await office.issue(expert);
  await laptop.open(task);
  await laptop.call('opinions.set', { personId: expert, applicationId: park, text: '规划清晰', recommendation: 'recommend' });
  await submitSheet({ ...office, ...laptop }, expert, park, 0.8);
  const file = await laptop.giveBack();
  const [institution, member, otherMember] = await Promise.all([
    openIdentity(readFileSync(office.institutionPath), institutionPassphrase),
    openIdentity(readFileSync(office.identityOf(expert)), memberPassphrase),
    openIdentity(readFileSync(office.identityOf(other)), memberPassphrase),
  ]);
  return { office, laptop, expert, other, park, file, task, institution, member, otherMember };
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Opens a file with a key, changes its inside, signs it again where a signer is given, and seals it to the same reader. */
async function remake(
  path: string,
  out: string,
  opener: Identity,
  to: Identity,
  change: (parts: Parts, edit: (edit: (manifest: Manifest) => void) => void) => void,
  signer?: Identity,
): Promise<string> {
  const { line, parts } = await unsealFile(path, opener);
  const manifest = JSON.parse(parts.get('manifest.json')?.toString() ?? '') as Manifest;
  let edited = false;
  change(parts, (edit) => {
    edit(manifest);
    edited = true;
  });
  if (signer)
    manifest.parts = [...parts]
      .filter(([name]) => !name.startsWith('manifest.'))
      .map(([name, data]) => ({ name, bytes: data.length, sha256: hash(data) }));
  if (signer || edited) parts.set('manifest.json', Buffer.from(canonicalize(manifest) ?? ''));
  if (signer) parts.set('manifest.p7s', Buffer.from(await createCms(signer, await sha256(parts.get('manifest.json') ?? new Uint8Array()))));
  return sealFile(out, line, zipOf(parts), to);
}

interface CellJson {
  entity: string;
  versions: { id: string; device: string; parents: string[]; sealed: boolean }[];
  heads: { id: string; content: Record<string, unknown>; at: string | null }[];
}
type EventJson = Record<string, unknown> & { hash: string; seq: number; entity?: string; new?: string };

function editJson(parts: Parts, name: string, edit: (value: unknown) => void): void {
  const value: unknown = JSON.parse(parts.get(name)?.toString() ?? '');
  edit(value);
  parts.set(name, Buffer.from(JSON.stringify(value)));
}
const editCells = (parts: Parts, edit: (cells: CellJson[]) => unknown): void =>
  editJson(parts, 'cells.json', (value) => void edit(value as CellJson[]));
const editEvents = (parts: Parts, edit: (chains: EventJson[][]) => unknown): void =>
  editJson(parts, 'events.json', (value) => void edit(value as EventJson[][]));
const firstScore = (cells: CellJson[]): CellJson => cells.find((cell) => cell.entity.startsWith('score:')) ?? (undefined as never);

/** The chain written anew with other contents, each event on the one before: what an owner with the key could do. */
function rewrite(parts: Parts, change: (event: EventJson) => void): void {
  const names = new Map<string, string>();
  editEvents(parts, ([chain]) => {
    let before = '0'.repeat(64);
    for (const event of chain ?? []) {
      const was = event.hash;
      change(event);
      event['prevHash'] = before;
      if (event.entity !== undefined) event.hash = hashEvent(event as never);
      names.set(was, event.hash);
      before = event.hash;
    }
  });
  for (const name of ['cells.json', 'manifest.json']) {
    let text = parts.get(name)?.toString() ?? '';
    for (const [was, is] of names) text = text.replaceAll(was, is);
    parts.set(name, Buffer.from(text));
  }
}

test('what_an_owner_or_a_thief_could_alter_is_refused_by_name_and_changes_nothing', async () => {
  const scene = await setScene();
  const { office, other, file, institution, member, otherMember } = scene;
  const before = stateOf(office);
  const eventsBefore = (await office.call('workspace.info', {})).events;
  const out = join(office.files, 'remade.ppreturn');
  const cases: readonly [string, string, Parameters<typeof remake>[4], Identity?][] = [
    ['signed by another member', 'exchange/wrong-signer', () => {}, otherMember],
    ['signed by the institution', 'exchange/wrong-signer', () => {}, institution],
    ['a part changed', 'exchange/part-altered', (parts) => editCells(parts, (cells) => cells.reverse())],
    ['manifest changed', 'exchange/bad-signature', (_, edit) => edit((manifest) => void (manifest.round.name = '别的'))],
    ['another round, signed', 'exchange/other-round', (_, edit) => edit((manifest) => void (manifest.round.id = randomUUID())), member],
    [
      'a person who is not here, signed',
      'exchange/other-round',
      (_, edit) =>
        edit((manifest) => {
          manifest.owner = randomUUID();
          manifest.from.personId = manifest.owner;
        }),
      member,
    ],
    ['called a task, signed', 'exchange/wrong-kind', (_, edit) => edit((manifest) => void (manifest.kind = 'task')), member],
    [
      'a score changed beside its event',
      'exchange/rows-contradict',
      (parts) =>
        editCells(parts, (cells) => {
          const [head] = firstScore(cells).heads;
          if (head) head.content['points100'] = 0;
        }),
      member,
    ],
    [
      'rows of another',
      'exchange/foreign-rows',
      (parts) =>
        editCells(parts, (cells) => {
          const cell = firstScore(cells);
          cell.entity = cell.entity.replace(scene.expert, other);
        }),
      member,
    ],
    ['a row twice', 'exchange/rows-contradict', (parts) => editCells(parts, (cells) => void cells.push(firstScore(cells))), member],
    ['a history cut', 'exchange/rows-contradict', (parts) => editCells(parts, (cells) => void firstScore(cells).versions.shift()), member],
    [
      'more columns than there are',
      'exchange/part-unreadable',
      (parts) =>
        editCells(parts, (cells) => {
          const [head] = firstScore(cells).heads;
          if (head) head.content['more'] = 1;
        }),
      member,
    ],
    ['a document that no row names', 'exchange/part-unlisted', (parts) => parts.set('documents/more', Buffer.from('stuffing')), member],
    [
      'an event that is no JSON',
      'exchange/part-unreadable',
      (parts) =>
        editEvents(parts, ([chain]) => {
          const event = chain?.find((one) => one['kind'] === 'score.set');
          if (event) event['old'] = '{';
        }),
      member,
    ],
    [
      'words beyond all bounds',
      'exchange/row-invalid',
      (parts, edit) => {
        rewrite(parts, (event) => {
          if (event['kind'] === 'score.set') event.new = String(event.new).replace('"comment":"已核对"', `"comment":"${'x'.repeat(6000)}"`);
        });
        editCells(parts, (cells) => {
          for (const cell of cells)
            if (cell.entity.startsWith('score:')) for (const head of cell.heads) head.content['comment'] = 'x'.repeat(6000);
        });
        edit((manifest) => void Object.assign(manifest, JSON.parse(parts.get('manifest.json')?.toString() ?? '')));
      },
      member,
    ],
    ['no JSON', 'exchange/part-unreadable', (parts) => parts.set('cells.json', Buffer.from('[')), member],
    ['a part missing', 'exchange/part-missing', (parts) => parts.delete('events.json'), member],
    [
      'an event changed',
      'exchange/chain-broken',
      (parts) =>
        editEvents(parts, ([chain]) => {
          const event = chain?.find((one) => one['kind'] === 'score.set');
          if (event) event['at'] = '2020-01-01T00:00:00.000Z';
        }),
      member,
    ],
    ['an event left out', 'exchange/chain-broken', (parts) => editEvents(parts, ([chain]) => void chain?.splice(2, 1)), member],
    ['the end of the chain left out', 'exchange/chain-broken', (parts) => editEvents(parts, ([chain]) => void chain?.pop()), member],
    [
      'a whole new past with more points than there are',
      'exchange/row-invalid',
      (parts, edit) => {
        rewrite(parts, (event) => {
          if (event['kind'] === 'score.set') event.new = String(event.new).replace(/"points100":\d+/, '"points100":999999');
        });
        editCells(parts, (cells) => {
          for (const cell of cells) if (cell.entity.startsWith('score:')) for (const head of cell.heads) head.content['points100'] = 999999;
        });
        edit((manifest) => void Object.assign(manifest, JSON.parse(parts.get('manifest.json')?.toString() ?? '')));
      },
      member,
    ],
    [
      'a whole new past under the old seal',
      'exchange/rows-contradict',
      (parts, edit) => {
        rewrite(parts, (event) => {
          if (event['kind'] === 'score.set') event.new = String(event.new).replace(/"points100":\d+/, '"points100":0');
        });
        editCells(parts, (cells) => {
          for (const cell of cells) if (cell.entity.startsWith('score:')) for (const head of cell.heads) head.content['points100'] = 0;
        });
        edit((manifest) => void Object.assign(manifest, JSON.parse(parts.get('manifest.json')?.toString() ?? '')));
      },
      member,
    ],
    [
      'another opinion under the old seal',
      'exchange/rows-contradict',
      (parts, edit) => {
        rewrite(parts, (event) => {
          if (event['kind'] === 'opinion.set') event.new = String(event.new).replace('"recommend"', '"notRecommend"');
        });
        editCells(parts, (cells) => {
          for (const cell of cells)
            if (cell.entity.startsWith('opinion:')) for (const head of cell.heads) head.content['recommendation'] = 'notRecommend';
        });
        edit((manifest) => void Object.assign(manifest, JSON.parse(parts.get('manifest.json')?.toString() ?? '')));
      },
      member,
    ],
    [
      'an opinion whose seal names none',
      'exchange/rows-contradict',
      (parts, edit) => {
        rewrite(parts, (event) => {
          if (event['kind'] === 'score.submit') event.new = String(event.new).replace(/"opinion":"[0-9a-f]+"/, '"opinion":null');
        });
        edit((manifest) => void Object.assign(manifest, JSON.parse(parts.get('manifest.json')?.toString() ?? '')));
      },
      member,
    ],
    [
      'a sealed opinion kept back',
      'exchange/rows-contradict',
      (parts) =>
        editCells(
          parts,
          (cells) =>
            void cells.splice(
              cells.findIndex((cell) => cell.entity.startsWith('opinion:')),
              1,
            ),
        ),
      member,
    ],
  ];
  for (const [name, code, change, signer] of cases) {
    await remake(file, out, institution, institution, change, signer);
    const answer = await office.merge(out);
    expect([name, answer.refused.map((one) => one.code), answer.merged]).toEqual([name, [code], []]);
    expect(answer.refused[0]?.message).not.toContain('{{');
  }
  expect(stateOf(office)).toBe(before);
  expect((await office.call('workspace.info', {})).events).toBe(eventsBefore);
  expect(readdirSync(join(office.dir, 'blobs', '.staging'))).toEqual([]);

  // untouched it is taken in; then its number does not serve another content
  expect((await office.merge(file)).merged).toHaveLength(1);
  await remake(file, out, institution, institution, (_, edit) => edit((manifest) => void (manifest.program = 'other')), member);
  expect((await office.merge(out)).refused).toMatchObject([{ code: 'exchange/replayed' }]);
}, 240_000);

test('a_task_is_refused_where_it_does_not_belong', async () => {
  const { office, laptop, expert, other, task, institution, member, otherMember } = await setScene();
  const open = (at: Laptop, path: string, identity = office.identityOf(expert), more = {}) =>
    at.refusal('exchange.open', { path, identity, passphrase: memberPassphrase, ...more });
  const fresh = openLaptop(office, expert);
  const out = join(office.files, 'remade.pptask');
  expect(await open(fresh, task, office.identityOf(other))).toMatchObject({ code: 'exchange/not-for-you' });
  expect(
    await office.refusal('exchange.open', { path: task, identity: office.identityOf(expert), passphrase: memberPassphrase }),
  ).toMatchObject({ code: 'exchange/own-file' });
  // a member cannot give out tasks, though the same root vouches for them
  await remake(task, out, member, member, () => {}, otherMember);
  expect(await open(fresh, out)).toMatchObject({ code: 'exchange/wrong-signer' });
  await remake(
    task,
    out,
    member,
    member,
    (parts) => parts.set('rows.json', Buffer.from(String(parts.get('rows.json')).replaceAll('"park_name"', '"name"'))),
    institution,
  );
  expect(await open(fresh, out)).toMatchObject({ code: 'exchange/part-unreadable' });
  await remake(task, out, member, member, (parts) => parts.delete([...parts.keys()].find((name) => name.startsWith('documents/')) ?? ''));
  expect(await open(fresh, out)).toMatchObject({ code: 'exchange/part-missing' });
  await remake(
    task,
    out,
    member,
    member,
    (parts) => parts.set('rows.json', Buffer.from(String(parts.get('rows.json')).replaceAll(office.roundId, randomUUID()))),
    institution,
  );
  expect(await open(fresh, out)).toMatchObject({ code: 'exchange/part-unreadable' });
  // a park that is not of the task
  const foreign = {
    id: randomUUID(),
    park_name: '别处跨境电商产业园',
    kind: 'revoked',
    happened_on: '2025-01-01',
    type: null,
    until: null,
    ground: '事由',
    barred_years: 3,
    authority: null,
    round_id: null,
    at: '2025-01-01T00:00:00.000Z',
  };
  await remake(
    task,
    out,
    member,
    member,
    (parts) => editJson(parts, 'rows.json', (rows) => void ((rows as Record<string, unknown>)['title_event'] = [foreign])),
    institution,
  );
  expect(await open(fresh, out)).toMatchObject({ code: 'exchange/part-unreadable' });
  await remake(
    task,
    out,
    member,
    member,
    (parts) => parts.delete([...parts.keys()].find((name) => name.startsWith('documents/')) ?? ''),
    institution,
  );
  expect(await open(fresh, out)).toMatchObject({ code: 'exchange/part-missing' });
  expect(await fresh.call('rounds.list', {})).toEqual([]);
  expect(readdirSync(join(fresh.dir, 'blobs', '.staging'))).toEqual([]);

  // an older one after a newer one
  const newer = await office.issue(expert);
  await fresh.open(newer);
  expect(await open(fresh, task)).toMatchObject({ code: 'exchange/replayed' });

  // under a passphrase, from an institution that is not trusted here yet
  const sealed = join(office.files, 'passphrase.pptask');
  await office.call('exchange.issue', {
    personId: expert,
    path: sealed,
    institutionPath: office.institutionPath,
    institutionPassphrase,
    passphrase: '文件口令二零二六',
  });
  const empty = openLaptop(office, expert);
  expect(await empty.refusal('exchange.open', { path: sealed, filePassphrase: '错' })).toMatchObject({ code: 'exchange/bad-passphrase' });
  const unknown = await empty.refusal('exchange.open', { path: sealed, filePassphrase: '文件口令二零二六' });
  expect(unknown).toMatchObject({ code: 'exchange/untrusted-signer', details: { signer: '示例评估中心' } });
  const fingerprint = (await office.call('identities.list', {})).find((row) => row.kind === 'root')?.fingerprint;
  expect(unknown.details['fingerprint']).toBe(fingerprint);
  await empty.call('exchange.open', { path: sealed, filePassphrase: '文件口令二零二六', trust: fingerprint });
  expect(await empty.call('rounds.list', {})).toHaveLength(1);

  // revoked and expired
  const mine = (await office.call('identities.list', {})).find((row) => row.personId === expert);
  const file = await laptop.giveBack();
  const expired = openLaptop(office, expert, office);
  Object.defineProperty(expired.host.session, 'now', { value: () => '2040-01-01T00:00:00.000Z' });
  expect(
    (await expired.call('exchange.merge', { paths: [file], institutionPath: office.institutionPath, institutionPassphrase })).refused,
  ).toMatchObject([{ code: 'exchange/signer-expired' }]);
  await office.call('identities.revoke', { identityId: mine?.identityId ?? '', reason: '电脑丢失' });
  expect((await office.merge(file)).refused).toMatchObject([{ code: 'exchange/signer-revoked' }]);
}, 240_000);
