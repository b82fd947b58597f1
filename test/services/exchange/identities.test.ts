/** Identities: keys that never leave their owner, certificates of other authorities, certificates taken back. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { submitSheet } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

test('a_key_made_on_the_own_laptop_serves_for_the_whole_way', async () => {
  const office = await openOffice({ parks: 1, experts: 2, identities: 0 });
  const [expert = '', other = ''] = office.experts;
  const [park = ''] = office.parks;
  const laptop = openLaptop(office, expert);
  const path = office.identityOf(expert);
  const made = await laptop.call('identities.request', { name: '随便写的', organisation: '', path, passphrase: memberPassphrase });
  expect(existsSync(made.requestPath)).toBe(true);
  expect(
    await office.refusal('exchange.issue', { personId: expert, path: join(office.files, 'x.pptask'), institutionPassphrase }),
  ).toMatchObject({ code: 'identity/missing' });
  const answer = join(office.files, '答复.crt');
  const issued = await office.call('identities.answer', {
    personId: expert,
    request: made.requestPath,
    path: answer,
    institutionPath: office.institutionPath,
    institutionPassphrase,
  });
  // who it is says the institution's list, not the request
  expect(issued.certificate.subject).toBe('专家1');
  const accepted = await laptop.call('identities.accept', { path, passphrase: memberPassphrase, answer });
  expect(accepted.recipient).toBe(made.recipient);
  await laptop.open(await office.issue(expert));
  await laptop.call('scores.set', {
    personId: expert,
    applicationId: park,
    criterionId: office.leaves[0]?.id ?? '',
    points: 1,
    comment: '核对',
  });
  expect((await office.merge(await laptop.giveBack())).merged).toMatchObject([{ name: '专家1' }]);

  // the answer is for this key only
  const strange = join(office.files, 'other.p12');
  await laptop.call('identities.request', { name: '专家2', organisation: '', path: strange, passphrase: memberPassphrase });
  expect(await laptop.refusal('identities.accept', { path: strange, passphrase: memberPassphrase, answer })).toMatchObject({
    code: 'identity/other-key',
  });
  writeFileSync(join(office.files, 'bad.csr'), 'nothing');
  expect(
    await office.refusal('identities.answer', {
      personId: other,
      request: join(office.files, 'bad.csr'),
      path: join(office.files, 'b.crt'),
      institutionPath: office.institutionPath,
      institutionPassphrase,
    }),
  ).toMatchObject({ code: 'identity/bad-request' });
}, 120_000);

test('the_word_of_a_revocation_travels_with_the_next_task', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', other = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  const identities = await office.call('identities.list', {});
  const lost = identities.find((row) => row.personId === expert);
  await office.call('identities.revoke', { identityId: lost?.identityId ?? '', reason: '电脑丢失' });
  expect(await office.refusal('identities.revoke', { identityId: lost?.identityId ?? '', reason: '再次' })).toMatchObject({
    code: 'identity/revoked',
  });
  expect(await office.refusal('identities.revoke', { identityId: other, reason: '无' })).toMatchObject({ code: 'identity/unknown' });
  expect(
    await office.refusal('exchange.issue', { personId: expert, path: join(office.files, 'x.pptask'), institutionPassphrase }),
  ).toMatchObject({ code: 'identity/missing' });
  const next = join(office.files, '新身份.p12');
  await office.call('identities.issue', {
    personId: expert,
    path: next,
    passphrase: memberPassphrase,
    institutionPath: office.institutionPath,
    institutionPassphrase,
  });
  const task = await office.issue(expert);
  await laptop.call('exchange.open', { path: task, identity: next, passphrase: memberPassphrase });
  expect((await laptop.call('identities.list', {})).find((row) => row.fingerprint === lost?.fingerprint)?.revokedAt).not.toBeNull();
}, 120_000);

test('a_task_of_a_signer_that_was_taken_back_is_refused_wherever_the_list_came', async () => {
  const office = await openOffice({ parks: 1, experts: 1, identities: 0 });
  const [expert = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  const path = office.identityOf(expert);
  const request = await laptop.call('identities.request', { name: '专家1', organisation: '示例大学', path, passphrase: memberPassphrase });
  // a task that went out before, and then the institution's own signer is taken back
  const early = join(office.files, 'early.pptask');
  await office.call('exchange.issue', {
    personId: expert,
    path: early,
    institutionPassphrase,
    institutionPath: office.institutionPath,
    recipient: request.recipient,
  });
  const signer = (await office.call('identities.list', {})).find((row) => row.kind === 'institution');
  await office.call('identities.revoke', { identityId: signer?.identityId ?? '', reason: '优盘遗失' });
  const answer = join(office.files, '答复.crt');
  await office.call('identities.answer', {
    personId: expert,
    request: request.requestPath,
    path: answer,
    institutionPath: office.institutionPath,
    institutionPassphrase,
  });
  expect(readFileSync(answer, 'latin1')).toContain('BEGIN X509 CRL');
  await laptop.call('identities.accept', { path, passphrase: memberPassphrase, answer });
  // the list came with the answer: the laptop knows before it ever opened a task
  expect(await laptop.refusal('exchange.open', { path: early, identity: path, passphrase: memberPassphrase })).toMatchObject({
    code: 'exchange/signer-revoked',
  });
  expect(await laptop.call('rounds.list', {})).toEqual([]);
  // a machine without the list hears it from the file itself
  const late = join(office.files, 'late.pptask');
  await office.call('exchange.issue', { personId: expert, path: late, institutionPassphrase, institutionPath: office.institutionPath });
  const other = openLaptop(office, expert);
  await other.call('exchange.open', { path: early, identity: path, passphrase: memberPassphrase });
  expect(
    await openLaptop(office, expert).refusal('exchange.open', { path: late, identity: path, passphrase: memberPassphrase }),
  ).toMatchObject({ code: 'exchange/signer-revoked' });

  // a list that the root did not sign, or that was touched, is none
  writeFileSync(answer, readFileSync(answer, 'latin1').replace(/(BEGIN X509 CRL-----\n.{40})./s, '$1A'));
  expect(await laptop.refusal('identities.accept', { path, passphrase: memberPassphrase, answer })).toMatchObject({
    code: 'identity/not-a-certificate',
  });
}, 120_000);

test.skipIf(!has('openssl'))(
  'a_certificate_of_another_authority_is_trusted_by_its_fingerprint_only (needs openssl)',
  async () => {
    const office = await openOffice({ parks: 1, experts: 1, identities: 0 });
    const [expert = ''] = office.experts;
    const [park = ''] = office.parks;
    const at = (name: string): string => join(office.files, name);
    run('sh', [
      '-c',
      `cd '${office.files}' && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 900 -subj '/O=Licensed/CN=Licensed CA' -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign 2>/dev/null && openssl req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj '/O=University/CN=Expert One' 2>/dev/null && printf 'basicConstraints=critical,CA:false\\nkeyUsage=critical,digitalSignature,nonRepudiation\\n' > ext.cnf && openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 400 -extfile ext.cnf -out leaf.pem 2>/dev/null && openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out member.pfx -passout pass:foreign-pass`,
    ]);
    const laptop = openLaptop(office, expert);
    const seen = await laptop.call('identities.inspect', { path: at('member.pfx'), passphrase: 'foreign-pass' });
    expect(seen).toMatchObject({ certificate: { subject: 'Expert One' }, chain: [{ subject: 'Licensed CA' }] });
    writeFileSync(at('member.crt'), seen.certificatePem);
    const refused = await office.refusal('identities.register', {
      personId: expert,
      certificate: at('member.crt'),
      recipient: seen.recipient ?? '',
    });
    expect(refused).toMatchObject({
      code: 'identity/untrusted-root',
      details: { root: 'Licensed CA', fingerprint: seen.chain[0]?.fingerprint },
    });
    expect(await office.refusal('identities.register', { personId: expert, certificate: at('leaf.pem'), trust: 'x' })).toMatchObject({
      code: 'identity/open-chain',
      details: { issuer: 'Licensed CA' },
    });
    await office.call('identities.register', {
      personId: expert,
      certificate: at('member.crt'),
      recipient: seen.recipient ?? '',
      trust: seen.chain[0]?.fingerprint ?? '',
    });
    const task = at('task.pptask');
    await office.call('exchange.issue', { personId: expert, path: task, institutionPath: office.institutionPath, institutionPassphrase });
    const key = { identity: at('member.pfx'), passphrase: 'foreign-pass' };
    // the member's own file does not carry the institution's root: it is given, or trusted by its fingerprint
    expect(await laptop.refusal('exchange.open', { path: task, ...key })).toMatchObject({ code: 'exchange/untrusted-signer' });
    await laptop.call('exchange.open', { path: task, ...key, roots: [office.rootPath] });
    await laptop.call('scores.set', {
      personId: expert,
      applicationId: park,
      criterionId: office.leaves[0]?.id ?? '',
      points: 1,
      comment: '核对',
    });
    await laptop.call('exchange.return', { personId: expert, path: at('back.ppreturn'), ...key });
    expect(await office.merge(at('back.ppreturn'))).toMatchObject({ merged: [{ came: 1 }], refused: [] });
  },
  120_000,
);

test('passphrases_are_nowhere_in_the_store', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [expert = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  await office.merge(await laptop.giveBack());
  for (const review of [office, laptop]) {
    review.host.session.store.read.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(join(review.dir, 'panel.db'));
    for (const secret of [institutionPassphrase, memberPassphrase, 'AGE-SECRET-KEY'])
      expect(bytes.includes(Buffer.from(secret))).toBe(false);
  }
}, 120_000);

test('a_return_under_a_certificate_that_is_not_on_record_is_refused_in_words_that_are_true_of_it', async () => {
  const office = await openOffice({ parks: 1, experts: 2, identities: 1 });
  const { call, files, institutionPath } = office;
  const expert = office.experts[1] ?? '';
  // as it was before the certificate was issued
  const { path: before } = await call('workspace.backup', {});
  await call('identities.issue', {
    personId: expert,
    path: join(files, `${expert}.p12`),
    passphrase: memberPassphrase,
    institutionPath,
    institutionPassphrase,
  });
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  await submitSheet({ ...office, ...laptop }, expert, office.parks[0] ?? '', 0.6);
  const path = await laptop.giveBack();
  await call('workspace.restore', { path: before });
  const { refused } = await office.merge(path);
  expect(refused).toMatchObject([{ code: 'exchange/signer-unregistered' }]);
  expect(refused[0]?.message).not.toContain('应由');
}, 240_000);
