/** Five hundred files that somebody damaged, cut, mixed up or made again: each refused by its code, and not a byte of the workspace changed. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { judgeFile, openKeyring } from '../../../electron/services/exchange/checks.ts';
import { actAs } from '../../../electron/services/session/act.ts';
import { translator } from '../../../electron/services/session/texts.ts';
import { openIdentity, type Identity } from '../../../electron/io/crypto/identity.ts';
import { createCms } from '../../../electron/io/signatures/cms.ts';
import { sha256 } from '../../../electron/io/crypto/crypto.ts';
import { Refusal } from '../../../domain/result.ts';
import type { Manifest } from '../../../domain/exchange/manifest.ts';
import { buildZip, type Part } from '../../fixtures/archives.ts';
import {
  institutionPassphrase,
  memberPassphrase,
  openLaptop,
  openOffice,
  type Laptop,
  type Office,
} from '../../fixtures/exchange/office.ts';
import { sealFile, unsealFile, zipOf, type Inside, type Parts } from '../../fixtures/exchange/inside.ts';
import { makeInstitution } from '../../fixtures/institution.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import type { Review } from '../../fixtures/review.ts';

/** What stands in the folder, byte by byte; the database with its log put away. */
function folderOf({ dir, host }: Review): string {
  host.session.store.read.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  const hash = createHash('sha256');
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (!name.endsWith('-shm')) hash.update(`${path}\0`).update(readFileSync(path));
    }
  };
  walk(dir);
  return hash.digest('hex');
}

const outer = [
  'exchange/not-an-exchange-file',
  'exchange/other-version',
  'exchange/not-for-you',
  'exchange/damaged',
  'exchange/needs-passphrase',
];
const badArchive = ['exchange/bad-manifest', 'exchange/part-missing', 'exchange/part-altered', 'exchange/part-unlisted'];

interface Mutant {
  readonly path: string;
  readonly what: string;
  readonly codes: readonly string[];
}

/** Numbers that look drawn and are the same each time. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function flipped(bytes: Uint8Array, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

/** What can be done to the sealed file by anybody. */
function* fromOutside(whole: Buffer, other: Buffer, draw: (below: number) => number): Generator<[string, Buffer, readonly string[]]> {
  const line = whole.indexOf(0x0a) + 1;
  for (let at = 0; at < line; at++)
    yield [`line, byte ${at}`, flipped(whole, at, draw(8)), ['exchange/not-an-exchange-file', 'exchange/other-version']];
  for (let index = 0; index < 70; index++) {
    const at = line + draw(Math.min(400, whole.length - line));
    yield [`header, byte ${at}`, flipped(whole, at, draw(8)), outer];
  }
  for (let index = 0; index < 60; index++) {
    const at = line + 400 + draw(whole.length - line - 400);
    yield [`body, byte ${at}`, flipped(whole, at, draw(8)), ['exchange/damaged']];
  }
  for (let index = 0; index < 40; index++) yield ['cut', whole.subarray(0, draw(whole.length)), outer];
  yield ['empty', Buffer.alloc(0), outer];
  yield ['with more behind', Buffer.concat([whole, Buffer.from('more')]), ['exchange/damaged']];
  yield ['twice', Buffer.concat([whole, whole]), ['exchange/damaged']];
  yield ['the end of another', Buffer.concat([whole.subarray(0, whole.length - 100), other.subarray(-100)]), ['exchange/damaged']];
  yield ['the head of another', Buffer.concat([other.subarray(0, line + 200), whole.subarray(line + 200)]), outer];
  yield ['a newer format', Buffer.concat([Buffer.from('parkpanel-exchange 2\n'), whole.subarray(line)]), ['exchange/other-version']];
  yield ['no line', whole.subarray(line), ['exchange/not-an-exchange-file']];
  yield ['a zip', buildZip([{ name: 'manifest.json', data: '{}' }]), ['exchange/not-an-exchange-file']];
}

/** What can be done to the inside by whoever knows the recipient, without a signature. */
function* fromInside({ parts }: Inside, other: Inside, draw: (below: number) => number): Generator<[string, Buffer, readonly string[]]> {
  const names = [...parts.keys()];
  const content = names.filter((name) => !name.startsWith('manifest.'));
  const signature = ['exchange/bad-signature', 'exchange/untrusted-signer'];
  const withPart = (name: string, data: Buffer): Buffer => zipOf(new Map([...parts, [name, data]]));
  const bytesOf = (from: Parts, name: string): Buffer => from.get(name) ?? Buffer.alloc(0);
  for (const name of names) {
    const data = bytesOf(parts, name);
    const codes =
      name === 'manifest.json'
        ? ['exchange/bad-manifest', 'exchange/other-version', 'exchange/bad-signature', 'exchange/wrong-kind']
        : name === 'manifest.p7s'
          ? signature
          : ['exchange/part-altered'];
    for (let index = 0; index < (name.startsWith('documents/') ? 6 : 30); index++) {
      const at = draw(data.length);
      yield [`${name}, byte ${at}`, withPart(name, flipped(data, at, draw(8))), codes];
    }
    yield [`${name} cut`, withPart(name, data.subarray(0, draw(data.length))), codes];
    yield [
      `${name} longer`,
      withPart(name, Buffer.concat([data, Buffer.from(' ')])),
      name === 'manifest.p7s' ? [...signature, 'exchange/bad-manifest'] : codes,
    ];
    yield [`${name} empty`, withPart(name, Buffer.alloc(0)), codes];
    const without = new Map(parts);
    without.delete(name);
    yield [`${name} taken out`, zipOf(without), name.startsWith('manifest.') ? ['exchange/bad-manifest'] : ['exchange/part-missing']];
    const all: Part[] = [...parts].map(([part, bytes]) => ({ name: part, data: bytes, method: 0 }));
    yield [`${name} twice`, buildZip([...all, { name, data, method: 0 }]), ['exchange/bad-manifest']];
    yield [
      `${name} under another name inside`,
      buildZip(all.map((part) => (part.name === name ? { ...part, localName: `x${name}` } : part))),
      badArchive,
    ];
    yield [`${name} with a checksum that lies`, buildZip(all.map((part) => (part.name === name ? { ...part, crc: 1 } : part))), badArchive];
    yield [
      `${name} with a size that lies`,
      buildZip(all.map((part) => (part.name === name ? { ...part, size: data.length + 1 } : part))),
      badArchive,
    ];
    yield [
      `${name} that says it is elsewhere`,
      buildZip(all.map((part) => (part.name === name ? { ...part, offset: 0x7fffffff } : part))),
      badArchive,
    ];
    const same = bytesOf(other.parts, other.parts.has(name) ? name : 'cells.json');
    if (!same.equals(data))
      yield [
        `${name} from another file`,
        withPart(name, same),
        name === 'manifest.json' ? ['exchange/bad-signature'] : name === 'manifest.p7s' ? signature : ['exchange/part-altered'],
      ];
  }
  for (const one of content)
    for (const two of content)
      if (one < two)
        yield [
          `${one} and ${two} in each other's place`,
          zipOf(new Map([...parts, [one, bytesOf(parts, two)], [two, bytesOf(parts, one)]])),
          ['exchange/part-altered'],
        ];
  for (const name of [
    'more.json',
    '../cells.json',
    '/cells.json',
    'documents/../../x',
    'C:\\x',
    'cells.json/',
    'CELLS.json',
    'documents/x',
  ]) {
    yield [`${name} put in`, zipOf(new Map([...parts, [name, Buffer.from('[]')]])), badArchive];
  }
  yield [
    'packed anew with a bomb beside it',
    buildZip([...[...parts].map(([name, data]): Part => ({ name, data, method: 0 })), { name: 'bomb', data: Buffer.alloc(8 * 1024 ** 2) }]),
    badArchive,
  ];
  yield [
    'packed anew with a count that lies',
    buildZip(
      [...parts].map(([name, data]): Part => ({ name, data, method: 0 })),
      { count: 1 },
    ),
    badArchive,
  ];
  yield ['no archive', Buffer.from('nothing'), ['exchange/bad-manifest']];
}

/** Everything that is told to be wrong with one file; `file` is a sound one, `other` another sound one of the same person. */
async function mutantsOf(folder: string, file: string, other: string, opener: Identity): Promise<Mutant[]> {
  const draw = draws(7);
  const found: Mutant[] = [];
  const pathOf = (): string => join(folder, `mutant-${found.length}`);
  for (const [what, bytes, codes] of fromOutside(readFileSync(file), readFileSync(other), draw)) {
    const path = pathOf();
    writeFileSync(path, bytes);
    found.push({ path, what, codes });
  }
  const [inside, beside] = [await unsealFile(file, opener), await unsealFile(other, opener)];
  for (const [what, zip, codes] of fromInside(inside, beside, draw))
    found.push({ path: await sealFile(pathOf(), inside.line, zip, opener), what, codes });
  return found;
}

/** Signed anew, as whoever has a key could. */
async function signed(
  out: string,
  { line, parts }: Inside,
  to: Identity,
  signer: Identity,
  edit: (manifest: Manifest) => void = () => {},
): Promise<string> {
  const manifest = JSON.parse(parts.get('manifest.json')?.toString() ?? '') as Manifest;
  edit(manifest);
  const text = Buffer.from(canonicalize(manifest) ?? '');
  return sealFile(
    out,
    line,
    zipOf(new Map([...parts, ['manifest.json', text], ['manifest.p7s', Buffer.from(await createCms(signer, await sha256(text)))]])),
    to,
  );
}

async function recorded(office: Office, expert: string, park: string): Promise<Laptop> {
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  const [leaf] = office.leaves;
  await laptop.call('scores.set', { personId: expert, applicationId: park, criterionId: leaf?.id ?? '', points: 1, comment: '核对' });
  const { visitId } = await laptop.call('visits.open', { applicationId: park, visitedOn: '2026-10-12' });
  await laptop.call('visits.photo', { visitId, path: await samplePhoto(office, park) });
  return laptop;
}

test('no_return_that_was_touched_is_taken_in_and_nothing_changes', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', second = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptop = await recorded(office, expert, park);
  const file = await laptop.giveBack();
  const [other] = office.leaves.slice(1);
  await laptop.call('scores.set', { personId: expert, applicationId: park, criterionId: other?.id ?? '', points: 1, comment: '核对' });
  const next = await laptop.giveBack();
  const [institution, member, stranger] = await Promise.all([
    openIdentity(readFileSync(office.institutionPath), institutionPassphrase),
    openIdentity(readFileSync(office.identityOf(expert)), memberPassphrase),
    openIdentity(readFileSync(office.identityOf(second)), memberPassphrase),
  ]);
  const elsewhere = await makeInstitution();
  const foreign = await openIdentity((await elsewhere.member({ name: '专家1', organisation: '示例大学' })).p12, memberPassphrase);
  const mutants = await mutantsOf(office.files, file, next, institution);
  const inside = await unsealFile(file, institution);
  const at = (name: string): string => join(office.files, name);
  for (const [what, codes, signer, edit] of [
    ['signed by another member', ['exchange/wrong-signer'], stranger, undefined],
    ['signed by the institution', ['exchange/wrong-signer'], institution, undefined],
    ['signed by somebody of the same name elsewhere', ['exchange/untrusted-signer'], foreign, undefined],
    ['of another round', ['exchange/other-round'], member, (manifest: Manifest) => void (manifest.round.id = manifest.serial)],
    [
      'of somebody else',
      ['exchange/wrong-signer'],
      member,
      (manifest: Manifest) => Object.assign(manifest, { owner: second, from: { ...manifest.from, personId: second } }),
    ],
    ['called a task', ['exchange/wrong-kind'], member, (manifest: Manifest) => void (manifest.kind = 'task')],
    ['with a part less', ['exchange/part-unlisted'], member, (manifest: Manifest) => void manifest.parts.pop()],
    [
      'with a part more',
      ['exchange/part-missing'],
      member,
      (manifest: Manifest) => void manifest.parts.push({ name: 'x.json', bytes: 2, sha256: 'a'.repeat(64) }),
    ],
    ['of a longer chain', ['exchange/chain-broken'], member, (manifest: Manifest) => void (manifest.chain.seq += 1)],
  ] as const) {
    mutants.push({ path: await signed(at(`signed-${mutants.length}`), inside, institution, signer, edit), what, codes });
  }
  mutants.push({
    path: await sealFile(at('to-another'), inside.line, zipOf(inside.parts), stranger),
    what: 'sealed to another',
    codes: ['exchange/not-for-you'],
  });
  expect(mutants.length).toBeGreaterThan(300);

  const before = folderOf(office);
  const { refused, merged, alreadyThere } = await office.merge(...mutants.map((one) => one.path));
  expect([merged, alreadyThere]).toEqual([[], []]);
  const codes = new Map(refused.map((one) => [one.path, one.code]));
  expect(mutants.filter((one) => !one.codes.includes(codes.get(one.path) ?? '')).map((one) => [one.what, codes.get(one.path)])).toEqual([]);
  for (const one of refused) expect(one.message).not.toMatch(/\{\{|undefined/);
  expect(folderOf(office)).toBe(before);

  // the sound ones are taken in, the older after the newer, and an older one changes nothing
  expect((await office.merge(next)).merged).toMatchObject([{ came: 4 }]);
  expect(await office.merge(file)).toMatchObject({ merged: [], alreadyThere: [{ came: 0 }] });
}, 240_000);

test('no_task_that_was_touched_is_opened_and_nothing_changes', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const file = await office.issue(expert);
  const other = await office.issue(expert);
  const laptop = openLaptop(office, expert);
  await laptop.call('workspace.info', {});
  const key = { identity: office.identityOf(expert), passphrase: memberPassphrase };
  const member = await openIdentity(readFileSync(key.identity), memberPassphrase);
  const mutants = await mutantsOf(office.files, file, other, member);
  expect(mutants.length).toBeGreaterThan(300);
  const before = folderOf(laptop);
  const ring = await openKeyring(key);
  const call = {
    session: laptop.host.session,
    language: 'zh' as const,
    ...actAs(expert, laptop.host.session.now()),
    t: translator('zh'),
    signal: new AbortController().signal,
    progress: () => {},
    touch: () => {},
  };
  const wrong: [string, string][] = [];
  for (const { path, what, codes } of mutants) {
    const code = await judgeFile(call, path, ring, 'task', { held: () => {} }).then(
      () => 'opened',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );
    if (!codes.includes(code)) wrong.push([what, code]);
  }
  expect(wrong).toEqual([]);
  expect(folderOf(laptop)).toBe(before);
  expect(await laptop.open(file)).toMatchObject({ alreadyThere: false });
}, 240_000);
