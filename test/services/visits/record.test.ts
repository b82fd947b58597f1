/** 实地考察记录 as a secretary gets it: everything that was recorded, signatures as they were drawn. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PDF } from '@libpdf/core';
import { visitRecordData } from '../../../domain/report/documents/visit-record.ts';
import { dataName } from '../../../domain/report/tree.ts';
import { readAddenda, readHandSigns, readVisitData } from '../../../electron/services/documents/readers/visit.ts';
import { translator } from '../../fixtures/documents.ts';
import { png } from '../../fixtures/png.ts';
import { heic, samplePicture, withExif } from '../../fixtures/photos.ts';
import { seatReview } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

const pen = Array.from(
  { length: 90 },
  (_, i) =>
    [60 + i * 3 + 20 * Math.sin(i / 3), 90 - 40 * Math.cos(i / 3), i * 14, Math.round((0.5 + 0.4 * Math.sin(i / 3)) * 100) / 100] as [
      number,
      number,
      number,
      number,
    ],
);
const mouse = pen.map(([x, y, t]) => [x, y, t] as [number, number, number]);

async function closedVisit() {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, roundId } = seated;
  const applicationId = seated.parks[0] ?? '';
  await call('panel.add', { roundId, name: '周示例', role: 'visitor' });
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['周示例', '赵示例', '钱示例'] });
  const picture = await samplePicture(seated, applicationId);
  const folder = tempFolder();
  const add = async (name: string, bytes: Uint8Array, caption: string) => {
    writeFileSync(join(folder, name), bytes);
    return call('visits.photo', { visitId, path: join(folder, name), caption });
  };
  await add(
    '门.jpg',
    withExif(picture, { taken: '2026:10:10 09:30:15', offset: '+08:00', latitude: [27, 50, 12.5, 'N'], longitude: [112, 56, 3.2, 'E'] }),
    '园区正门',
  );
  await add(
    '仓.jpg',
    withExif(picture, { taken: '2026:10:10 09:42:15', orientation: 6, latitude: [27, 50, 14.1, 'N'], longitude: [112, 56, 8.2, 'E'] }),
    '二号仓库，竖拍',
  );
  await add('图.png', png(640, 480, 70), '平面图');
  const phone = await add('IMG_0001.HEIC', heic(), '');
  const { checklist } = await call('visits.get', { visitId });
  await call('visits.check', { visitId, checkId: checklist[0]?.id ?? '', outcome: 'holdsPartly', note: '北界未立桩' });
  await call('visits.check', { visitId, checkId: checklist[1]?.id ?? '', outcome: 'notSeen', note: '文本不在现场' });
  await call('visits.measure', { visitId, key: 'companies', value: 40 });
  await call('visits.note', { visitId, text: '一期仓库满租，二期在建' });
  await call('visits.edit', { visitId, posts: { 赵示例: '园区总经理' }, started: '09:10', ended: '11:40' });
  await call('visits.interview', { visitId, interview: { person: '孙示例', post: '招商部经理', said: '今年新增六家，其中两家未投产' } });
  await call('visits.matter', { visitId, matter: { matter: '补交租赁合同', dueOn: '2026-10-20', responsible: '赵示例' } });
  await call('visits.opinion', { visitId, opinion: { leader: '周示例', text: '与申报基本一致' } });
  const { drawn } = await call('visits.draw', { visitId, firms: ['一公司', '二公司', '三公司', '四公司'], size: 2 });
  await call('visits.firm', { visitId, name: drawn[0] ?? '', seenThere: { found: 'there', staff: 12, business: '在营', note: null } });
  await call('visits.firm', { visitId, name: '另一公司', seenThere: { found: 'notThere', staff: null, business: null, note: '门锁闭' } });
  await add('旧.jpg', withExif(picture, { taken: '2026:09:08 09:30:15', offset: '+08:00' }), '');
  await call('visits.sign', { visitId, name: '周示例', role: 'team', strokes: [pen] });
  await call('visits.sign', { visitId, name: '赵示例', role: 'park', organisation: '园区运营有限公司', strokes: [mouse] });
  const { digest } = await call('visits.close', { visitId });
  await call('visits.addendum', { visitId, text: '次日补交租赁合同' });
  const made = await call('reports.export', { kind: 'visit', applicationId, path: join(mkdtempSync(join(folder, 'out-')), 'record.pdf') });
  return { ...seated, visitId, digest, phone, drawn, path: made.path };
}

test('everything_recorded_is_in_the_data_that_the_record_carries', async () => {
  const { path, digest, phone, drawn, call } = await closedVisit();
  const pdf = await PDF.load(new Uint8Array(readFileSync(path)));
  const data = visitRecordData.parse(JSON.parse(Buffer.from(pdf.getAttachment(dataName) ?? new Uint8Array()).toString('utf8')));
  expect(data.visit.checks.slice(0, 2).map((one) => one.outcome)).toEqual(['部分符合：北界未立桩', '未能查看：文本不在现场']);
  expect(data.visit.photos.map((one) => one.caption)).toEqual([
    '照片1　园区正门\n2026-10-10 09:30\n北纬27.836806 东经112.934222',
    '照片2　二号仓库，竖拍\n2026-10-10 09:42\n北纬27.837250 东经112.935611',
    '照片3　平面图',
    '照片4\n2026-09-08 09:30（不是考察当日拍摄）',
  ]);
  expect(data.visit.unprinted).toEqual([{ name: 'IMG_0001.HEIC', sha256: phone.sha256 }]);
  expect(data.signs?.map(({ name, role, organisation, strokes }) => [name, role, organisation, strokes])).toEqual([
    ['周示例', '考察人员', null, [pen]],
    ['赵示例', '园区代表', '园区运营有限公司', [mouse]],
  ]);
  expect(data.visit.sessions).toEqual([
    { visitedOn: '2026-10-10', started: '09:10', ended: '11:40', present: ['周示例', '赵示例（园区总经理）', '钱示例'] },
  ]);
  expect(data.visit.samples).toMatchObject([{ visitedOn: '2026-10-10', of: 4, drawn }]);
  expect(data.visit.firms).toEqual([
    { name: drawn[0], drawn: true, found: '在', staff: 12, remarks: '在营' },
    { name: drawn[1], drawn: true, found: '没有查看', staff: null, remarks: '' },
    { name: '另一公司', drawn: false, found: '不在', staff: null, remarks: '门锁闭' },
  ]);
  expect(data.visit.interviews).toEqual([{ who: '孙示例（招商部经理）', said: '今年新增六家，其中两家未投产' }]);
  expect(data.visit.matters).toEqual([{ matter: '补交租赁合同', dueOn: '2026-10-20', responsible: '赵示例' }]);
  expect(data.visit.opinions).toEqual([{ leader: '周示例', text: '与申报基本一致' }]);
  // what nobody looked at is said
  expect(new Set(data.visit.checks.slice(2).map((one) => one.outcome))).toEqual(new Set(['没有核查']));
  expect(data.signs?.map(({ given, changed }) => [given?.slice(0, 12), changed])).toEqual([
    ['签署时的记录：核查 2/', undefined],
    ['签署时的记录：核查 2/', undefined],
  ]);
  expect(data.closings?.map((one) => [one.visitedOn, one.digest])).toEqual([['2026-10-10', digest]]);
  expect(data.addenda.map((one) => one.text)).toEqual(['次日补交租赁合同']);
  // a member of the panel answers with a certificate too; who signed by hand is not asked again, who did not still may
  expect(data.signatures.map(({ signer, label, required }) => [signer, label, required])).toEqual([
    ['周示例', '考察人员', true],
    ['钱示例', '在场人员', false],
  ]);
  expect((await call('documents.verify', { path })).status).not.toBe('altered');
});

test.skipIf(!has('pdftotext'))('the_record_reads_as_a_secretary_expects (needs pdftotext)', async () => {
  const { path, digest, phone, drawn } = await closedVisit();
  expect(
    run('pdftotext', ['-layout', path, '-'])
      .split('\f')
      .map((page) => page.replaceAll(/\s+/g, ''))
      .filter((page) => page.length > 0 && page.length < 40),
  ).toEqual([]);
  const text = run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '');
  for (const wanted of [
    '部分符合：北界未立桩',
    '未能查看：文本不在现场',
    '一期仓库满租，二期在建',
    '北纬27.836806东经112.934222北纬27.837250东经112.935611',
    'IMG_0001.HEIC',
    phone.sha256.slice(0, 16),
    '2026年10月10日09:10至11:40（北京时间）',
    '赵示例（园区总经理）',
    '孙示例（招商部经理）今年新增六家，其中两家未投产',
    `抽取次序：1.${drawn[0]}、2.${drawn[1]}`,
    '补交租赁合同2026年10月20日赵示例',
    '组长现场意见（周示例）：与申报基本一致',
    '没有查看',
    '1项，抽查企业2家，组长现场意见',
    '次日补交租赁合同',
    '周示例考察人员',
    '赵示例园区代表',
    '园区运营有限公司',
    digest.slice(0, 16),
    '北',
  ]) {
    expect(text, wanted).toContain(wanted);
  }
});

test.skipIf(!has('pdftoppm'))('ink_stands_where_people_signed_and_a_picture_where_photos_are (needs pdftoppm)', async () => {
  const { path } = await closedVisit();
  const [width, , ...pixels] = greyPage(path);
  expect(width).toBeGreaterThan(300);
  // blue-black ink, which nothing else on an unsigned record has
  expect(pixels.filter((one) => one === penInk).length).toBeGreaterThan(200);
});

/** 0 for anything, 1 for the colour of a pen; of all pages below each other, after their width and height. */
const penInk = 1;
function greyPage(path: string): number[] {
  const folder = tempFolder();
  run('pdftoppm', ['-r', '72', path, join(folder, 'p')]);
  const pages = run('ls', [folder])
    .split('\n')
    .filter((name) => name.endsWith('.ppm'));
  const out: number[] = [];
  for (const name of pages) {
    const bytes = readFileSync(join(folder, name));
    const [, width = '0', height = '0'] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 40)) ?? [];
    const start = bytes.length - Number(width) * Number(height) * 3;
    if (out.length === 0) out.push(Number(width), Number(height));
    for (let at = start; at + 2 < bytes.length; at += 3) {
      const [red = 0, green = 0, blue = 0] = bytes.subarray(at, at + 3);
      out.push(blue - red > 40 && red < 120 && green < 140 ? penInk : 0);
    }
  }
  return out;
}

test('of_several_visits_signatures_notes_photos_and_addenda_name_theirs', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, host } = seated;
  const applicationId = seated.parks[0] ?? '';
  const picture = await samplePicture(seated, applicationId);
  const folder = tempFolder();
  for (const [index, visitedOn] of ['2026-10-10', '2026-10-20'].entries()) {
    const { visitId } = await call('visits.open', { applicationId, visitedOn, people: [`人${index}`] });
    writeFileSync(join(folder, `${index}.jpg`), withExif(picture, { taken: `2026:10:${index + 1}0 09:30:15`, offset: '+08:00' }));
    await call('visits.photo', { visitId, path: join(folder, `${index}.jpg`), caption: `门${index}` });
    await call('visits.note', { visitId, text: `记录${index}` });
    await call('visits.interview', { visitId, interview: { person: '孙', post: null, said: '满租' } });
    await call('visits.opinion', { visitId, opinion: { leader: '周', text: '可' } });
    await call('visits.sign', { visitId, name: `人${index}`, role: 'park', strokes: [mouse] });
    await call('visits.close', { visitId });
    await call('visits.addendum', { visitId, text: `补${index}` });
  }
  const words = { language: 'zh', t: translator('zh') } as const;
  const { read } = host.session.store;
  const data = readVisitData(read, applicationId, words, true);
  expect(data?.notes.map(({ by }) => by?.split('　')[0])).toEqual(['秘书（2026-10-10）', '秘书（2026-10-20）']);
  expect(data?.photos.map(({ caption }) => caption.split('\n')[0])).toEqual(['照片1　门0（2026-10-10）', '照片2　门1（2026-10-20）']);
  expect(data?.interviews?.map(({ who }) => who)).toEqual(['孙（2026-10-10）', '孙（2026-10-20）']);
  expect(data?.opinions?.map(({ leader }) => leader)).toEqual(['周（2026-10-10）', '周（2026-10-20）']);
  expect(data?.sessions?.map(({ visitedOn, present }) => [visitedOn, present])).toEqual([
    ['2026-10-10', ['人0']],
    ['2026-10-20', ['人1']],
  ]);
  expect(readHandSigns(read, applicationId, words).signs.map(({ name, visit }) => [name, visit])).toEqual([
    ['人0', '2026-10-10 考察'],
    ['人1', '2026-10-20 考察'],
  ]);
  expect(readAddenda(read, applicationId, words).map(({ text, visit }) => [text, visit])).toEqual([
    ['补0', '2026-10-10 考察'],
    ['补1', '2026-10-20 考察'],
  ]);
});
