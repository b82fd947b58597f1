/** What follows from what was found of a document, where nothing else speaks against it. */
import { expect, test } from 'vitest';
import { findAll, type Found } from '../../../electron/io/signatures/findings.ts';

const sound: Found = {
  structure: { plain: true, revisions: [] },
  endsAtRevisions: true,
  signatureRemoved: false,
  signatures: [],
  timestamps: [],
  embedded: { present: true, readable: true, kind: 'shortlist', recomputes: true, differences: [] },
  compared: [],
  missing: [],
  misnamed: [],
  isRecorded: true,
};

test.each([
  [
    'figures that do not follow from the scores',
    { embedded: { ...sound.embedded, recomputes: false, differences: ['scores'] } },
    'inconsistent',
  ],
  ['figures that cannot be read', { embedded: { ...sound.embedded, readable: false, kind: null, recomputes: null } }, 'inconsistent'],
  ['photos that are not in the file', { compared: 'photos-missing' }, 'inconsistent'],
  ['pages that show something else', { compared: [{ key: 'reports.verify.problem.redrawn' }] }, 'altered'],
  ['a file that is not the one on record', { isRecorded: false }, 'altered'],
  ['a signature that is gone', { signatureRemoved: true }, 'altered'],
] satisfies [string, Partial<Found>, string][])('%s are said', (_, found, status) => {
  expect(findAll(sound).map((one) => one.status)).toEqual(['unsigned']);
  expect(findAll({ ...sound, ...found }).map((one) => one.status)).toEqual([status, 'unsigned']);
});
