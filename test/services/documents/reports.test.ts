import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { translator } from '../../../electron/services/session/texts.ts';
import { ownRoots } from '../../../electron/services/documents/reports.ts';
import { loadFonts } from '../../../electron/io/pdf/render.ts';
import { signPdf } from '../../fixtures/institution.ts';
import { verifyBytes } from '../../../electron/services/documents/verification.ts';
import { makeAuthority, stampDocument } from '../../fixtures/authority.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { has } from '../../fixtures/tools.ts';

const passphrase = 'a long passphrase';

async function scored() {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, parks, experts, dir } = seated;
  for (const [index, personId] of experts.entries())
    for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.9 - index / 10);
  const institution = join(dir, 'keys', 'institution.p12');
  await call('identities.createInstitution', { name: '示例中心', path: institution, passphrase });
  const member = (index: number) => join(dir, 'keys', `member-${index}.p12`);
  return { ...seated, institution, member };
}

test('an_identity_is_issued_by_the_institution_of_this_workspace', async () => {
  const { call, refusal, experts, member, institution } = await scored();
  const issued = await call('identities.issue', { personId: experts[0] ?? '', path: member(0), passphrase });
  expect(issued.certificate).toMatchObject({ subject: '专家1' });
  expect(existsSync(member(0))).toBe(true);
  expect((await refusal('identities.issue', { personId: experts[0] ?? '', path: member(0), passphrase })).code).toBe('identity/exists');
  expect(
    (
      await refusal('identities.issue', {
        personId: experts[1] ?? '',
        path: member(1),
        passphrase,
        institutionPath: institution,
        institutionPassphrase: 'not the one',
      })
    ).code,
  ).toBe('identity/bad-passphrase');
  expect(existsSync(member(1))).toBe(false);
  // no passphrase ever reaches the record
  const events = JSON.stringify(await call('audit.list', { limit: 1000 }));
  expect(events).not.toContain(passphrase);
});

test('nothing_signed_after_a_certificate_was_taken_back_is_trusted', async () => {
  const { call, host, parks, experts, member, institution, dir } = await scored();
  const [personId = ''] = experts;
  await call('identities.issue', { personId, path: member(0), passphrase });
  const path = join(dir, 'sheet.pdf');
  const made = await call('reports.export', {
    kind: 'sheet',
    applicationId: parks[0] ?? '',
    personId,
    path,
    sign: [{ identity: member(0), passphrase }],
  });
  expect(made.verification.status).toBe('valid');
  const identityId = (await call('identities.list', {})).find((row) => row.personId === personId)?.identityId ?? '';
  const bytes = readFileSync(path);
  const later = new Date(Date.parse(made.verification.signatures[0]?.signedAt ?? '') + 60_000).toISOString();
  const roots = host.session.store.read.sqlite.prepare("SELECT certificate FROM identity WHERE kind = 'root'").pluck().all() as string[];
  let lists = 0;
  const outside = async () => {
    const crl = join(dir, `revoked-${++lists}.crl`);
    await call('identities.exportRevoked', { path: crl, institutionPath: institution, institutionPassphrase: passphrase });
    return verifyBytes(bytes, {
      name: 'report.pdf',
      roots,
      revocations: [readFileSync(crl, 'utf8')],
      now: later,
      t: translator('zh'),
      pages: { resources: host.session.resources, drawnHere: true },
    });
  };
  // taken back later: what was on record by then stands here; whoever has the file alone has only a claim of its time
  const setClock = (at: string) => Object.defineProperty(host.session, 'now', { value: () => at, configurable: true });
  setClock(later);
  const since = await call('identities.revoke', { identityId, reason: '电脑丢失' });
  expect(since.revokedAt).toBe(later);
  expect((await call('documents.verify', { path })).status).toBe('valid');
  expect((await outside()).status).toBe('untrusted');
  // taken back a day before
  const before = new Date(Date.parse(later) - 86_400_000).toISOString();
  host.session.store.write((tx) => tx.sqlite.prepare('UPDATE identity SET revoked_at = ? WHERE id = ?').run(before, identityId));
  setClock(new Date(Date.parse(later) + 1000).toISOString());
  // the record itself was made after that
  for (const verified of [await call('documents.verify', { path }), await outside()]) {
    expect(verified).toMatchObject({
      status: 'untrusted',
      signatures: [{ intact: true, trusted: false, problems: ['证书已被吊销'] }],
    });
  }
});

test('a_document_gathers_its_signatures_one_after_the_other', async () => {
  const { call, refusal, parks, experts, member, institution, dir } = await scored();
  for (const index of [0, 1, 2]) await call('identities.issue', { personId: experts[index] ?? '', path: member(index), passphrase });
  const path = join(dir, 'report.pdf');
  const report = await call('reports.export', {
    kind: 'review',
    applicationId: parks[0] ?? '',
    path,
    sign: [{ identity: member(0), passphrase }],
  });
  expect(report.verification.status).toBe('incomplete');
  expect(report.verification.missing.map((one) => one.signer)).toEqual(['专家2', '专家3', '示例中心']);
  await call('documents.sign', { path, identity: member(1), passphrase });
  expect((await refusal('documents.sign', { path, identity: member(1), passphrase })).code).toBe('report/no-field-for');
  await call('documents.sign', { path, identity: member(2), passphrase });
  const last = await call('documents.sign', { path, identity: institution, passphrase });
  expect(last.verification.status).toBe('valid');
  expect(last.verification.signatures.map((one) => one.signer)).toEqual(['专家1', '专家2', '专家3', '示例中心']);
  expect(
    (await call('reports.list', { roundId: (await call('rounds.list', {}))[0]?.roundId ?? '' })).map((one) => [
      one.sha256,
      one.signedBy.length,
    ]),
  ).toEqual([[last.sha256, 4]]);
  // an altered file is not signed, and nothing is written over it
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(path, bytes);
  expect((await refusal('documents.sign', { path, identity: institution, passphrase })).code).toBe('report/altered');
  expect(readFileSync(path).equals(bytes)).toBe(true);
}, 240_000);

test('the_institution_signs_last_whatever_the_order_in_which_keys_are_given', async () => {
  const { call, refusal, parks, experts, member, institution, dir } = await scored();
  for (const index of [0, 1, 2]) await call('identities.issue', { personId: experts[index] ?? '', path: member(index), passphrase });
  const members = [0, 1, 2].map((index) => ({ identity: member(index), passphrase }));
  const own = { identity: institution, passphrase };
  const wanted = { kind: 'review' as const, applicationId: parks[0] ?? '' };
  const path = join(dir, 'early.pdf');
  expect(await refusal('reports.export', { ...wanted, path, sign: [own, ...members.slice(1)] })).toMatchObject({
    code: 'report/institution-last',
    details: { missing: ['专家1'] },
  });
  expect(existsSync(path)).toBe(false);
  await call('reports.export', { ...wanted, path, sign: members.slice(1) });
  const before = readFileSync(path);
  expect(await refusal('documents.sign', { path, ...own })).toMatchObject({
    code: 'report/institution-last',
    details: { missing: ['专家1'] },
  });
  expect(readFileSync(path).equals(before)).toBe(true);
  const { verification } = await call('reports.export', { ...wanted, path: join(dir, 'all.pdf'), sign: [own, ...members] });
  expect(verification.signatures.map(({ signer }) => signer)).toEqual(['专家1', '专家2', '专家3', '示例中心']);
}, 240_000);

test.skipIf(!has('openssl'))(
  'a_timestamp_that_others_added_breaks_nothing_where_its_authority_is_trusted_needs_openssl',
  async () => {
    const { call, host, parks, experts, member, dir } = await scored();
    await call('identities.issue', { personId: experts[0] ?? '', path: member(0), passphrase });
    const path = join(dir, 'sheet.pdf');
    await call('reports.export', {
      kind: 'sheet',
      applicationId: parks[0] ?? '',
      personId: experts[0] ?? '',
      path,
      sign: [{ identity: member(0), passphrase }],
    });
    const stamped = join(dir, 'stamped.pdf');
    const authority = makeAuthority();
    writeFileSync(stamped, await stampDocument(readFileSync(path), authority));
    expect((await call('documents.verify', { path: stamped })).status).toBe('appended');
    const roots = [...ownRoots(host.session), authority.root].map((pem, index) => {
      writeFileSync(join(dir, `root-${index}.pem`), pem);
      return join(dir, `root-${index}.pem`);
    });
    expect(await call('documents.verify', { path: stamped, roots })).toMatchObject({
      status: 'valid',
      // what is drawn is still what the attached data draw
      redrawn: true,
      timestamps: [{ authority: 'Time Authority', intact: true, coversWholeFile: true }],
      signatures: [{ intact: true, coversWholeFile: false, laterChanges: [] }],
    });
  },
  60_000,
);

test('a_signature_that_never_came_on_record_is_recognised_and_recorded', async () => {
  const { call, host, roundId, parks, dir, experts, member } = await scored();
  await call('identities.issue', { personId: experts[0] ?? '', path: member(0), passphrase });
  const path = join(dir, 'sheet.pdf');
  const made = await call('reports.export', { kind: 'sheet', applicationId: parks[0] ?? '', personId: experts[0] ?? '', path });
  const { field, signer } = made.verification.missing[0] ?? { field: '', signer: '' };
  // what a program leaves that ends between writing the signed file and recording it, and what comes back from elsewhere
  const options = {
    fieldName: field,
    reason: '',
    location: '',
    at: host.session.now(),
    fonts: await loadFonts(join(host.session.resources, 'fonts')),
  };
  writeFileSync(path, await signPdf(readFileSync(path), { p12: readFileSync(member(0)), passphrase, ...options }));
  const found = await call('documents.verify', { path });
  expect(found).toMatchObject({ status: 'valid', signedSince: [signer] });
  expect(found.notes).toHaveLength(1);
  expect(await call('reports.list', { roundId })).toMatchObject([{ sha256: found.sha256, signedBy: [signer], state: 'verified' }]);
  expect(await call('documents.verify', { path })).toMatchObject({ status: 'valid', signedSince: [], notes: [] });
  // anything else in its place is another file
  writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('\n')]));
  expect((await call('documents.verify', { path })).status).toBe('structure');
});

test('a_cut_back_file_is_told_by_its_record', async () => {
  const { call, parks, dir, experts, member } = await scored();
  await call('identities.issue', { personId: experts[0] ?? '', path: member(0), passphrase });
  const path = join(dir, 'sheet.pdf');
  const unsigned = await call('reports.export', { kind: 'sheet', applicationId: parks[0] ?? '', personId: experts[0] ?? '', path });
  const before = readFileSync(path);
  expect(unsigned.verification.status).toBe('unsigned');
  await call('documents.sign', { path, identity: member(0), passphrase });
  expect((await call('documents.verify', { path })).status).toBe('valid');
  writeFileSync(path, before);
  expect((await call('documents.verify', { path })).status).not.toBe('valid');
});

test.each(['review', 'sheet', 'shortlist', 'summary'] as const)(
  'the document %s is made, recomputes and takes a free name',
  async (kind) => {
    const { call, roundId, parks, experts } = await scored();
    for (const row of (await call('shortlist.propose', { roundId })).types.flatMap((group) => group.rows)) {
      await call('shortlist.decide', { applicationId: row.applicationId, result: 'notListed', reason: '合议' });
    }
    const made = await call('reports.export', { kind, roundId, applicationId: parks[0] ?? '', personId: experts[0] ?? '' });
    expect(made.pages).toBeGreaterThan(0);
    expect(made.verification.embedded).toMatchObject({ present: true, readable: true, differences: [] });
    const again = await call('reports.export', { kind, roundId, applicationId: parks[0] ?? '', personId: experts[0] ?? '' });
    expect(again.path).not.toBe(made.path);
  },
);

test('what_a_document_needs_is_asked_for_by_name', async () => {
  const { refusal, roundId, parks, experts, dir } = await seatReview({ parks: 1, experts: 1 });
  expect(await refusal('reports.export', { kind: 'review', roundId })).toMatchObject({
    code: 'report/missing-subject',
    details: { needs: 'applicationId' },
  });
  expect((await refusal('reports.export', { kind: 'sheet', applicationId: parks[0] ?? '', personId: experts[0] ?? '' })).code).toBe(
    'score/not-submitted',
  );
  expect((await refusal('reports.export', { kind: 'shortlist', roundId })).code).toBe('tally/no-sheets');
  writeFileSync(join(dir, 'taken.pdf'), 'x');
  expect((await refusal('documents.verify', { path: join(dir, 'nothing.pdf') })).code).toBe('workspace/file-missing');
});
