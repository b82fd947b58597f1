/** Identities as the window uses them: what a file is before it is taken in, what a member hands over, what was taken back. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { openReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const licensed = (folder: string): void => {
  run('sh', [
    '-c',
    `cd '${folder}' && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 900 -subj '/O=Licensed/CN=Licensed CA' -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign 2>/dev/null && openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj '/O=University/CN=Expert One' 2>/dev/null && printf 'basicConstraints=critical,CA:false\\nkeyUsage=critical,digitalSignature,nonRepudiation\\n' > ext.cnf && openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 400 -extfile ext.cnf -out leaf.pem 2>/dev/null && openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out member.pfx -passout pass:foreign-pass && openssl pkcs12 -export -inkey leaf.key -in leaf.pem -out alone.pfx -passout pass:foreign-pass`,
  ]);
};

test('the_root_holds_as_long_and_by_the_key_that_was_chosen', async () => {
  const { call, refusal } = openReview();
  const folder = tempFolder();
  const path = join(folder, '机构.p12');
  expect(await refusal('identities.createInstitution', { name: '示例中心', path, passphrase: '短' })).toMatchObject({
    code: 'identity/weak-passphrase',
  });
  expect(existsSync(path)).toBe(false);
  const made = await call('identities.createInstitution', {
    name: '示例中心',
    path,
    passphrase: institutionPassphrase,
    keyType: 'RSA',
    years: 7,
  });
  const span = (from: string, to: string): number => new Date(to).getUTCFullYear() - new Date(from).getUTCFullYear();
  expect(span(made.root.notBefore, made.root.notAfter)).toBe(7);
  // nothing outlives the root above it
  expect(made.certificate.notAfter).toBe(made.root.notAfter);
  if (has('openssl')) expect(run('openssl', ['x509', '-in', made.rootPath, '-noout', '-text'])).toContain('Public-Key: (3072 bit)');
  const listed = await call('identities.list', {});
  expect(listed).toMatchObject([
    { kind: 'root', there: true },
    { kind: 'institution', path, there: true, revokedAt: null },
  ]);
  rmSync(path);
  expect((await call('identities.list', {})).map((one) => one.there)).toEqual([true, false]);
}, 60_000);

test('a_request_is_looked_at_before_it_is_answered_and_the_answer_before_it_is_taken_in', async () => {
  const office = await openOffice({ parks: 1, experts: 1, identities: 0 });
  const [expert = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  const path = office.identityOf(expert);
  const made = await laptop.call('identities.request', { name: '专家1', organisation: '示例大学', path, passphrase: memberPassphrase });
  const seen = await office.call('identities.look', { path: made.requestPath });
  expect(seen).toEqual({
    kind: 'request',
    name: '专家1',
    organisation: '示例大学',
    recipient: made.recipient,
    fingerprint: made.fingerprint,
  });
  expect(made.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  const answer = join(office.files, '答复.crt');
  await office.call('identities.answer', {
    personId: expert,
    request: made.requestPath,
    path: answer,
    institutionPath: office.institutionPath,
    institutionPassphrase,
    years: 2,
  });
  const root = (await office.call('identities.list', {})).find((one) => one.kind === 'root')?.fingerprint;
  const told = await laptop.call('identities.look', { path: answer });
  // the laptop knows no institution yet: a person compares the fingerprint
  expect(told).toMatchObject({ kind: 'certificate', certificate: { subject: '专家1' }, chain: [{ fingerprint: root }], trusted: false });
  expect(await office.call('identities.look', { path: answer })).toMatchObject({ trusted: true });
  expect((await laptop.call('identities.accept', { path, passphrase: memberPassphrase, answer })).certificate.subject).toBe('专家1');
  expect(await laptop.refusal('identities.look', { path })).toMatchObject({ code: 'identity/not-a-certificate' });
  expect(await laptop.refusal('identities.look', { path: join(office.files, 'none') })).toMatchObject({ code: 'identity/unreadable' });
}, 60_000);

test.skipIf(!has('openssl'))(
  'a_member_hands_over_one_file_that_says_where_to_seal_to (needs openssl)',
  async () => {
    const office = await openOffice({ parks: 1, experts: 2, identities: 0 });
    const [expert = '', other = ''] = office.experts;
    licensed(office.files);
    const at = (name: string): string => join(office.files, name);
    const laptop = openLaptop(office, expert);
    const key = { path: at('member.pfx'), passphrase: 'foreign-pass' };
    const handed = await laptop.call('identities.handOver', { ...key, certificatePath: at('专家1.crt') });
    expect(await laptop.refusal('identities.handOver', { ...key, certificatePath: at('专家1.crt') })).toMatchObject({
      code: 'identity/exists',
    });
    expect(handed.recipient).toBe((await laptop.call('identities.inspect', key)).recipient);
    expect(readFileSync(at('专家1.crt'), 'latin1')).not.toContain('PRIVATE');
    const seen = await office.call('identities.look', { path: at('专家1.crt') });
    expect(seen).toMatchObject({ kind: 'certificate', trusted: false, recipient: handed.recipient, chain: [{ subject: 'Licensed CA' }] });
    const trust = seen.kind === 'certificate' ? (seen.chain[0]?.fingerprint ?? '') : '';
    expect(await office.refusal('identities.register', { personId: expert, certificate: at('专家1.crt') })).toMatchObject({
      code: 'identity/untrusted-root',
    });
    await office.call('identities.register', { personId: expert, certificate: at('专家1.crt'), trust });
    expect((await office.call('identities.list', {})).find((one) => one.personId === expert)).toMatchObject({
      recipient: handed.recipient,
      path: null,
      there: false,
    });
    expect(await office.call('identities.look', { path: at('专家1.crt') })).toMatchObject({ trusted: true });
    // one certificate is one person's
    expect(await office.refusal('identities.register', { personId: other, certificate: at('专家1.crt') })).toMatchObject({
      code: 'identity/registered',
      details: { name: '专家1' },
    });

    // another's recipient under this certificate: the request is not by its key
    const strange = await laptop.call('identities.request', {
      name: 'Expert One',
      organisation: '',
      path: at('strange.p12'),
      passphrase: memberPassphrase,
    });
    writeFileSync(
      at('swapped.crt'),
      readFileSync(at('专家1.crt'), 'latin1').replace(
        /-----BEGIN CERTIFICATE REQUEST-----[^]*/,
        readFileSync(strange.requestPath, 'latin1'),
      ),
    );
    expect(await office.refusal('identities.look', { path: at('swapped.crt') })).toMatchObject({ code: 'identity/bad-request' });

    // a key file without the authority's certificate: the gap is named, and can be filled
    await laptop.call('identities.handOver', { path: at('alone.pfx'), passphrase: 'foreign-pass', certificatePath: at('alone.crt') });
    expect(await office.refusal('identities.look', { path: at('alone.crt') })).toMatchObject({
      code: 'identity/open-chain',
      details: { issuer: 'Licensed CA' },
    });
    expect(await office.call('identities.look', { path: at('alone.crt'), above: [at('ca.pem')] })).toMatchObject({
      chain: [{ subject: 'Licensed CA' }],
    });
  },
  120_000,
);

test.skipIf(!has('openssl'))(
  'the_list_of_what_was_taken_back_convinces_another_program (needs openssl)',
  async () => {
    const office = await openOffice({ parks: 1, experts: 2 });
    const [expert = ''] = office.experts;
    licensed(office.files);
    const lost = (await office.call('identities.list', {})).find((one) => one.personId === expert);
    await office.call('identities.revoke', { identityId: lost?.identityId ?? '', reason: '电脑丢失' });
    const path = join(office.files, '撤销.crl');
    expect(await office.refusal('identities.exportRevoked', { path, institutionPassphrase: 'not this one' })).toMatchObject({
      code: 'identity/bad-passphrase',
    });
    expect(existsSync(path)).toBe(false);
    expect(await office.call('identities.exportRevoked', { path, institutionPassphrase })).toEqual({ path, revoked: 1 });
    expect(run('sh', ['-c', `openssl crl -in '${path}' -CAfile '${office.rootPath}' -noout 2>&1`])).toContain('verify OK');
    const text = run('openssl', ['crl', '-in', path, '-noout', '-text']);
    expect(text.match(/Serial Number/g)).toHaveLength(1);
    expect((await office.call('identities.list', {})).find((one) => one.personId === expert)).toMatchObject({ revokedReason: '电脑丢失' });
  },
  120_000,
);
