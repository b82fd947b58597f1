/** Rounds after they were opened: corrected, copied, put away, deleted while they are empty. */
import { expect, test } from 'vitest';
import { findUntoldValues } from '../../../db/record/replay.ts';
import { openReview, seatReview } from '../../fixtures/review.ts';

const head = { name: '评审', appliedOn: '2026-09-30', institution: '示例中心', commission: '', usdRate: '' };

test('a_slip_in_what_a_round_was_opened_with_is_corrected_and_on_record', async () => {
  const { call, roundId, host } = await seatReview();
  expect(await call('rounds.edit', { roundId, ...head })).toMatchObject({ changed: [] });
  const changed = await call('rounds.edit', {
    roundId,
    ...head,
    name: '2026年评审',
    institution: '',
    commission: '示例省商务厅',
    usdRate: '7.08',
  });
  expect(changed.changed).toEqual(['name', 'institution', 'commission', 'usdRate']);
  const round = await call('rounds.get', { roundId });
  expect(round).toMatchObject({ name: '2026年评审', settings: { commission: '示例省商务厅', usdRate: '7.08', quotas: { 引领型: 1 } } });
  expect(round.settings).not.toHaveProperty('institution');
  const [event] = await call('audit.list', { limit: 1 });
  expect(event).toMatchObject({ kind: 'round.edit', entity: `round:${roundId}` });
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
  host.session.store.write((tx) => void tx.sqlite.prepare("UPDATE round SET name = '评审'").run());
  expect(findUntoldValues(host.session.store.read)).toEqual([`round:${roundId}`]);
});

test('of_two_windows_none_takes_back_what_the_other_corrected', async () => {
  const { call, refusal, roundId } = await seatReview();
  const was = head;
  await call('rounds.edit', { roundId, ...head, institution: '示例中心（长沙）', appliedOn: '2026-10-01', was });
  await call('rounds.edit', { roundId, ...head, name: '2026年评审', was });
  const { name, appliedOn, settings } = await call('rounds.get', { roundId });
  expect([name, appliedOn, settings.institution]).toEqual(['2026年评审', '2026-10-01', '示例中心（长沙）']);
  expect((await refusal('rounds.edit', { roundId, ...head, institution: '另一中心', was })).code).toBe('edit/changed-meanwhile');
});

test.each(['0', '0.00', '-7', '7,1', '1e3', ' '])('%j_is_no_rate', async (usdRate) => {
  const { call, refusal } = openReview();
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  expect((await refusal('rounds.edit', { roundId, ...head, usdRate })).code).toBe('call/bad-payload');
});

test('once_a_document_bears_it_a_correction_needs_a_reason', async () => {
  const { call, refusal, roundId, parks } = await seatReview();
  const applicationId = parks[0] ?? '';
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-10' });
  await call('visits.close', { visitId });
  await call('reports.export', { kind: 'visit', applicationId });
  expect((await refusal('rounds.edit', { roundId, ...head, name: '2026年评审' })).code).toBe('round/reason-missing');
  expect((await call('rounds.get', { roundId })).name).toBe('评审');
  await call('rounds.edit', { roundId, ...head, name: '2026年评审', reason: '漏了年份' });
  expect((await call('audit.list', { limit: 1 }))[0]).toMatchObject({ kind: 'round.edit', reason: '漏了年份' });
});

test('a_copy_has_the_panel_the_rubric_and_the_standing_settings_and_nothing_of_the_round_itself', async () => {
  const { call, roundId, host } = await seatReview({ experts: 3 });
  await call('rounds.reopenRubric', { roundId, reason: '改名' });
  const { rubric } = await call('rounds.get', { roundId });
  const [first, ...rest] = rubric?.criteria ?? [];
  if (!rubric || !first) throw new Error('the rule book has no rubric');
  await call('rounds.setRubric', { roundId, rubric: { ...rubric, criteria: [{ ...first, name: { zh: '改过的名称' } }, ...rest] } });
  await call('tally.setRules', { roundId, preset: 'plainMean' });
  const made = await call('rounds.copy', { roundId, name: '2027年评审', appliedOn: '2027-09-30', people: true });
  expect(made.people).toBe(3);
  const copy = await call('rounds.get', { roundId: made.roundId });
  expect(copy).toMatchObject({ name: '2027年评审', appliedOn: '2027-09-30', state: 'preparing', rubricFrozenAt: null });
  expect(copy.rubric?.criteria[0]?.name).toEqual({ zh: '改过的名称' });
  expect(copy.settings).toMatchObject({ institution: '示例中心', tallyRules: expect.anything() as object });
  expect(copy.settings).not.toHaveProperty('quotas');
  const people = await call('panel.list', { roundId: made.roundId });
  expect(people.map(({ name, role, assigned, bound }) => [name, role, assigned, bound])).toEqual([
    ['专家1', 'leader', 0, false],
    ['专家2', 'expert', 0, false],
    ['专家3', 'expert', 0, false],
  ]);
  expect(await call('applications.list', { roundId: made.roundId })).toEqual([]);
  // without the panel, and of a round that is over
  const alone = await call('rounds.copy', { roundId, name: '另一轮', appliedOn: '2027-09-30', people: false });
  expect(await call('panel.list', { roundId: alone.roundId })).toEqual([]);
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
});

test('a_round_is_put_away_and_fetched_back', async () => {
  const { call, roundId } = await seatReview();
  const archived = async () => (await call('rounds.list', {})).map((one) => one.archived);
  expect(await archived()).toEqual([false]);
  await call('rounds.archive', { roundId, archived: true });
  expect(await archived()).toEqual([true]);
  await call('rounds.archive', { roundId, archived: true });
  expect((await call('audit.list', { limit: 10 })).filter(({ kind }) => kind === 'round.archive')).toHaveLength(1);
  await call('rounds.archive', { roundId, archived: false });
  expect(await archived()).toEqual([false]);
});

test('an_empty_round_is_deleted_with_who_might_have_sat_and_one_with_anything_is_not', async () => {
  const { call, refusal, roundId, host } = await seatReview();
  expect((await refusal('rounds.delete', { roundId })).code).toBe('round/not-empty');
  const { roundId: copy } = await call('rounds.copy', { roundId, name: '误建', appliedOn: '2027-09-30', people: true });
  await call('minutes.save', { roundId: copy, text: '记录', heldOn: '2026-11-01', place: '长沙' });
  expect((await refusal('rounds.delete', { roundId: copy })).code).toBe('round/not-empty');
  // a draw that somebody did not like does not go with its round
  const { roundId: drawn } = await call('rounds.copy', { roundId, name: '误建', appliedOn: '2027-09-30', people: false });
  await call('roster.add', { name: '陈静' });
  await call('roster.draw', { roundId: drawn, size: 1 });
  expect((await call('rounds.get', { roundId: drawn })).empty).toBe(false);
  expect((await refusal('rounds.delete', { roundId: drawn })).code).toBe('round/not-empty');
  const { roundId: empty } = await call('rounds.copy', { roundId, name: '误建', appliedOn: '2027-09-30', people: true });
  expect(await call('rounds.delete', { roundId: empty })).toEqual({ people: 3 });
  expect((await refusal('rounds.get', { roundId: empty })).code).toBe('round/unknown');
  expect((await call('rounds.list', {})).map(({ name }) => name)).toEqual(['评审', '误建', '误建']);
  expect(findUntoldValues(host.session.store.read)).toEqual([]);
  expect((await call('workspace.doctor', {})).checks.filter(({ ok }) => !ok)).toEqual([]);
});
