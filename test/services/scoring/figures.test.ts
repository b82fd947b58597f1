/** 客观分的数值来源: a figure that a formula reads says where it is from, and one that was measured by whom, when and how. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { expect, test } from 'vitest';
import { scoreSheetData } from '../../../domain/report/documents/score-sheet.ts';
import { dataName } from '../../../domain/report/tree.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { has, run } from '../../fixtures/tools.ts';

test('a_sheet_says_who_measured_the_figure_that_its_formula_reads', async () => {
  const seated = await seatReview({ parks: 1, experts: 2, visitors: 1 });
  const { call, host, dir, parks, experts } = seated;
  const [applicationId = ''] = parks;
  const [personId = '', visitor = ''] = experts;
  const figure = async () => {
    const { fields } = await call('applications.get', { applicationId });
    return fields.find(({ key }) => key === 'companies')?.values.map(({ source, measured }) => [source, measured]);
  };
  expect(await figure()).toEqual([['form', null]]);
  host.session.now = () => '2026-10-10T01:41:00.000Z';
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['专家2'] });
  await call('visits.measure', { visitId, key: 'companies', value: 41, method: 'counted' }, visitor);
  await call('visits.measure', { visitId, key: 'activeTraders', value: 12 });
  expect(await figure()).toEqual([
    ['form', null],
    ['visit', { by: '专家2', on: '2026-10-10', method: 'counted', at: '2026-10-10T01:41:00.000Z' }],
  ]);
  await submitSheet(seated, personId, applicationId, 0.6);
  const path = join(dir, '评分表.pdf');
  await call('reports.export', { kind: 'sheet', applicationId, personId, path });
  const pdf = await PDF.load(new Uint8Array(readFileSync(path)));
  const { criteria } = scoreSheetData.parse(JSON.parse(Buffer.from(pdf.getAttachment(dataName) ?? new Uint8Array()).toString('utf8')));
  const figures = Object.fromEntries(criteria.map(({ criterionId, figures: said }) => [criterionId, said]));
  const name = (key: string) => host.session.scheme('hunan-recognition-2024').fields.find((field) => field.key === key)?.label.zh ?? key;
  expect(figures['1.1']).toEqual([`“${name('companies')}”取实测：2026-10-10 考察，专家2，现场清点，2026年10月10日09:41（北京时间）记`]);
  // nobody said how
  expect(figures['1.2']).toEqual([`“${name('activeTraders')}”取实测：2026-10-10 考察，秘书，2026年10月10日09:41（北京时间）记`]);
  // judged by opinion: read off nothing
  expect(figures['1.3']).toBeUndefined();
  expect((await call('documents.verify', { path })).redrawn).toBe(true);
  if (has('pdftotext')) expect(run('pdftotext', ['-layout', path, '-'])).toContain('专家2，现场清点');
}, 120_000);

test('the_laptop_of_an_expert_shows_who_measured_it_too', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const [applicationId = ''] = office.parks;
  const { visitId } = await office.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一'] });
  await office.call('visits.measure', { visitId, key: 'companies', value: 41, method: 'counted' });
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  const measuredOn = async () => {
    const { fields } = await laptop.call('applications.get', { applicationId });
    return fields.find(({ key }) => key === 'companies')?.values.at(-1);
  };
  expect(await measuredOn()).toMatchObject({ source: 'visit', measured: { by: '秘书', method: 'counted' } });
}, 60_000);
