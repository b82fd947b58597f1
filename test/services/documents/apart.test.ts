/** What draws and signs pages is neither loaded nor run in the process that answers people: a score typed meanwhile does not wait for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../../contract/drivers.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const passphrase = 'a long passphrase';

/** Makes the calls in a process of its own, and prints what they answer and which libraries of pages it loaded itself. */
const script = (calls: readonly (readonly [string, unknown])[], dir: string): string => `
import { registerHooks } from 'node:module';
const loaded = new Set();
registerHooks({
  load(url, context, next) {
    const [, library] = /node_modules\\/(pdfkit|fontkit|@libpdf\\/core|pdfjs-dist)\\//.exec(url) ?? [];
    if (library) loaded.add(library);
    return next(url, context);
  },
});
const { openHost } = await import(${JSON.stringify(pathToFileURL(join(root, 'electron/services/host.ts')).href)});
const { session, dispatch } = openHost(${JSON.stringify(dir)});
const codes = [];
for (const [method, payload] of ${JSON.stringify(calls)}) {
  const answer = await dispatch.call({ method, payload, language: 'zh' });
  codes.push([method, answer.ok ? answer.value.verification?.status ?? answer.value.status ?? 'drawn' : answer.error.code]);
}
session.release();
console.log(JSON.stringify({ codes, loaded: [...loaded] }));
`;

test('a_document_is_drawn_and_signed_without_its_libraries_in_the_process_that_answers', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, dir, host, parks, experts } = seated;
  const [applicationId = ''] = parks;
  const [personId = ''] = experts;
  await submitSheet(seated, personId, applicationId, 0.8);
  const files = tempFolder();
  const institution = { institutionPath: join(files, 'institution.p12'), institutionPassphrase: passphrase };
  await call('identities.createInstitution', { name: '示例中心', path: institution.institutionPath, passphrase });
  const identity = join(files, 'member.p12');
  await call('identities.issue', { personId, path: identity, passphrase, ...institution });
  host.session.release();
  const wanted = { kind: 'sheet', applicationId, personId };
  const signed = join(files, 'signed.pdf');
  const later = join(files, 'later.pdf');
  const run = join(files, 'run.mjs');
  writeFileSync(
    run,
    script(
      [
        ['reports.preview', wanted],
        ['reports.export', { ...wanted, path: signed, sign: [{ identity, passphrase }] }],
        ['reports.export', { ...wanted, path: later }],
        ['documents.sign', { path: later, identity, passphrase }],
        ['reports.export', { ...wanted, path: join(files, 'wrong.pdf'), sign: [{ identity: institution.institutionPath, passphrase }] }],
        ['documents.verify', { path: signed }],
      ],
      dir,
    ),
  );
  const { stdout, stderr, status } = spawnSync(process.execPath, [run], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    codes: [
      ['reports.preview', 'drawn'],
      ['reports.export', 'valid'],
      ['reports.export', 'unsigned'],
      ['documents.sign', 'valid'],
      ['reports.export', 'report/no-field-for'],
      ['documents.verify', 'valid'],
    ],
    loaded: [],
  });
  expect(existsSync(join(files, 'wrong.pdf'))).toBe(false);
}, 240_000);
