import { describe, expect, test } from 'vitest';
import { changedPlaces } from '../../domain/report/changes.ts';
import { countStates, nextStep, sortMade, type Made, type UnlockedKey } from '../../renderer/screens/documents/state.ts';
import { translator } from '../fixtures/documents.ts';

const sits = (holder: string): UnlockedKey => ({ holder, organisation: '', path: '/k.p12', until: '2026-11-20T10:00:00.000Z' });
const field = (signer: string, name = signer): { field: string; label: string; signer: string } => ({ field: name, label: '专家', signer });
const made = (change: Partial<Made> = {}): Made => ({
  exportId: 'e1',
  kind: 'review',
  applicationId: 'a',
  personId: null,
  path: '/x.pdf',
  sha256: '0',
  pages: 3,
  signedBy: [],
  at: '2026-11-20T10:00:00.000Z',
  state: 'draft',
  missing: [field('甲'), field('中心', 'institution')],
  verified: null,
  ...change,
});

describe('the next right thing', () => {
  test.each([
    ['a draft with nobody here wants a key', made(), null, { kind: 'unlock', names: ['甲', '中心'] }],
    ['whoever is missing signs', made(), sits('甲'), { kind: 'sign', names: ['甲'] }],
    ['the institution waits for persons', made(), sits('中心'), { kind: 'handOver', names: ['甲'] }],
    [
      'the institution signs last',
      made({ state: 'awaiting', signedBy: ['甲'], missing: [field('中心', 'institution')] }),
      sits('中心'),
      { kind: 'sign', names: ['中心'] },
    ],
    [
      'who has signed hands it over',
      made({ state: 'awaiting', signedBy: ['甲'], missing: [field('中心', 'institution')] }),
      sits('甲'),
      { kind: 'handOver', names: ['中心'] },
    ],
    ['a stranger hands it over', made(), sits('乙'), { kind: 'handOver', names: ['甲', '中心'] }],
    ['a signed one is verified', made({ state: 'signed', missing: [] }), sits('甲'), { kind: 'verify' }],
    ['a verified one is saved', made({ state: 'verified', missing: [], verified: { status: 'valid', at: '' } }), null, { kind: 'save' }],
    ['a Word draft is saved', made({ pages: 0 }), sits('甲'), { kind: 'save' }],
    ['an altered one is made again', made({ state: 'awaiting', verified: { status: 'altered', at: '' } }), sits('甲'), { kind: 'remake' }],
    [
      'an unreadable one too, whatever was signed',
      made({ state: 'signed', missing: [], verified: { status: 'unreadable', at: '' } }),
      null,
      { kind: 'remake' },
    ],
  ])('%s', (_, document, unlockedKey, step) => {
    expect(nextStep(document, unlockedKey)).toEqual(step);
  });
});

test('newest_first_and_what_was_made_again_is_older', () => {
  const all = [
    made({ exportId: '1', at: '2026-11-19T10:00:00.000Z' }),
    made({ exportId: '2' }),
    made({ exportId: '3', applicationId: 'b' }),
    made({ exportId: '4', pages: 0, at: '2026-11-21T10:00:00.000Z' }),
  ];
  const { latest, older } = sortMade(all);
  expect(latest.map(({ exportId }) => exportId)).toEqual(['4', '2', '3', '1']);
  expect([...older]).toEqual(['1']);
});

test('states_are_counted', () => {
  expect(countStates([made(), made({ state: 'awaiting' }), made({ state: 'awaiting' }), made({ state: 'verified' })])).toEqual({
    all: 4,
    draft: 1,
    awaiting: 2,
    signed: 0,
    verified: 1,
  });
});

test('changes_are_told_as_places_of_the_document', () => {
  const changes = [
    'Root.Pages.Kids.2.Contents.stream',
    'Root.Pages.Kids.0.Annots.1',
    'Root.Pages.Kids.2.Resources.Font',
    'Root.Pages.Count',
    'Root.Names.EmbeddedFiles',
    'Root.AcroForm.Fields',
    'Root.Outlines.First',
    'Root.Metadata',
    'Root.Whatever',
    'unreadable',
  ];
  expect(changedPlaces(changes, translator('zh'))).toEqual(['第 1 页', '第 3 页', '页数', '附件', '签章域', '书签', '文档信息', '结构']);
});
