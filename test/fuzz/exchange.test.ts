/**
 * Damaged return files: by anybody from outside, by whoever knows the recipient from inside, and by a member of the panel who signs
 * whatever they like. Each is refused by a code or merged, and the record holds together afterwards.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import type { Output } from '../../domain/contract/api.ts';
import type { Manifest } from '../../domain/exchange/manifest.ts';
import { Refusal, type ErrorCode } from '../../domain/result.ts';
import { openIdentity, type Identity } from '../../electron/io/crypto/identity.ts';
import { sha256 } from '../../electron/io/crypto/crypto.ts';
import { hashOf } from '../../electron/io/hash.ts';
import { createCms } from '../../electron/io/signatures/cms.ts';
import { sealFile, unsealFile, zipOf, type Inside } from '../fixtures/exchange/inside.ts';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice } from '../fixtures/exchange/office.ts';
import { mutate, mutateJson, type Roll } from '../fixtures/mutants.ts';
import { has, run } from '../fixtures/tools.ts';
import { readFinds, runCampaign, type Campaign } from './campaign.ts';

function newSerial(roll: Roll): string {
  const digits = (count: number): string => Array.from({ length: count }, () => roll(16).toString(16)).join('');
  return `${digits(8)}-${digits(4)}-7${digits(3)}-8${digits(3)}-${digits(12)}`;
}

/** What a member can hand in who signs whatever they like. */
async function signedByMember({ parts }: Inside, member: Identity, roll: Roll): Promise<Buffer> {
  const changed = new Map(parts);
  const open = [...parts.keys()].filter((name) => name.endsWith('.json') && name !== 'manifest.json');
  const chosen = open[roll(open.length)] ?? '';
  const jsonOf = (name: string): unknown => JSON.parse(parts.get(name)?.toString() ?? 'null');
  const data = parts.get(chosen) ?? Buffer.alloc(0);
  changed.set(chosen, roll(5) === 0 ? mutate(data, roll) : Buffer.from(JSON.stringify(mutateJson(jsonOf(chosen), roll))));
  let manifest = jsonOf('manifest.json') as Manifest;
  manifest = {
    ...manifest,
    serial: newSerial(roll),
    parts: manifest.parts.map((part) => {
      const bytes = changed.get(part.name) ?? Buffer.alloc(0);
      return { ...part, bytes: bytes.length, sha256: hashOf(bytes) };
    }),
  };
  if (roll(6) === 0) manifest = mutateJson(manifest, roll) as Manifest;
  const text = Buffer.from(canonicalize(manifest) ?? '');
  changed.set('manifest.json', text);
  changed.set('manifest.p7s', Buffer.from(await createCms(member, await sha256(text))));
  return zipOf(changed);
}

test.skipIf(!has('openssl'))(
  'exchange: refused by a code or merged (needs openssl)',
  async () => {
    const office = await openOffice({ parks: 1, experts: 1 });
    const [personId = ''] = office.experts;
    const [applicationId = ''] = office.parks;
    const laptop = openLaptop(office, personId);
    await laptop.open(await office.issue(personId));
    for (const { id } of office.leaves.slice(0, 3))
      await laptop.call('scores.set', { personId, applicationId, criterionId: id, points: 1, comment: '核对' });
    const { visitId } = await laptop.call('visits.open', { applicationId, visitedOn: '2026-10-12' });
    await laptop.call('visits.note', { visitId, text: '核对' });
    const file = await laptop.giveBack();
    const whole = readFileSync(file);
    const [institution, member] = await Promise.all([
      openIdentity(readFileSync(office.institutionPath), institutionPassphrase),
      openIdentity(readFileSync(office.identityOf(personId)), memberPassphrase),
    ]);
    const inside = await unsealFile(file, institution);
    const zip = zipOf(inside.parts);

    // the office's key again, under a passphrase that is quickly tried: it is opened for every file
    const key = join(office.files, 'quick.p12');
    const plain = run('openssl', ['pkcs12', '-in', office.institutionPath, '-passin', `pass:${institutionPassphrase}`, '-nodes']);
    writeFileSync(`${key}.pem`, plain);
    run('openssl', ['pkcs12', '-export', '-in', `${key}.pem`, '-out', key, '-passout', 'pass:quick', '-iter', '1']);
    let named = 0;
    const campaign: Campaign = {
      kind: 'exchange',
      few: 120,
      async make(roll) {
        const how = roll(4);
        if (how === 0) return { name: '交回.ppreturn', bytes: mutate(whole, roll) };
        const path = join(office.files, `made-${(named += 1)}`);
        await sealFile(path, inside.line, how === 1 ? mutate(zip, roll) : await signedByMember(inside, member, roll), institution);
        const bytes = readFileSync(path);
        rmSync(path);
        return { name: '交回.ppreturn', bytes };
      },
      async read({ bytes }) {
        const path = join(office.files, `damaged-${(named += 1)}.ppreturn`);
        writeFileSync(path, bytes);
        const answer = await office.host.dispatch.call({
          method: 'exchange.merge',
          payload: { paths: [path], institutionPath: key, institutionPassphrase: 'quick' },
          language: 'zh',
        });
        rmSync(path);
        if (!answer.ok) throw new Refusal(answer.error.code, answer.error.details);
        const [refused] = (answer.value as Output<'exchange.merge'>).refused;
        if (refused) throw new Refusal(refused.code as ErrorCode);
        return 'merged';
      },
    };
    await readFinds(campaign);
    const outcomes = await runCampaign(campaign);
    expect(outcomes.get('exchange/damaged')).toBeGreaterThan(0);
    expect(outcomes.size).toBeGreaterThan(4);
    expect((await office.call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
  },
  0,
);
