/** Every kind of event is told as a sentence, in both languages, with names and without ids. */
import { expect, test } from 'vitest';
import { bindingMoments } from '../../../domain/contract/readiness.ts';
import { eventGroupNames, eventGroups } from '../../../domain/record/kinds.ts';
import type { Names } from '../../../domain/record/names.ts';
import { storyteller, tellings } from '../../../domain/record/tell.ts';
import { reportKinds } from '../../../domain/report/kinds.ts';
import { documentStatuses } from '../../../domain/report/verdict.ts';
import { reopenCauses } from '../../../domain/scoring/reopen-causes.ts';
import { texts } from '../../../domain/texts/index.ts';
import { translator } from '../../../electron/services/session/texts.ts';

const kinds = Object.values(eventGroups).flat();
const ids = { person: '01890000-0000-7000-8000-000000000001', park: '01890000-0000-7000-8000-000000000002' };

const names: Names = {
  park: (id) => (id === ids.park ? '星湖园' : null),
  person: (id) => (id === ids.person ? '王示例' : null),
  round: () => '本轮',
  expert: () => '库中人',
  identity: () => '持有人',
  visit: () => ({ applicationId: ids.park, on: '2026-10-15' }),
  objection: () => ({ applicationId: ids.park }),
  document: () => ({ kind: 'review', applicationId: ids.park, personId: null }),
  field: () => ({ label: { zh: '电商面积', en: 'area' }, unit: 'm2', options: [] }),
  condition: () => ({ zh: '面积条件', en: 'area condition' }),
  criterion: () => ({ zh: '入驻数量', en: 'tenants' }),
  checkItem: () => ({ zh: '现场面积', en: 'area on site' }),
  type: () => ({ zh: '引领型', en: 'leading' }),
  stage: () => ({ zh: '材料评审', en: 'papers' }),
  grade: () => ({ zh: '优秀', en: 'excellent' }),
  tier: () => ({ zh: '一档', en: 'first tier' }),
};

const tell = (language: 'zh' | 'en' = 'zh') => storyteller(names, language, translator(language));
const event = { entity: `score:${ids.person}/${ids.park}/1.1`, old: null, new: null, reason: null };

test('each kind stands in one group, and has a telling', () => {
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(Object.keys(tellings).sort()).toEqual([...kinds].sort());
});

test.each(['zh', 'en'] as const)('each kind has words of its own in %s, also where it says nothing', (language) => {
  const known = new Set(Object.keys(texts[language]));
  const told = kinds.map((kind) => tell(language)({ ...event, kind }));
  // what has no text is told by its key
  expect(told.filter((sentence) => sentence.startsWith('record.'))).toEqual([]);
  expect(told.filter((sentence) => sentence.includes('{{'))).toEqual([]);
  expect(kinds.filter((kind) => !known.has(`event.${kind}`))).toEqual([]);
});

test('whatever a sentence takes from a list of the program has words', () => {
  const wanted = [
    ...bindingMoments.map((moment) => `record.moment.${moment}`),
    ...documentStatuses.map((status) => `record.status.${status}`),
    ...reportKinds.map((kind) => `reports.kind.${kind}`),
    ...reopenCauses.map((cause) => `tally.reopen.${cause}`),
    ...eventGroupNames.map((group) => `record.group.${group}`),
  ];
  expect(wanted.filter((key) => !(key in texts.zh))).toEqual([]);
});

test('no sentence is left of a kind that nothing writes', () => {
  const said = Object.keys(texts.zh).flatMap((key) => (key.startsWith('record.says.') ? [key.slice('record.says.'.length)] : []));
  expect(said.filter((key) => !kinds.some((kind) => key === kind || key.startsWith(`${kind}.`)))).toEqual([]);
});

test.each([
  [
    'score.set',
    event.entity,
    { points100: 800, comment: null },
    { points100: 850, comment: '好' },
    '王示例给星湖园“入驻数量”：8 分 → 8.5 分，评语：好',
  ],
  ['score.set', event.entity, { points100: 800, comment: '一' }, { points100: 800, comment: '二' }, '王示例给星湖园“入驻数量”的评语：二'],
  ['panel.assign', `person:${ids.person}`, null, { applicationIds: [ids.park] }, '给王示例分派：星湖园'],
  ['panel.unassign', `person:${ids.person}`, { applicationIds: [ids.park] }, null, '取消给王示例的分派：星湖园'],
  ['conflict.declare', `conflict:${ids.person}/${ids.park}`, null, { relation: 'none' }, '王示例与星湖园的关系声明：无关系'],
  [
    'conflict.correct',
    `conflict:${ids.person}/${ids.park}`,
    { relation: 'kinship' },
    { relation: 'none' },
    '更正王示例与星湖园的关系声明：亲属 → 无关系',
  ],
  ['field.set', `field:${ids.park}/area/evidence`, { value: '3980' }, { value: '4100' }, '星湖园“电商面积”核定：3980 平方米 → 4100 平方米'],
  ['field.set', `field:${ids.park}/area/evidence`, { value: '3980' }, { value: null }, '星湖园“电商面积”核定的值撤去，原为3980 平方米'],
  ['shortlist.decide', `decision:${ids.park}`, { result: 'notListed' }, { result: 'listed' }, '星湖园的决定：不予认定 → 拟认定'],
  ['shortlist.takeBack', `decision:${ids.park}`, { result: 'listed' }, null, '收回对星湖园的决定，原为拟认定'],
  ['siteVisit.measure', `visit:v/measure/area`, null, { value: '4100' }, '星湖园（2026-10-15 考察）实测“电商面积”：4100 平方米'],
  ['round.setQuotas', 'round:r', { quotas: { 引领型: 1 } }, { quotas: { 引领型: 2 } }, '“本轮”修改名额：引领型：1 → 2'],
  ['panel.add', `person:${ids.person}`, null, { name: '王', organisation: '大学', role: 'expert' }, '王（大学）加入评审组，专家'],
  ['roster.answer', 'draw:d', null, { expertId: 'x', accepts: false }, '库中人推辞抽取'],
] as const)('%s of %s is told', (kind, entity, old, now, sentence) => {
  expect(tell()({ kind, entity, old, new: now, reason: null })).toBe(sentence);
});

test('an id that names nothing any more is never shown', () => {
  const gone = '01890000-0000-7000-8000-00000000dead';
  const lost: Names = { ...names, park: () => null, person: () => null, round: () => null, criterion: () => null };
  // a year, and parks that are on record by their name
  const byName = /^(calendar|title)\.|^reward\.(grant|correct|strike)$/;
  for (const kind of kinds.filter((one) => !byName.test(one))) {
    const sentence = storyteller(
      lost,
      'zh',
      translator('zh'),
    )({
      kind,
      entity: `score:${gone}/${gone}/1`,
      old: { applicationIds: [gone] },
      new: { applicationIds: [gone], personIds: [gone] },
      reason: null,
    });
    expect([kind, sentence]).toEqual([kind, expect.not.stringContaining('00000000dead')]);
  }
});

test('what another version of the program wrote is told as that', () => {
  expect(tell()({ ...event, kind: 'later.kind' })).toBe('另一版本程序写下的事项');
});
