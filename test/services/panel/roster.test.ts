/** 专家库 and 抽取: experts across rounds, taken onto panels, drawn by a seed that nobody chooses. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import { expect, test } from 'vitest';
import { findUntoldValues } from '../../../db/record/replay.ts';
import { buildWorkbook } from '../../../electron/io/xlsx/worksheet.ts';
import { openReview, seatReview, type Review } from '../../fixtures/review.ts';

async function sheet(review: Review, rows: readonly (readonly string[])[], name = '名单.xlsx'): Promise<string> {
  const path = join(review.dir, name);
  const [head = [], ...rest] = rows;
  const columns = head.map((text) => ({ head: text }));
  writeFileSync(
    path,
    await buildWorkbook([{ name: '名单', columns, rows: rest.map((cells) => ({ cells: [...cells] })) }], {
      createdAt: '2026-10-01T00:00:00.000Z',
    }),
  );
  return path;
}

const allTaken = { doubles: [], passedOver: [], sheets: [], lines: [], hidden: 0 };
const heads = ['序号', '姓名', '工作单位', '职称', '专业', '所在地', '联系电话'];

async function openRoster(experts: number): Promise<Review & { readonly roundId: string }> {
  const review = openReview();
  const { roundId } = await review.call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  for (let index = 1; index <= experts; index++)
    await review.call('roster.add', {
      name: `专家${index}`,
      organisation: '示例大学',
      field: index % 2 === 0 ? '物流、海关' : '贸易',
      region: index <= 4 ? '长沙' : '株洲',
    });
  return { ...review, roundId };
}

const byName = async ({ call }: Review) => new Map((await call('roster.list', {})).map((one) => [one.name, one.expertId]));

test('a_list_is_read_whole_or_not_at_all_and_who_is_known_stays', async () => {
  const review = openReview();
  const { call, refusal, host } = review;
  await call('roster.add', { name: '陈静', organisation: '示例大学', contact: '0731-1' });
  const path = await sheet(review, [
    heads,
    ['1', '陈静', '示例大学', '教授', '物流', '长沙', '0731-2'],
    ['2', ' 李明 ', '示例学院', '副教授', '贸易', '株洲', ''],
    ['', '', '', '', '', '', ''],
    ['3', '李明', '示例学院', '', '', '', ''],
  ]);
  expect(await call('roster.import', { path })).toEqual({ added: 1, known: 2, ...allTaken });
  expect((await call('roster.list', {})).map(({ name, title, field, contact }) => [name, title, field, contact])).toEqual([
    ['李明', '副教授', '贸易', ''],
    ['陈静', '', '', '0731-1'],
  ]);
  const bad = await sheet(review, [heads, ['1', '王五', '', '', '', '', ''], ['2', '', '示例大学', '', '', '', '']], '坏.xlsx');
  expect(await refusal('roster.import', { path: bad })).toMatchObject({
    code: 'roster/bad-row',
    details: { sheet: '名单', line: 3, column: '姓名' },
  });
  expect(
    (
      await refusal('roster.import', {
        path: await sheet(
          review,
          [
            ['甲', '乙'],
            ['1', '2'],
          ],
          '别.xlsx',
        ),
      })
    ).code,
  ).toBe('roster/no-table');
  writeFileSync(join(review.dir, '文.xlsx'), 'no workbook');
  writeFileSync(join(review.dir, '表.csv'), '姓名,单位\n王五,示例大学\n');
  for (const name of ['文.xlsx', '表.csv'])
    expect(await refusal('roster.import', { path: join(review.dir, name) })).toMatchObject({ code: 'roster/not-xlsx', details: { name } });
  expect(await call('roster.list', {})).toHaveLength(2);
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
});

test('what_of_a_list_is_not_taken_is_told', async () => {
  const { call, dir } = openReview();
  const book = new Workbook();
  const all = book.addWorksheet('省级');
  all.addRows([
    ['2026 年专家名单'],
    ['序号', '姓名', '单位', '联系方式', '', '邮箱', '身份证号'],
    ['', '', '', '手机', '职称', '', ''],
    [1, '陈静', '示例大学', '1', '教授', 'a@example.invalid', '4301'],
    [2, '李明', '', '2', '教授', '', ''],
    [3, '王五', '示例学院', '3', '讲师', '', ''],
    [4, '陈静', '示例大学', '4', '讲师', '', ''],
    [5, '赵六', '示例学院', '5', '', '', ''],
    [6, '', '', '', '', '', ''],
    ['合计', '5 人', '', '', '', '', ''],
    ['填表人：张三'],
  ]);
  all.mergeCells('C4:C5');
  all.getRow(8).hidden = true;
  book.addWorksheet('市级').addRows([
    ['姓名', '单位'],
    ['钱七', '示例中学'],
    ['姓名', '单位'],
    ['孙八', '示例中学'],
  ]);
  book.addWorksheet('附注').addRows([['本表由各市州填报']]);
  const path = join(dir, '名单.xlsx');
  writeFileSync(path, new Uint8Array(await book.xlsx.writeBuffer()));
  expect(await call('roster.import', { path })).toEqual({
    added: 5,
    known: 0,
    doubles: ['陈静 · 示例大学'],
    passedOver: ['邮箱', '身份证号'],
    sheets: ['附注'],
    lines: ['合计', '填表人：张三'],
    hidden: 1,
  });
  const read = new Map((await call('roster.list', {})).map((one) => [one.name, [one.organisation, one.title, one.contact]]));
  expect(Object.fromEntries(read)).toEqual({
    陈静: ['示例大学', '教授', '1'],
    李明: ['示例大学', '教授', '2'],
    王五: ['示例学院', '讲师', '3'],
    钱七: ['示例中学', '', ''],
    孙八: ['示例中学', '', ''],
  });
});

test('two_columns_of_one_meaning_are_not_chosen_from', async () => {
  const review = openReview();
  const refused = async (...heads: string[]) =>
    review.refusal('roster.import', {
      path: await sheet(review, [
        ['姓名', ...heads],
        ['陈静', '教授', '院长'],
      ]),
    });
  expect(await refused('单位', '工作单位')).toMatchObject({
    code: 'roster/two-columns',
    details: { sheet: '名单', column: '单位', heads: ['单位', '工作单位'] },
  });
  expect(await refused('职称', ' 职称')).toMatchObject({ code: 'roster/two-columns', details: { column: '职务职称' } });
});

test('post_and_rank_are_both_taken', async () => {
  const review = openReview();
  const rows = [
    ['姓名', '职务', '单位', '职称'],
    ['陈静', '院长', '示例大学', '教授'],
    ['王五', '', '示例大学', '讲师'],
    ['赵六', '主任', '示例大学', ''],
    ['孙七', '教授', '示例大学', '教授'],
    ['钱八', '教授、院长', '示例大学', '教授'],
  ];
  await review.call('roster.import', { path: await sheet(review, rows) });
  expect((await review.call('roster.list', {})).map(({ name, title }) => [name, title])).toEqual(
    expect.arrayContaining([
      ['陈静', '院长、教授'],
      ['王五', '讲师'],
      ['赵六', '主任'],
      ['孙七', '教授'],
      ['钱八', '教授、院长'],
    ]),
  );
  const long = [
    ['姓名', '职务', '职称'],
    ['陈静', '院'.repeat(60), '授'.repeat(60)],
  ];
  expect(await review.refusal('roster.import', { path: await sheet(review, long) })).toMatchObject({ code: 'roster/bad-row' });
});

test('an_expert_keeps_the_panels_of_all_rounds_and_doubles_become_one', async () => {
  const review = await openRoster(2);
  const { call, refusal, roundId, host } = review;
  const experts = await byName(review);
  const [one = '', two = ''] = [experts.get('专家1'), experts.get('专家2')];
  await call('roster.seat', { roundId, expertIds: [one], role: 'leader' });
  expect((await refusal('roster.seat', { roundId, expertIds: [two, one] })).code).toBe('roster/seated');
  // nothing half done
  expect(await call('panel.list', { roundId })).toHaveLength(1);
  const { roundId: next } = await call('rounds.copy', { roundId, name: '下一年', appliedOn: '2027-09-30', people: false });
  await call('roster.seat', { roundId: next, expertIds: [two] });
  expect((await refusal('roster.remove', { expertId: two })).code).toBe('roster/has-sat');
  expect(await call('roster.merge', { keep: one, drop: two })).toEqual({ seats: 1 });
  expect(await call('roster.list', {})).toMatchObject([
    {
      expertId: one,
      rounds: [
        { name: '评审', role: 'leader' },
        { name: '下一年', role: 'expert' },
      ],
    },
  ]);
  await call('roster.pause', { expertId: one, reason: '出国' });
  const { roundId: third } = await call('rounds.copy', { roundId, name: '再下一年', appliedOn: '2028-09-30', people: false });
  expect(await refusal('roster.seat', { roundId: third, expertIds: [one] })).toMatchObject({
    code: 'roster/paused',
    details: { reason: '出国' },
  });
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
  // taken off a panel again, the round is no panel of theirs
  const [person] = await call('panel.list', { roundId: next });
  await call('panel.remove', { personId: person?.personId ?? '' });
  expect((await call('roster.list', {}))[0]?.rounds.map(({ name }) => name)).toEqual(['评审']);
});

test('a_merge_loses_neither_a_pause_nor_what_only_one_entry_says', async () => {
  const { call, host } = openReview();
  const { expertId: keep } = await call('roster.add', { name: '陈静', organisation: '示例大学', title: '教授' });
  const drop = async (more: { contact?: string; title?: string; field?: string }, paused: string | null) => {
    const { expertId } = await call('roster.add', { name: '陈静', organisation: '', ...more, another: true });
    await call('roster.pause', { expertId, reason: paused });
    await call('roster.merge', { keep, drop: expertId });
  };
  await drop({ title: '讲师', contact: '0731-1' }, null);
  expect(await call('roster.list', {})).toMatchObject([
    { organisation: '示例大学', title: '教授', contact: '0731-1', field: '', paused: null },
  ]);
  await drop({ field: '物流', contact: '0731-2' }, '出国');
  await drop({}, '回避期');
  await drop({}, '出国；回避期');
  expect(await call('roster.list', {})).toMatchObject([{ contact: '0731-1', field: '物流', paused: '出国；回避期' }]);
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
});

test('the_panel_of_a_round_fills_the_roster', async () => {
  const { call, roundId } = await seatReview({ parks: 1, experts: 3 });
  await call('roster.add', { name: '专家1', organisation: '示例大学' });
  expect(await call('roster.takeFrom', { roundId })).toEqual({ added: 2 });
  expect(await call('roster.takeFrom', { roundId })).toEqual({ added: 0 });
  expect((await call('roster.list', {})).map(({ name, title, rounds }) => [name, title, rounds.length])).toEqual([
    ['专家1', '', 1],
    ['专家2', '教授', 1],
    ['专家3', '教授', 1],
  ]);
});

test('namesakes_stay_two_people', async () => {
  const { call, refusal } = openReview();
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  const who = { name: '陈静', organisation: '示例大学' };
  await call('panel.add', { roundId, ...who, role: 'expert' });
  await call('panel.add', { roundId, ...who, role: 'expert', another: true });
  await call('roster.add', who);
  expect(await call('roster.takeFrom', { roundId })).toEqual({ added: 1 });
  const [one, two] = await call('roster.list', {});
  expect([one?.rounds.length, two?.rounds.length]).toEqual([1, 1]);
  const [keep = '', drop = ''] = [one?.expertId, two?.expertId];
  expect(await refusal('roster.merge', { keep, drop })).toMatchObject({ code: 'roster/both-seated', details: { round: '评审' } });
  // a third of that name is on no panel: drawn and seated like anybody
  const { expertId: third } = await call('roster.add', { ...who, another: true });
  expect((await call('roster.draw', { roundId, size: 1, withoutLikely: false })).order.map(({ expertId }) => expertId)).toEqual([third]);
  await call('roster.seat', { roundId, expertIds: [third] });
  expect((await refusal('roster.seat', { roundId, expertIds: [third] })).code).toBe('roster/seated');
  // a member whom nothing links may be the one of that name in the roster
  const { roundId: next } = await call('rounds.copy', { roundId, name: '下一年', appliedOn: '2027-09-30', people: false });
  await call('panel.add', { roundId: next, ...who, role: 'expert' });
  expect((await refusal('roster.seat', { roundId: next, expertIds: [third] })).code).toBe('roster/seated');
  expect((await refusal('roster.draw', { roundId: next, size: 1, withoutLikely: false })).code).toBe('roster/too-few');
  // and once one sits on either, they can be merged
  const [seat] = await call('panel.list', { roundId });
  await call('panel.remove', { personId: seat?.personId ?? '' });
  expect(await call('roster.merge', { keep, drop: third })).toMatchObject({ seats: 1 });
});

test('a_draw_goes_by_its_seed_and_the_next_steps_up_for_who_refuses', async () => {
  const review = await openRoster(8);
  const { call, refusal, roundId, host } = review;
  const experts = await byName(review);
  const draw = await call('roster.draw', { roundId, size: 2, fields: ['物流'], regions: [] });
  const fitting = ['专家2', '专家4', '专家6', '专家8'].map((name) => experts.get(name) ?? '');
  const rank = (id: string) => createHash('sha256').update(`${draw.seed}\n${id}`).digest('hex');
  const order = fitting.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  expect(draw).toMatchObject({ pool: 4, size: 2, conditions: ['专业领域：物流', '排除按名称、地址很可能与申报单位有关系的专家'] });
  expect(draw.order.map(({ expertId, answer }) => [expertId, answer])).toEqual(order.map((id, at) => [id, at < 2 ? 'called' : 'waiting']));
  const [first = '', second = '', third = '', fourth = ''] = order;
  const { drawId } = draw;
  expect((await refusal('roster.answer', { drawId, expertId: third, accepts: true })).code).toBe('roster/not-called');
  expect((await refusal('roster.answer', { drawId, expertId: first, accepts: false })).code).toBe('roster/reason-missing');
  await call('roster.answer', { drawId, expertId: first, accepts: false, reason: '出差' });
  const { personId } = await call('roster.answer', { drawId, expertId: third, accepts: true });
  expect((await refusal('roster.answer', { drawId, expertId: first, accepts: true })).code).toBe('roster/not-called');
  expect((await refusal('roster.answer', { drawId, expertId: fourth, accepts: true })).code).toBe('roster/not-called');
  expect((await call('panel.list', { roundId })).map((one) => one.personId)).toEqual([personId]);
  expect((await call('roster.draws', { roundId }))[0]?.order.map(({ expertId, answer, reason }) => [expertId, answer, reason])).toEqual([
    [first, 'refused', '出差'],
    [second, 'called', null],
    [third, 'accepted', null],
    [fourth, 'waiting', null],
  ]);
  // who sits, is paused, is called or refused is not drawn from
  expect((await call('roster.draw', { roundId, size: 1, fields: ['物流'] })).order.map(({ expertId }) => expertId)).toEqual([fourth]);
  expect(await refusal('roster.draw', { roundId, size: 3, fields: ['物流'] })).toMatchObject({
    code: 'roster/too-few',
    details: { count: 0 },
  });
  expect((await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
  host.session.store.write((tx) => {
    tx.sqlite.exec('DROP TRIGGER IF EXISTS event_is_never_changed');
    for (const { name } of tx.sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'").all() as {
      name: string;
    }[])
      tx.sqlite.exec(`DROP TRIGGER ${name}`);
    const { new: now } = tx.sqlite.prepare("SELECT new FROM event WHERE kind = 'roster.draw' ORDER BY seq").get() as { new: string };
    const told = JSON.parse(now) as { order: unknown[] };
    tx.sqlite
      .prepare("UPDATE event SET new = ? WHERE kind = 'roster.draw' AND entity = ?")
      .run(JSON.stringify({ ...told, order: told.order.toReversed() }), `draw:${drawId}`);
  });
  const { checks } = await call('workspace.doctor', {});
  expect(checks.find(({ id }) => id === 'draws')).toMatchObject({ ok: false, found: [`draw:${drawId}`] });
});

test('a_draw_follows_who_is_on_the_panel', async () => {
  const review = await openRoster(6);
  const { call, refusal, roundId } = review;
  const { drawId, order } = await call('roster.draw', { roundId, size: 2 });
  const [first = '', , third = '', fourth = '', fifth = ''] = order.map(({ expertId }) => expertId);
  const answers = async () =>
    ((await call('roster.draws', { roundId })).find((one) => one.drawId === drawId)?.order ?? []).map(({ answer }) => answer);
  // seated by hand, and entered by hand
  const [byHand = ''] = (await call('roster.seat', { roundId, expertIds: [first] })).personIds;
  await call('panel.add', { roundId, name: order[1]?.name ?? '', organisation: '示例大学', role: 'expert' });
  expect(await answers()).toEqual(['accepted', 'accepted', 'waiting', 'waiting', 'waiting', 'waiting']);
  await call('roster.takeFrom', { roundId });
  // off the panel again: the place is free
  await call('panel.remove', { personId: byHand });
  expect((await answers()).slice(0, 3)).toEqual(['called', 'accepted', 'waiting']);
  await call('roster.answer', { drawId, expertId: first, accepts: false, reason: '出差' });
  const { personId } = await call('roster.answer', { drawId, expertId: third, accepts: true });
  await call('panel.remove', { personId: personId ?? '' });
  expect((await answers()).slice(0, 5)).toEqual(['refused', 'accepted', 'withdrawn', 'called', 'waiting']);
  expect((await refusal('roster.answer', { drawId, expertId: third, accepts: true })).code).toBe('roster/not-called');
  // who is called or in reserve stays in the roster; another entry of theirs takes over
  expect((await refusal('roster.remove', { expertId: fourth })).code).toBe('roster/in-draw');
  expect((await refusal('roster.remove', { expertId: fifth })).code).toBe('roster/in-draw');
  const { expertId: keep } = await call('roster.add', { name: order[3]?.name ?? '', organisation: '别处' });
  await call('roster.merge', { keep, drop: fourth });
  expect((await refusal('roster.remove', { expertId: keep })).code).toBe('roster/in-draw');
  await call('roster.merge', { keep, drop: fifth });
  expect((await answers()).slice(3)).toEqual(['called', 'merged', 'waiting']);
  await call('roster.answer', { drawId, expertId: fourth, accepts: true });
  expect((await answers()).slice(3)).toEqual(['accepted', 'merged', 'waiting']);
  expect((await call('roster.list', {})).find((one) => one.expertId === keep)?.rounds).toHaveLength(1);
  // who was replaced is no longer on it, and the place is not free
  const replace = async (personId: string, name: string, organisation: string) =>
    (await call('panel.replace', { personId, by: { name, organisation, title: '' }, reason: '患病' })).personId;
  const successor = await replace((await call('panel.list', { roundId })).at(-1)?.personId ?? '', '后任', '');
  expect((await answers()).slice(3)).toEqual(['replaced', 'merged', 'waiting']);
  await replace(successor, '再任', '');
  expect((await answers()).slice(3)).toEqual(['replaced', 'merged', 'waiting']);
  expect((await refusal('roster.draw', { roundId, size: 2 })).code).toBe('roster/too-few');
  // a successor out of the same draw has one place and not two
  const byName = (await call('panel.list', { roundId })).find(({ name }) => name === order[1]?.name)?.personId ?? '';
  const sixth = await replace(byName, order[5]?.name ?? '', '示例大学');
  expect(await answers()).toEqual(['refused', 'withdrawn', 'withdrawn', 'replaced', 'merged', 'accepted']);
  await replace(sixth, '末任', '');
  expect(await answers()).toEqual(['refused', 'replaced', 'withdrawn', 'replaced', 'merged', 'withdrawn']);
  await call('roster.remove', { expertId: first });
  expect((await answers())[0]).toBe('refused');
  expect((await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('who_by_name_likely_has_a_relation_is_told_before_anybody_is_asked', async () => {
  const { call, refusal, roundId, experts } = await seatReview({ parks: 1, experts: 1 });
  const [{ operator } = { operator: null }] = await call('conflicts.list', { personId: experts[0] ?? '' });
  const { expertId } = await call('roster.add', { name: '陈静', organisation: operator ?? '' });
  expect(await call('roster.check', { roundId })).toMatchObject([{ expertId, hints: [{ strength: 'likely' }] }]);
  expect((await refusal('roster.draw', { roundId, size: 1 })).code).toBe('roster/too-few');
  expect((await call('roster.draw', { roundId, size: 1, withoutLikely: false })).order.map(({ name }) => name)).toEqual(['陈静']);
});

test('of_two_windows_that_correct_one_expert_none_takes_back_what_the_other_wrote', async () => {
  const review = await openRoster(1);
  const { call, refusal } = review;
  const [expert] = await call('roster.list', {});
  const expertId = expert?.expertId ?? '';
  const was = { name: '专家1', organisation: '示例大学', title: '', field: '贸易', region: '长沙', contact: '', note: '' };
  await call('roster.edit', { expertId, ...was, contact: '0731-1', was });
  await call('roster.edit', { expertId, ...was, title: '教授', was });
  expect((await call('roster.list', {}))[0]).toMatchObject({ contact: '0731-1', title: '教授' });
  expect((await refusal('roster.edit', { expertId, ...was, contact: '0731-2', was })).code).toBe('edit/changed-meanwhile');
});

test('an_entry_is_the_same_person_however_it_is_written_and_stays_so_in_the_next_round', async () => {
  const review = await openRoster(1);
  const { call, refusal, roundId } = review;
  for (const name of ['专家 1', '专家\u200b1', '专家１'])
    expect((await refusal('roster.add', { name, organisation: '示例大学' })).code).toBe('roster/same-name');
  const [expert] = await call('roster.list', {});
  await call('roster.seat', { roundId, expertIds: [expert?.expertId ?? ''] });
  await call('rounds.copy', { roundId, name: '下一年', appliedOn: '2027-09-30', people: true });
  expect((await call('roster.list', {}))[0]?.rounds.map(({ name }) => name)).toEqual(['评审', '下一年']);
});
