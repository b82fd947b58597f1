import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openReview, parkNames, samples } from '../../fixtures/review.ts';

const packageOf = (name: string) => join(samples, `${name}.zip`);

/** A round with the packages of the first `count` sample parks. */
async function openChecked(count: number) {
  const review = openReview();
  const { roundId } = await review.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  const { imported } = await review.call('packages.import', { roundId, paths: parkNames.slice(0, count).map(packageOf) });
  return { ...review, roundId, imported };
}

test.each([
  ['docx', 0],
  ['xlsx', 1],
  ['doc', 5],
])('the_words_of_a_form_in_%s_are_given_with_what_was_read_out_of_them', async (format, place) => {
  const { call, imported } = await openChecked(6);
  const park = imported.find((one) => one.parkName === parkNames[place]);
  const applicationId = park?.applicationId ?? '';
  const text = await call('documents.text', { applicationId });
  expect(text).toMatchObject({ format, documentId: park?.documents.find((one) => one.kind === 'form')?.documentId });
  const cells = text.tables.flatMap((table) => table.cells.map((cell) => cell.text));
  expect(cells.some((cell) => cell.includes(parkNames[place] ?? '—'))).toBe(true);
  expect(cells.some((cell) => cell.includes(park?.form.fields['annualTurnover']?.raw ?? '—'))).toBe(true);
});

test('a_document_without_words_or_of_another_park_is_refused', async () => {
  const { call, refusal, imported } = await openChecked(2);
  const [one, other] = imported;
  const applicationId = one?.applicationId ?? '';
  const picture = one?.documents.find((document) => document.path.endsWith('.jpg'))?.documentId ?? '';
  expect(await call('documents.text', { applicationId, documentId: picture })).toMatchObject({
    format: 'scan',
    tables: [],
    paragraphs: [],
  });
  expect((await refusal('documents.text', { applicationId, documentId: other?.documents[0]?.documentId ?? '' })).code).toBe(
    'document/unknown',
  );
});

test('an_accepted_package_stays_so_until_a_newer_one_comes', async () => {
  const { call, dir, roundId, imported } = await openChecked(2);
  const [one, other] = imported;
  const applicationId = one?.applicationId ?? '';
  expect((await call('applications.list', { roundId })).map((row) => row.acceptedAt)).toEqual([null, null]);
  const { acceptedAt } = await call('applications.accept', { applicationId });
  const rows = await call('applications.list', { roundId });
  expect(rows.map((row) => row.acceptedAt)).toEqual(rows.map((row) => (row.applicationId === applicationId ? acceptedAt : null)));
  expect((await call('applications.get', { applicationId })).acceptedAt).toBe(acceptedAt);
  expect((await call('applications.get', { applicationId: other?.applicationId ?? '' })).acceptedAt).toBeNull();
  // said again, in another window or by a key pressed twice, it is still one
  expect(await call('applications.accept', { applicationId })).toEqual({ acceptedAt });
  const [event, ...more] = await call('audit.list', { entity: `check:${applicationId}/*` });
  expect(more).toEqual([]);
  expect(event).toMatchObject({ kind: 'application.accept', at: acceptedAt });

  // the same park with other bytes: a folder is another package than the zip
  const folder = join(dir, '新版', one?.parkName ?? '');
  mkdirSync(folder, { recursive: true });
  for (const document of one?.documents ?? [])
    if (document.kind === 'form')
      cpSync(join(dir, 'blobs', document.sha256.slice(0, 2), document.sha256), join(folder, document.path.split('/').at(-1) ?? ''));
  const again = await call('packages.import', { roundId, paths: [folder], replace: true });
  expect(again.imported.map((row) => row.applicationId)).toEqual([applicationId]);
  expect((await call('applications.get', { applicationId })).acceptedAt).toBeNull();
});

test('nobody_accepts_what_is_not_there', async () => {
  const { refusal } = await openChecked(1);
  expect((await refusal('applications.accept', { applicationId: '01890000-0000-7000-8000-000000000000' })).code).toBe(
    'application/unknown',
  );
});
