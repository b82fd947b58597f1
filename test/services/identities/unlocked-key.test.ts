/** One passphrase a sitting: whose key is open, for whom, and for how long. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Input, MethodName, Output } from '../../../domain/contract/api.ts';
import { resourcesFolder } from '../../../electron/services/host.ts';
import { createDispatch } from '../../../electron/services/session/dispatch.ts';
import { handlers } from '../../../electron/services/handlers.ts';
import { openSession } from '../../../electron/services/session/session.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

const passphrase = 'a long passphrase';

/** The folder of a scored round behind a dispatch whose clock the test moves, minutes from noon. */
async function sit() {
  const seated = await seatReview({ parks: 1, experts: 3 });
  for (const personId of seated.experts) for (const applicationId of seated.parks) await submitSheet(seated, personId, applicationId, 0.9);
  seated.host.session.release();
  const noon = Date.parse('2026-11-20T12:00:00.000Z');
  let minutes = 0;
  const session = openSession({
    dir: seated.dir,
    resources: resourcesFolder(),
    program: 'test',
    now: () => new Date(noon + minutes * 60_000).toISOString(),
  });
  onTestFinished(() => session.release());
  const dispatch = createDispatch(session, handlers);
  const ask = <M extends MethodName>(method: M, payload: Input<M>, actor?: string) =>
    dispatch.call({ method, payload, language: 'zh', actor });
  async function call<M extends MethodName>(method: M, payload: Input<M>, actor?: string): Promise<Output<M>> {
    const answer = await ask(method, payload, actor);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.code}`);
    return answer.value as Output<M>;
  }
  const code = async <M extends MethodName>(method: M, payload: Input<M>, actor?: string): Promise<string | null> => {
    const answer = await ask(method, payload, actor);
    return answer.ok ? null : answer.error.code;
  };
  const [first = '', second = ''] = seated.experts;
  await call('identities.createInstitution', { name: '示例中心', path: join(seated.dir, 'institution.p12'), passphrase });
  const own = join(seated.dir, 'own.p12');
  await call('identities.issue', { personId: first, path: own, passphrase });
  const document = join(seated.dir, 'sheet.pdf');
  await call('reports.export', { kind: 'sheet', applicationId: seated.parks[0] ?? '', personId: first, path: document });
  return { ...seated, call, code, first, second, own, document, at: (minute: number) => (minutes = minute) };
}

test('the_passphrase_is_asked_for_once_and_the_key_locks_ten_minutes_after_the_last_signature', async () => {
  const { call, code, own, document, first, parks, at, dir } = await sit();
  expect(await call('identities.unlockedKey', {})).toBeNull();
  expect(await code('documents.sign', { path: document })).toBe('identity/locked');
  expect(await code('identities.unlock', { path: own, passphrase: 'another one' })).toBe('identity/bad-passphrase');
  expect(await call('identities.unlock', { path: own, passphrase })).toEqual({
    holder: '专家1',
    organisation: '示例大学',
    path: own,
    until: '2026-11-20T12:10:00.000Z',
  });
  at(9);
  expect((await call('documents.sign', { path: document })).verification.status).toBe('valid');
  expect((await call('identities.unlockedKey', {}))?.until).toBe('2026-11-20T12:19:00.000Z');
  at(18);
  const again = {
    kind: 'sheet' as const,
    applicationId: parks[0] ?? '',
    personId: first,
    path: join(dir, 'again.pdf'),
    sign: [{}],
  } satisfies Input<'reports.export'>;
  expect((await call('reports.export', again)).verification.status).toBe('valid');
  at(28);
  expect(await call('identities.unlockedKey', {})).toBeNull();
  expect(await code('reports.export', { ...again, path: join(dir, 'late.pdf') })).toBe('identity/locked');
}, 60_000);

test('a_key_serves_only_whom_it_was_opened_for_and_locks_at_a_word', async () => {
  const { call, code, own, document, first, second } = await sit();
  await call('identities.unlock', { path: own, passphrase }, first);
  for (const actor of [undefined, second]) {
    expect(await call('identities.unlockedKey', {}, actor)).toBeNull();
    expect(await code('documents.sign', { path: document }, actor)).toBe('identity/locked');
  }
  expect((await call('identities.unlockedKey', {}, first))?.holder).toBe('专家1');
  await call('identities.lock', {}, first);
  expect(await code('documents.sign', { path: document }, first)).toBe('identity/locked');
}, 60_000);

test('a_revoked_identity_is_not_opened', async () => {
  const { call, code, own, document } = await sit();
  const row = (await call('identities.list', {})).find(({ kind }) => kind === 'member');
  await call('identities.revoke', { identityId: row?.identityId ?? '', reason: '遗失' });
  expect(await code('identities.unlock', { path: own, passphrase })).toBe('identity/revoked');
  expect(await code('documents.sign', { path: document, identity: own, passphrase })).toBe('identity/revoked');
}, 60_000);

test('a_batch_is_signed_by_who_sits_here', async () => {
  const { call, own, dir, roundId } = await sit();
  await call('identities.unlock', { path: own, passphrase });
  const { files } = await call('reports.batch', { roundId, kinds: ['sheet', 'review'], dir: join(dir, 'out'), sign: [{}] });
  expect(files.map(({ kind, personId, signedBy }) => [kind, signedBy.length > 0, personId === null || signedBy.length > 0])).toEqual([
    ['review', true, true],
    ['sheet', true, true],
    ['sheet', false, false],
    ['sheet', false, false],
  ]);
}, 60_000);

test('half_a_key_is_no_key', async () => {
  const { code, own, document } = await sit();
  expect(await code('documents.sign', { path: document, identity: own })).toBe('call/bad-payload');
  expect(await code('documents.sign', { path: document, passphrase })).toBe('call/bad-payload');
}, 60_000);
