/** Every document kind and workbook of a round about warehouses, in both languages: none of it speaks of parks. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Input, MethodName } from '../../../domain/contract/api.ts';
import { reportKinds } from '../../../domain/report/kinds.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { schemeJson } from '../../fixtures/schemes.ts';
import { tempFolder } from '../../fixtures/store.ts';

/** The rule book of a recognition, told of 海外仓: nothing in its own words is about parks. */
function warehouses(dir: string): void {
  const told = JSON.stringify({
    ...schemeJson('hunan-recognition-2024'),
    subject: { kind: 'warehouse', word: { zh: '海外仓', en: 'overseas warehouse' } },
  })
    .replaceAll(/(?<!产业)园区/g, '海外仓')
    .replaceAll(/(?<=[a-z] )park(s?)\b/g, 'warehouse$1');
  mkdirSync(join(dir, 'schemes'));
  writeFileSync(join(dir, 'schemes', 'hunan-recognition-2024.json'), told);
}

const wordsIn = (path: string): string =>
  Object.entries(unzipSync(readFileSync(path)))
    .filter(([name]) => /(?:document|header\d*|footer\d*|sharedStrings|workbook|sheet\d+|comments\d*)\.xml$/.test(name))
    .map(([, bytes]) => strFromU8(bytes).replaceAll(/<[^>]+>/g, '\n'))
    .join('\n');

/** Lines that speak of parks, without what people wrote and names. */
const ofParks = (text: string): string[] =>
  text.split('\n').filter((line) => /(?<!产业)园区|\bparks?\b/i.test(line.replaceAll(/产业园区|园区运营有限公司/g, '')));

test('no_document_and_no_workbook_of_a_round_about_warehouses_speaks_of_parks', async () => {
  const dir = tempFolder();
  warehouses(dir);
  const seated = await seatReview({ parks: 3, experts: 4, dir, visitors: 1 });
  const { call, roundId, parks, experts } = seated;
  const [first = '', second = '', third = ''] = parks;
  const [personId = ''] = experts;
  await call('conflicts.declare', { personId: experts[2] ?? '', applicationId: third, relation: 'kinship', reason: '亲属任职' });
  const { visitId } = await call('visits.open', { applicationId: first, visitedOn: '2026-10-10', people: ['专家4', '赵示例'] });
  const { checklist } = await call('visits.get', { visitId });
  await call('visits.check', { visitId, checkId: checklist[0]?.id ?? '', outcome: 'holdsPartly', note: '北界未立桩' });
  await call('visits.measure', { visitId, key: 'companies', value: 40, method: 'asked' });
  await call('visits.matter', { visitId, matter: { matter: '补交租赁合同', dueOn: '2026-10-20', responsible: '赵示例' } });
  await call('visits.draw', { visitId, firms: ['一公司', '二公司'], size: 1 });
  const stroke = [[1, 1, 0, 1] as [number, number, number, number], [9, 9, 9, 1] as [number, number, number, number]];
  await call('visits.sign', { visitId, name: '赵示例', role: 'park', strokes: [stroke] });
  await call('visits.close', { visitId });
  // the third expert’s sheet goes out on paper
  for (const expert of experts.slice(0, 2))
    for (const applicationId of [first, second]) await submitSheet(seated, expert, applicationId, 0.6);
  for (const expert of experts.slice(0, 2)) await submitSheet(seated, expert, third, 0.4);
  await call('tally.setRules', { roundId, rules: { trim: 'none', outlier: { percent: 5, on: 'sheet' } } });
  await call('shortlist.decide', { applicationId: first, result: 'listed', reason: '合议' });
  for (const applicationId of [second, third]) await call('shortlist.decide', { applicationId, result: 'notListed', reason: '合议' });
  await call('supplements.request', { applicationId: first, items: [{ what: '租赁合同' }], dueOn: '2099-10-12', reason: '核对时发现' });
  const { text } = await call('minutes.draft', { roundId });
  await call('minutes.save', { roundId, text, heldOn: '2026-10-12', place: '会议室' });
  const speak = async (language: 'zh' | 'en', method: MethodName, payload: object): Promise<string> => {
    const path = join(tempFolder(), 'file');
    const answer = await seated.host.dispatch.call({ method, payload: { ...payload, path }, language });
    expect(answer.ok ? null : answer.error.code, JSON.stringify(payload)).toBeNull();
    return wordsIn(path);
  };
  for (const language of ['zh', 'en'] as const)
    expect(ofParks(await speak(language, 'scores.exportSheet', { personId: experts[2] ?? '' }))).toEqual([]);
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12', workingDays: 5 });
  await call('publicity.close', { roundId, despite: '试评' });
  const wanted: readonly Input<'reports.export'>[] = [
    ...(['summary', 'shortlist', 'publicity', 'final', 'minutes'] as const).map((kind) => ({ kind, roundId })),
    ...parks.map((applicationId) => ({ kind: 'review' as const, applicationId })),
    ...parks.map((applicationId) => ({ kind: 'letter' as const, applicationId })),
    { kind: 'visit', applicationId: first },
    { kind: 'supplement', applicationId: first },
    { kind: 'sheet', applicationId: first, personId },
  ];
  // an account of money is of rounds of rewards alone
  expect(new Set([...wanted.map(({ kind }) => kind), 'funding'])).toEqual(new Set(reportKinds));
  for (const language of ['zh', 'en'] as const) {
    for (const one of wanted) expect(ofParks(await speak(language, 'reports.export', { ...one, format: 'docx' })), one.kind).toEqual([]);
    for (const method of ['reports.workbook', 'rounds.exportRubric', 'tally.exportSheet'] as const)
      expect(ofParks(await speak(language, method, { roundId })), method).toEqual([]);
    expect(ofParks(await speak(language, 'schemes.form', { schemeId: 'hunan-recognition-2024', format: 'docx' })), 'schemes.form').toEqual(
      [],
    );
    const draft = await seated.host.dispatch.call({ method: 'minutes.draft', payload: { roundId }, language });
    expect(ofParks(JSON.stringify(draft).replaceAll('\\n', '\n')), 'minutes.draft').toEqual([]);
  }
}, 240_000);
