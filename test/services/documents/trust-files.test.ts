/** 根证书、吊销名单 as somebody names them for a verification: used, or refused by name, and never left aside in silence. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepRevocationList } from '../../../db/queries/revocations.ts';
import { readTrust } from '../../../electron/services/documents/verification.ts';
import { revokedAt } from '../../../electron/services/identities/revocations.ts';
import { root } from '../../contract/drivers.ts';
import { institutionPassphrase, openOffice } from '../../fixtures/exchange/office.ts';

/** An institution that took a certificate back; its root and its list. */
async function withList() {
  const office = await openOffice({ parks: 1, experts: 1, identities: 1 });
  const [identity] = (await office.call('identities.list', {})).filter(({ kind }) => kind === 'member');
  await office.call('identities.revoke', { identityId: identity?.identityId ?? '', reason: '遗失' });
  const list = join(office.files, '名单.crl');
  await office.call('identities.exportRevoked', { path: list, institutionPath: office.institutionPath, institutionPassphrase });
  return { ...office, list };
}

/** The same list but for one bit of its last byte, which is of the signature. */
function flipped(pem: string): string {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return `-----BEGIN X509 CRL-----\n${bytes.toString('base64')}\n-----END X509 CRL-----\n`;
}

test('a_revocation_list_that_nobody_trusted_signed_as_it_is_stops_the_verification', async () => {
  const { files, rootPath, list } = await withList();
  // of the same name, and another root
  const { rootPath: strangersRoot } = await openOffice({ parks: 1, experts: 1, identities: 0 });
  expect((await readTrust([rootPath], [list])).revocations).toHaveLength(1);
  expect((await readTrust([strangersRoot, rootPath], [list])).revocations).toHaveLength(1);
  const text = readFileSync(list, 'utf8');
  const written = (name: string, content: string): string => {
    writeFileSync(join(files, name), content);
    return join(files, name);
  };
  const altered = written('altered.crl', flipped(text));
  const cases: readonly (readonly [readonly string[], string, string])[] = [
    [[rootPath], altered, 'report/bad-list'],
    [[rootPath], written('two.crl', text + flipped(text)), 'report/bad-list'],
    [[strangersRoot], list, 'report/bad-list'],
    [[], list, 'report/bad-list'],
    [[rootPath], written('none.crl', '名单'), 'report/bad-root'],
    [[rootPath], written('mixed.crl', text + readFileSync(rootPath, 'utf8')), 'report/bad-root'],
  ];
  for (const [roots, path, code] of cases)
    await expect(readTrust(roots, [list, path])).rejects.toMatchObject({ code, details: { path: roots.includes(rootPath) ? path : list } });
  // and so the command line ends as with other words that are off
  const words = [join(root, 'electron/launch.mjs'), 'cli', 'verify', list, '--root', rootPath, '--crl', altered];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect([status, JSON.parse(stdout)]).toMatchObject([2, { ok: false, error: { code: 'report/bad-list', details: { path: altered } } }]);
}, 240_000);

test('a_list_on_record_that_its_root_did_not_sign_is_not_taken_for_one_that_names_nobody', async () => {
  const { host, list, rootPath } = await withList();
  const { store: held } = host.session;
  const store = held.read;
  const text = readFileSync(list, 'utf8');
  const known = { fingerprint: 'f', subject: '示例评估中心', pem: readFileSync(rootPath, 'utf8') };
  const keep = (number: number, kept: string): boolean =>
    held.write((tx) => keepRevocationList(tx, { root: known.fingerprint, number, list: kept, at: '2026-10-20T00:00:00.000Z' }));
  keep(1, text);
  expect(await revokedAt(store, known, '00')).toBeNull();
  keep(2, flipped(text));
  await expect(revokedAt(store, known, '00')).rejects.toMatchObject({ code: 'exchange/list-damaged' });
}, 240_000);
