/** Who goes on at a laptop shows a key file whose certificate vouches for them today. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { institutionPassphrase, memberPassphrase, openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { openReview, type Review } from '../../fixtures/review.ts';

test('whoever_goes_on_proves_it_by_a_certificate_that_counts', async () => {
  const office = await openOffice({ parks: 1, experts: 2 });
  const [expert = '', other = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  await laptop.open(await office.issue(expert));
  const path = office.identityOf(expert);
  const prove = { personId: expert, path, passphrase: memberPassphrase };
  expect(await laptop.call('identities.prove', prove)).toEqual({ name: '专家1' });
  expect(await laptop.refusal('identities.prove', { ...prove, passphrase: 'another pass' })).toMatchObject({
    code: 'identity/bad-passphrase',
  });
  expect(await laptop.refusal('identities.prove', { ...prove, path: office.identityOf(other) })).toMatchObject({
    code: 'identity/other-person',
  });
  expect(await laptop.refusal('identities.prove', { ...prove, personId: other })).toMatchObject({ code: 'person/unknown' });

  for (const [day, code] of [
    ['2035-01-01', 'identity/expired'],
    ['2020-01-01', 'identity/expired'],
  ] as const) {
    vi.useFakeTimers({ now: new Date(`${day}T00:00:00.000Z`), toFake: ['Date'] });
    try {
      expect(await laptop.refusal('identities.prove', prove), day).toMatchObject({ code });
      expect(await laptop.refusal('identities.unlock', { path, passphrase: memberPassphrase }), day).toMatchObject({ code });
    } finally {
      vi.useRealTimers();
    }
  }
  expect(await laptop.call('identities.prove', prove)).toEqual({ name: '专家1' });

  // the word of it comes with a task under the next certificate
  const lost = (await office.call('identities.list', {})).find((row) => row.personId === expert);
  await office.call('identities.revoke', { identityId: lost?.identityId ?? '', reason: '电脑丢失' });
  const next = join(office.files, '新身份.p12');
  const given = {
    personId: expert,
    path: next,
    passphrase: memberPassphrase,
    institutionPath: office.institutionPath,
    institutionPassphrase,
  };
  await office.call('identities.issue', given);
  await laptop.call('exchange.open', { path: await office.issue(expert), identity: next, passphrase: memberPassphrase });
  expect(await laptop.refusal('identities.prove', prove)).toMatchObject({ code: 'identity/revoked' });
  expect(await laptop.refusal('identities.unlock', { path, passphrase: memberPassphrase })).toMatchObject({ code: 'identity/revoked' });
  expect(await laptop.call('identities.prove', { ...prove, path: next })).toEqual({ name: '专家1' });
}, 240_000);

test('word_of_a_certificate_taken_back_that_came_before_the_certificate_counts', async () => {
  const office = await openOffice({ parks: 1, experts: 1, identities: 0 });
  const [expert = ''] = office.experts;
  const laptop = openLaptop(office, expert);
  const ask = async (name: string, at: Review = laptop) => {
    const path = join(office.files, `${name}.p12`);
    const { requestPath } = await at.call('identities.request', { name: '专家1', organisation: '', path, passphrase: memberPassphrase });
    const answer = join(office.files, `${name}.crt`);
    await office.call('identities.answer', {
      personId: expert,
      request: requestPath,
      path: answer,
      institutionPath: office.institutionPath,
      institutionPassphrase,
    });
    await at.call('identities.accept', { path, passphrase: memberPassphrase, answer });
    return path;
  };
  const first = await ask('一');
  // made while the first certificate counted, and opened after the word that it does not
  const early = await office.issue(expert);
  const lost = (await office.call('identities.list', {})).find((row) => row.personId === expert);
  await office.call('identities.revoke', { identityId: lost?.identityId ?? '', reason: '口令外泄' });
  await ask('二');
  await laptop.call('exchange.open', { path: early, identity: first, passphrase: memberPassphrase });
  const prove = { personId: expert, path: first, passphrase: memberPassphrase };
  expect(await laptop.refusal('identities.prove', prove)).toMatchObject({ code: 'identity/revoked' });
  const { checks } = await laptop.call('workspace.doctor', {});
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);

  // where the task was opened before, the answer to a request brings the word
  const elsewhere = openReview();
  await elsewhere.call('exchange.open', { path: early, identity: first, passphrase: memberPassphrase });
  expect(await elsewhere.call('identities.prove', prove)).toEqual({ name: '专家1' });
  await ask('三', elsewhere);
  expect(await elsewhere.refusal('identities.prove', prove)).toMatchObject({ code: 'identity/revoked' });
  expect((await elsewhere.call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
}, 240_000);
