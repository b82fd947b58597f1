/** What two applications have in common is told at both, and no longer once one of them says something else. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAffected } from '../../../renderer/state/affected.ts';
import { buildZip, type Part } from '../../fixtures/archives.ts';
import { buildDocx, formDocx, formRows, formTitle, wordTable } from '../../fixtures/office.ts';
import { openReview, type Review } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const parkOf = (name: string) => `${name}跨境电商产业园`;

/** Values of its own for each park; `changes` by label. */
function formOf(name: string, at: number, changes: Readonly<Record<string, string>> = {}): Part {
  const own = {
    法定代表人: `法人${name}`,
    联系人: `联系${name}`,
    联系方式: `0731-8888000${at}`,
    详细地址: `湖南省长沙市${name}路${at}号院`,
  };
  return { name: '申报表.docx', data: formDocx(parkOf(name), { ...own, ...changes }) };
}

async function importAll(review: Review, packages: readonly Part[][]): Promise<{ roundId: string; ids: string[] }> {
  const { roundId } = await review.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  const paths = packages.map((parts, at) => {
    const path = join(tempFolder(), `第${at}家.zip`);
    writeFileSync(path, buildZip(parts));
    return path;
  });
  const { imported } = await review.call('packages.import', { roundId, paths });
  return { roundId, ids: imported.map((one) => one.applicationId) };
}

async function sharedOf({ call }: Review, applicationId = '') {
  const { findings } = await call('applications.get', { applicationId });
  return findings.filter(({ code }) => code.startsWith('shared.'));
}

const codesOf = async (review: Review, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await sharedOf(review, id)).map(({ code, params }) => `${code} ${String(params['parks'])}`)));

test('packages_with_everything_of_their_own_share_nothing', async () => {
  const review = openReview();
  const { ids } = await importAll(review, [[formOf('甲', 1)], [formOf('乙', 2)]]);
  expect(await codesOf(review, ids)).toEqual([[], []]);
});

test('each_thing_in_common_is_told_at_both_and_goes_with_its_correction', async () => {
  const review = openReview();
  const proof = { name: '证明材料/营业执照.pdf', data: randomBytes(4000) };
  const packages = [
    [formOf('甲', 1), proof, { name: '证明材料/小.txt', data: '无' }],
    [formOf('乙', 2, { 联系方式: '（0731）8888 0001' }), { ...proof, name: '附件/执照副本.pdf' }, { name: '小.txt', data: '无' }],
    [formOf('丙', 3, { 运营主体名称: `${parkOf('甲')} 运营有限公司`, 法定代表人: '联系甲' })],
    [formOf('丁', 4, { 联系人: '联系乙' })],
  ];
  const { roundId, ids } = await importAll(review, packages);
  expect(await codesOf(review, ids)).toEqual([
    [`shared.file ${parkOf('乙')}`, `shared.operator ${parkOf('丙')}`, `shared.phone ${parkOf('乙')}`, `shared.person ${parkOf('丙')}`],
    [`shared.file ${parkOf('甲')}`, `shared.phone ${parkOf('甲')}`, `shared.name ${parkOf('丁')}`],
    [`shared.operator ${parkOf('甲')}`, `shared.person ${parkOf('甲')}`],
    [`shared.name ${parkOf('乙')}`],
  ]);
  const [file] = await sharedOf(review, ids[1]);
  expect(file?.message).toBe(`有 1 份材料（执照副本.pdf）与另外 1 家园区的材料内容完全相同：${parkOf('甲')}。`);
  // a hint is told and not counted
  const counts = (await review.call('applications.list', { roundId })).map((one) => one.findings);
  const views = await Promise.all(ids.map(async (applicationId) => (await review.call('applications.get', { applicationId })).findings));
  expect(counts).toEqual(views.map((findings) => findings.filter(({ code }) => code !== 'shared.name').length));

  const told: (readonly string[] | null)[] = [];
  review.host.dispatch.onWrite(({ entities }) => told.push(entities));
  await review.call('applications.setField', { applicationId: ids[1] ?? '', key: 'phone', value: '0731-88880002', reason: '电话核实' });
  expect(await codesOf(review, ids.slice(0, 2))).toEqual([
    [`shared.file ${parkOf('乙')}`, `shared.operator ${parkOf('丙')}`, `shared.person ${parkOf('丙')}`],
    [`shared.file ${parkOf('甲')}`, `shared.name ${parkOf('丁')}`],
  ]);
  // the other park is asked again for that, and not for a figure of this one
  expect(isAffected('applications.get', { applicationId: ids[0] ?? '' }, told[0] ?? null)).toBe(true);
  await review.call('applications.setField', { applicationId: ids[1] ?? '', key: 'companies', value: 31, reason: '核实' });
  expect(isAffected('applications.get', { applicationId: ids[0] ?? '' }, told[1] ?? null)).toBe(false);
  expect(isAffected('eligibility.evaluate', { applicationId: ids[0] ?? '' }, told[0] ?? null)).toBe(false);
});

/** A package of a park whose form says these things besides its own. */
function packageOf(name: string, at: number, said: Readonly<Record<string, string>>, files: readonly Part[] = []): Part[] {
  const own: Readonly<Record<string, string>> = {
    运营主体名称: `${name}运营有限公司`,
    法定代表人: `法人${name}`,
    联系人: `联系${name}`,
    联系方式: `0731-8888000${at}`,
    详细地址: `湖南省长沙市${name}路${at}号院`,
    ...said,
  };
  const { 统一社会信用代码: code, ...changes } = own;
  const rows = [...formRows(parkOf(name), changes), ...(code === undefined ? [] : [['统一社会信用代码', code] as const])];
  return [{ name: '申报表.docx', data: buildDocx(formTitle + wordTable(rows)) }, ...files];
}

const proof = randomBytes(4000);

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
  ['a telephone, full-width and abroad', { 联系方式: '０７３１－８８８８０００７' }, { 联系方式: '+86 731 8888 0007' }, 'shared.phone'],
  ['a telephone with an extension', { 联系方式: '0731-88880007-802' }, { 联系方式: '（0731）88880007转803' }, 'shared.phone'],
  ['a telephone among the names', { 联系人: '联系甲 139 0000 1234' }, { 联系方式: '86-13900001234' }, 'shared.phone'],
  [
    'a person of the same telephone',
    { 联系人: '王 小明（主任）', 联系方式: '13900001234' },
    { 联系人: '主任王小明', 联系方式: '139-0000-1234' },
    'shared.phone shared.person',
  ],
  ['an address', { 详细地址: '湖南省 长沙市 示例大道 １２ 号' }, { 详细地址: '长沙市示例大道十二号' }, 'shared.address'],
  [
    'a credit code',
    { 统一社会信用代码: '９１３５０１００Ｍ０００１００Ｙ４３' },
    { 统一社会信用代码: '91350100 m000100y43' },
    'shared.creditCode',
  ],
  ['a name alone', { 法定代表人: '王小明' }, { 联系人: '王小明先生' }, 'shared.name'],
  ['nothing', { 联系方式: '0731-88880007' }, { 联系方式: '0731-88880008' }, ''],
])('%s in two packages', async (_name, first, second, codes) => {
  const review = openReview();
  const { ids } = await importAll(review, [packageOf('甲', 1, first), packageOf('乙', 2, second)]);
  expect(ids).toHaveLength(2);
  for (const id of ids) expect((await sharedOf(review, id)).map(({ code }) => code).join(' ')).toBe(codes);
});

test('the_same_file_under_another_name_and_ending_is_found', async () => {
  const review = openReview();
  const { ids } = await importAll(review, [
    packageOf('甲', 1, {}, [{ name: '证明材料/执照.pdf', data: proof }]),
    packageOf('乙', 2, {}, [{ name: '附件/扫描/IMG_0001.PDF', data: proof }]),
  ]);
  for (const id of ids) expect((await sharedOf(review, id)).map(({ code }) => code)).toEqual(['shared.file']);
});

test('a_new_version_of_one_package_takes_its_files_out', async () => {
  const review = openReview();
  const proof = { name: '证明材料/营业执照.pdf', data: randomBytes(4000) };
  const { roundId, ids } = await importAll(review, [
    [formOf('甲', 1), proof],
    [formOf('乙', 2), proof],
  ]);
  expect(await codesOf(review, ids)).toEqual([[`shared.file ${parkOf('乙')}`], [`shared.file ${parkOf('甲')}`]]);
  const path = join(tempFolder(), '新.zip');
  writeFileSync(path, buildZip([formOf('乙', 2), { ...proof, data: randomBytes(4000) }]));
  await review.call('packages.import', { roundId, paths: [path], replace: true });
  expect(await codesOf(review, ids)).toEqual([[], []]);
});

test('blank_forms_and_templates_are_handed_to_everybody', async () => {
  const review = openReview();
  const blank = buildDocx(formTitle + wordTable(formRows('').map(([label]) => [label, ''])));
  const packages = ['甲', '乙'].map((name): Part[] => [
    { name: '申报表.docx', data: blank },
    { name: '申报表填表说明.pdf', data: Buffer.alloc(4000, 1) },
    { name: `${name}.txt`, data: name },
  ]);
  const { ids } = await importAll(review, packages);
  expect(ids.length).toBe(2);
  expect(await codesOf(review, ids)).toEqual([[], []]);
});

test('an_expert_is_not_told_of_parks_from_which_they_are_recused', async () => {
  const review = openReview();
  const { call } = review;
  const phone = { 联系方式: '13900001234' };
  const { roundId, ids } = await importAll(review, [[formOf('甲', 1, phone)], [formOf('乙', 2, phone)], [formOf('丙', 3, phone)]]);
  const [applicationId = '', second = '', third = ''] = ids;
  const { personId } = await call('panel.add', { roundId, name: '专家', organisation: '', title: '', role: 'expert' });
  await call('panel.assign', { personId, applicationIds: ids });
  for (const id of [applicationId, third]) await call('conflicts.declare', { personId, applicationId: id, relation: 'none' });
  await call('conflicts.declare', { personId, applicationId: second, relation: 'kinship', reason: '亲属' });
  const parks = async (actor?: string) =>
    (await call('applications.get', { applicationId }, actor)).findings.find(({ code }) => code === 'shared.phone')?.params;
  expect(await parks()).toMatchObject({ count: 2, parks: `${parkOf('乙')}、${parkOf('丙')}` });
  expect(await parks(personId)).toMatchObject({ count: 1, parks: parkOf('丙') });
});

test('others_are_told_in_the_order_of_the_round_whatever_changed_last', async () => {
  const review = openReview();
  const same = { 运营主体名称: '同一家运营有限公司' };
  const { ids } = await importAll(review, [[formOf('甲', 1, same)], [formOf('乙', 2, same)], [formOf('丙', 3, same)]]);
  const [applicationId = '', , last = ''] = ids;
  const both = [`shared.operator ${parkOf('甲')}、${parkOf('乙')}`];
  const told = () => codesOf(review, [last]);
  expect(await told()).toEqual([both]);
  await review.call('applications.setField', { applicationId, key: 'activeTraders', value: 11, reason: '核对' });
  expect(await told()).toEqual([both]);
  await review.call('applications.setField', { applicationId, key: 'operator', value: '另一家', reason: '核对' });
  expect(await told()).toEqual([[`shared.operator ${parkOf('乙')}`]]);
  await review.call('applications.setField', { applicationId, key: 'operator', value: '同一家运营有限公司', reason: '核对' });
  expect(await told()).toEqual([both]);
});
