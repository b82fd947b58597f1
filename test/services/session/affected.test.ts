/**
 * The table of what an answer rests on, held against the services: a whole review is played, and around each kind of write
 * every question is asked by the secretary and two experts. An answer that changed must have been named as touched.
 */
import { describe, expect, onTestFinished, test } from 'vitest';
import { api, isMethod, type Input } from '../../../domain/contract/api.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { isReportKind } from '../../../domain/report/kinds.ts';
import { play } from '../../../electron/demo/demo.ts';
import { setStage } from '../../../electron/demo/stage.ts';
import { openHost, type Host } from '../../../electron/services/host.ts';
import type { Request } from '../../../electron/services/session/dispatch.ts';
import { isAffected, type ReadMethod } from '../../../renderer/state/affected.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

type Question = { [M in ReadMethod]: { method: M; payload: Input<M> } }[ReadMethod];

/** So many parks and people stand for all of them. */
const sample = 2;
/** What is not asked: it rests on the question alone, as the table says. */
const restsOnNothing = ['tally.presets', 'statistics.agreement', 'statistics.tally'];

async function ask(host: Host, method: string, payload: unknown, actor?: string): Promise<string> {
  const answer = await host.dispatch.call({ method, payload, language: 'zh', actor });
  return JSON.stringify(answer.ok ? answer.value : { refused: answer.error.code });
}

/** Every question of the contract about the first parks, people and visits of the first round. */
async function questionsOf(host: Host): Promise<Question[]> {
  const get = async (method: string, payload: unknown) => JSON.parse(await ask(host, method, payload)) as Record<string, string>[];
  const [round] = await get('rounds.list', {});
  const always: Question[] = [
    { method: 'rounds.list', payload: {} },
    { method: 'schemes.list', payload: {} },
    { method: 'schemes.faults', payload: {} },
    { method: 'schemes.get', payload: { id: 'hunan-recognition-2024' } },
    { method: 'schemes.evaluate', payload: { schemeId: 'hunan-recognition-2024', values: {}, appliedOn: '2026-09-30' } },
    { method: 'rewards.granted', payload: {} },
    { method: 'rounds.check', payload: { schemeId: 'hunan-recognition-2024', appliedOn: '2026-09-30' } },
    { method: 'titles.list', payload: {} },
    { method: 'calendar.get', payload: { year: 2026 } },
    { method: 'identities.list', payload: {} },
    { method: 'identities.unlockedKey', payload: {} },
    { method: 'exchange.conflicts', payload: {} },
    { method: 'workspace.info', payload: {} },
    { method: 'workspace.backups', payload: {} },
    { method: 'audit.list', payload: {} },
    { method: 'audit.search', payload: {} },
  ];
  const roundId = round?.['roundId'];
  if (!roundId) return always;
  const parks = (await get('applications.list', { roundId })).slice(0, sample).map((one) => one['applicationId'] ?? '');
  const people = (await get('panel.list', { roundId })).slice(0, sample).map((one) => one['personId'] ?? '');
  const visits = (await get('visits.list', { roundId })).slice(0, sample).map((one) => one['visitId'] ?? '');
  const ofRound = (
    [
      'rounds.get',
      'applications.list',
      'applications.statuses',
      'applications.waiting',
      'eligibility.matrix',
      'panel.list',
      'panel.replacements',
      'visits.list',
      'tally.run',
      'tally.overview',
      'tally.heat',
      'tally.spread',
      'tally.agreement',
      'tally.robustness',
      'rewards.list',
      'shortlist.propose',
      'shortlist.versions',
      'publicity.get',
      'minutes.draft',
      'minutes.versions',
      'minutes.unsaved',
      'reports.list',
      'reports.texts',
      'exchange.list',
      'exchange.decisions',
    ] as const
  ).map((method): Question => ({ method, payload: { roundId } }));
  return [
    ...always,
    ...ofRound,
    { method: 'panel.balance', payload: { roundId, perApplication: 3 } },
    { method: 'supplements.list', payload: { roundId } },
    { method: 'roster.list', payload: {} },
    { method: 'roster.draws', payload: { roundId } },
    { method: 'deliberation.get', payload: { roundId } },
    { method: 'rounds.unsavedRubric', payload: { roundId } },
    { method: 'roster.check', payload: { roundId } },
    { method: 'rounds.readiness', payload: { roundId, moment: 'publicity' } },
    { method: 'shortlist.compare', payload: { roundId, from: 1, to: 2 } },
    { method: 'stages.list', payload: { roundId } },
    { method: 'stages.standing', payload: { roundId, stage: 'paper' } },
    ...parks.flatMap((applicationId): Question[] => [
      { method: 'applications.get', payload: { applicationId } },
      { method: 'supplements.propose', payload: { applicationId } },
      { method: 'documents.text', payload: { applicationId } },
      { method: 'eligibility.evaluate', payload: { applicationId } },
      { method: 'deliberation.park', payload: { applicationId } },
      { method: 'eligibility.elsewhere', payload: { applicationId } },
      { method: 'tally.derivation', payload: { roundId, applicationId } },
      { method: 'tally.profile', payload: { roundId, applicationId } },
    ]),
    ...people.flatMap((personId): Question[] => [
      { method: 'conflicts.list', payload: { personId } },
      { method: 'conflicts.suggest', payload: { personId } },
      { method: 'reentry.get', payload: { personId } },
      { method: 'notes.get', payload: { personId } },
      ...parks.flatMap((applicationId): Question[] => [
        { method: 'scores.get', payload: { personId, applicationId } },
        { method: 'scores.history', payload: { personId, applicationId } },
        { method: 'opinions.get', payload: { personId, applicationId } },
      ]),
    ]),
    ...visits.map((visitId): Question => ({ method: 'visits.get', payload: { visitId } })),
  ];
}

/** An answer that is asked again after whatever happens cannot be missed. */
function isAlwaysAffected({ method, payload }: Question): boolean {
  return ['unlocked', 'calendar:2026'].every((entity) => isAffected(method, payload as never, [entity]));
}

/** Who asks what: the secretary and the first people of the panel. */
async function askersOf(host: Host): Promise<{ actor: string | undefined; question: Question }[]> {
  const questions = await questionsOf(host);
  const people = questions.flatMap(({ method, payload }) => (method === 'conflicts.list' ? [payload.personId] : []));
  const open = questions.filter((one) => !isAlwaysAffected(one));
  return [undefined, ...people].flatMap((actor) => open.map((question) => ({ actor, question })));
}

/** Watches each kind of write so many times; `missed` names the answers that changed although they were not named. */
function watch(host: Host, most: number) {
  const seen = new Map<string, number>();
  const missed: string[] = [];
  /** what is known to be answered by now, by who asks what */
  const known = new Map<string, string>();
  const keyOf = (one: { actor: string | undefined; question: Question }): string => JSON.stringify(one);
  let told: readonly string[] | null = [];
  host.dispatch.onWrite(({ entities }) => {
    told = entities === null || told === null ? null : [...told, ...entities];
  });
  const kindOf = ({ method, payload }: Request): string => {
    const kind = (payload as { kind?: unknown }).kind;
    return isReportKind(kind) ? `${method} ${kind}` : method;
  };
  return {
    missed,
    seen,
    host: {
      ...host,
      dispatch: {
        ...host.dispatch,
        async call(request: Request) {
          if (isMethod(request.method) && api[request.method].kind === 'read') return host.dispatch.call(request);
          const kind = kindOf(request);
          const times = (seen.get(kind) ?? 0) + 1;
          seen.set(kind, times);
          const askers = times > most ? [] : await askersOf(host);
          for (const one of askers) {
            const key = keyOf(one);
            if (!known.has(key)) known.set(key, await ask(host, one.question.method, one.question.payload, one.actor));
          }
          told = [];
          const answer = await host.dispatch.call(request);
          const touched = told;
          for (const [key, was] of known) {
            const { question, actor } = JSON.parse(key) as { question: Question; actor?: string };
            const refused = was.startsWith('{"refused"');
            if (refused || isAffected(question.method, question.payload as never, touched)) {
              known.delete(key);
            } else if (askers.length > 0) {
              const is = await ask(host, question.method, question.payload, actor);
              if (is !== was) missed.push(`${kind} (${String(touched)}): ${key}`);
              known.set(key, is);
            }
          }
          return answer;
        },
      },
    } satisfies Host,
  };
}

test('every_question_of_the_contract_is_asked_or_rests_on_nothing', async () => {
  const { host } = await seatReview();
  const visited = await host.dispatch.call({
    method: 'visits.open',
    payload: {
      applicationId: (
        JSON.parse(
          await ask(host, 'applications.list', {
            roundId: (JSON.parse(await ask(host, 'rounds.list', {})) as { roundId: string }[])[0]?.roundId,
          }),
        ) as { applicationId: string }[]
      )[0]?.applicationId,
      visitedOn: '2026-10-10',
    },
    language: 'zh',
  });
  expect(visited.ok).toBe(true);
  const asked = new Set((await questionsOf(host)).map((one): string => one.method));
  const reads = Object.entries(api).flatMap(([method, { kind }]) => (kind === 'read' ? [method] : []));
  expect(reads.filter((method) => !asked.has(method) && !restsOnNothing.includes(method))).toEqual([]);
});

test('no_answer_changes_in_the_whole_demo_without_being_named', async () => {
  const host = openHost(tempFolder());
  onTestFinished(() => host.session.release());
  const watched = watch(host, 1);
  const failed: string[] = [];
  const folder = tempFolder();
  await play(
    setStage({ host: watched.host, language: 'zh', folder, say: () => {}, check: (key, held) => void (held || failed.push(key)) }),
  );
  expect(failed).toEqual([]);
  expect(watched.missed).toEqual([]);
  expect(watched.seen.size).toBeGreaterThan(30);
}, 240_000);

test('no_answer_changes_by_what_the_demo_does_not_do_without_being_named', async () => {
  const seated = await seatReview();
  const { host, roundId, parks, experts, leaves } = seated;
  const watched = watch(host, 2);
  const [personId = '', second = '', third = ''] = experts;
  const [applicationId = '', other = ''] = parks;
  const criterionId = leaves[0]?.id ?? '';
  const act = async (method: string, payload: unknown, actor?: string): Promise<string> => {
    const answer = await watched.host.dispatch.call({ method, payload, language: 'zh', actor });
    expect(answer, `${method} ${JSON.stringify(answer)}`).toMatchObject({ ok: true });
    return JSON.stringify(answer.ok ? answer.value : null);
  };
  const seat = { personId, applicationId };
  const who = { organisation: '示例大学', title: '教授', role: 'expert' };
  const added = JSON.parse(await act('panel.add', { roundId, name: '多余', ...who })) as { personId: string };
  await act('panel.assign', { personId: added.personId, applicationIds: [applicationId, other] });
  await act('panel.unassign', { personId: added.personId, applicationIds: [other] });
  await act('panel.edit', { personId: added.personId, name: '更名', ...who });
  await act('panel.remove', { personId: added.personId });
  await act('rounds.edit', { roundId, name: '更名', appliedOn: '2026-09-30', institution: '示例中心', commission: '', usdRate: '' });
  const copy = JSON.parse(await act('rounds.copy', { roundId, name: '下一轮', appliedOn: '2027-09-30', people: true })) as {
    roundId: string;
  };
  await act('rounds.archive', { roundId: copy.roundId, archived: true });
  await act('rounds.delete', { roundId: copy.roundId });
  const expert = async (name: string): Promise<string> =>
    (JSON.parse(await act('roster.add', { name, organisation: '示例学院', field: '物流', region: '长沙' })) as { expertId: string })
      .expertId;
  const [drawn, paused, double] = [await expert('甲'), await expert('乙'), await expert('丙')];
  await act('roster.edit', { expertId: paused, name: '乙', organisation: '示例学院', field: '贸易' });
  await act('roster.pause', { expertId: paused, reason: '出国' });
  await act('roster.merge', { keep: paused, drop: double });
  const { drawId } = JSON.parse(await act('roster.draw', { roundId, size: 1 })) as { drawId: string };
  await act('roster.answer', { drawId, expertId: drawn, accepts: false, reason: '出差' });
  await act('roster.seat', { roundId, expertIds: [drawn] });
  await act('roster.takeFrom', { roundId });
  await act('roster.remove', { expertId: paused });
  const { supplementId } = JSON.parse(
    await act('supplements.request', { applicationId, items: [{ what: '证明' }], dueOn: '2099-01-05', reason: '评分中发现缺页' }),
  ) as { supplementId: string };
  await act('supplements.receive', { supplementId, receivedOn: dateInChina(host.session.now()) });
  await act('supplements.check', { supplementId });
  await act('applications.admit', { roundId, applicationIds: [applicationId], on: '2026-01-05' });
  await act('applications.withdraw', { roundId, applicationId: other, on: '2026-01-05', reason: '另行申报', askedBy: '来函' });
  await act('applications.restore', { roundId, applicationId: other, reason: '来函收回' });
  const first = JSON.parse(await act('scores.set', { ...seat, criterionId, points: 1, comment: '依据' }, personId)) as {
    seq: number;
    version: number;
  };
  await act('scores.undo', { ...seat, criterionId, seq: first.seq, expectedVersion: first.version }, personId);
  await act('scores.set', { ...seat, criterionId, points: 2 }, personId);
  await act('scores.clear', { ...seat, criterionId }, personId);
  await act('scores.abstain', { ...seat, criterionId: null, reason: '不熟悉' }, personId);
  await act('scores.abstain', { ...seat, criterionId: null, reason: '不熟悉', withdraw: true }, personId);
  await act('scores.abstain', { ...seat, criterionId, reason: '不熟悉' }, personId);
  await act('scores.abstain', { ...seat, criterionId, reason: '不熟悉', withdraw: true }, personId);
  for (const expert of experts)
    for (const park of parks)
      await submitSheet(
        { ...seated, call: ((method: string, payload: unknown) => act(method, payload)) as never },
        expert,
        park,
        expert === personId ? 0.2 : 0.9,
      );
  await act('opinions.set', { personId: third, applicationId, text: '好', recommendation: 'recommend' }, third);
  await act('scores.reopen', { ...seat, cause: 'extreme', reason: '更正' });
  await act('reentry.set', { ...seat, criterionId, points: 1 });
  await act('reentry.settle', { ...seat, criterionId, take: 'first', reason: '核对原件' });
  await act('scores.submit', seat, personId);
  await act('tally.explain', { ...seat, text: '说明' }, personId);
  await act('reports.setTexts', { roundId, texts: {} });
  await act('rounds.setGrades', { roundId, noticeOn: '2026-11-30' });
  await act('conflicts.declare', { personId: second, applicationId: other, relation: 'employment', reason: '任职' }, second);
  await act('panel.replace', { personId: second, by: { name: '新专家', organisation: '', title: '' }, reason: '出差' });
  await act('workspace.backup', {});
  await act('minutes.keepUnsaved', { roundId, typed: null });
  await act('rounds.keepUnsavedRubric', { roundId, typed: '{"criteria":[]}' });
  await act('notes.set', { ...seat, text: '再看一遍', flags: ['1.1'] }, personId);
  expect(watched.missed).toEqual([]);
}, 240_000);

describe('one_digit_on_the_score_sheet', () => {
  test('asks_of_what_the_desk_shows_nothing_anew_but_its_own_sheet', async () => {
    const { host, call, parks, experts, leaves } = await seatReview();
    const [personId = '', second = ''] = experts;
    const [applicationId = '', other = ''] = parks;
    const cell = { personId, applicationId, criterionId: leaves[0]?.id ?? '' };
    await call('scores.set', { ...cell, points: 1 }, personId);
    const told: (readonly string[] | null)[] = [];
    host.dispatch.onWrite(({ entities }) => told.push(entities));
    await call('scores.set', { ...cell, points: 2 }, personId);
    expect(told).toHaveLength(1);
    const affected = (await questionsOf(host)).filter(({ method, payload }) => isAffected(method, payload as never, told[0] ?? null));
    const named = affected.map(({ method, payload }) => ({ method, payload }));
    const ofDesk = [
      'rounds.list',
      'rounds.get',
      'panel.list',
      'conflicts.list',
      'applications.get',
      'applications.list',
      'applications.waiting',
      'eligibility.matrix',
      'visits.list',
      'opinions.get',
      'scores.get',
    ];
    expect(named.filter(({ method }) => ofDesk.includes(method))).toEqual([{ method: 'scores.get', payload: { personId, applicationId } }]);
    expect(isAffected('scores.get', { personId: second, applicationId }, told[0] ?? null)).toBe(false);
    expect(isAffected('scores.get', { personId, applicationId: other }, told[0] ?? null)).toBe(false);
  });

  test.each([
    ['a_noun_that_is_not_known_touches_everything', 'comet:1', true],
    ['what_came_by_exchange_touches_everything', 'exchange:12', true],
    ['a_recusal_touches_everything', 'conflict:a/b', true],
    ['another_parks_score_touches_nothing_here', 'score:p/other/c1', false],
  ])('%s', (_name, entity, affected) => {
    expect(isAffected('scores.get', { personId: 'p', applicationId: 'a' }, [entity])).toBe(affected);
    expect(isAffected('tally.presets', {}, [entity])).toBe(false);
  });
});

test('what_another_process_wrote_is_told_at_the_next_call', async () => {
  const { host, call, dir, parks } = await seatReview();
  const [applicationId = ''] = parks;
  const told: (readonly string[] | null)[] = [];
  host.dispatch.onWrite(({ entities }) => told.push(entities));
  await call('applications.get', { applicationId });
  expect(told).toEqual([]);
  const other = openHost(dir);
  onTestFinished(() => other.session.release());
  const written = await other.dispatch.call({
    method: 'applications.setField',
    payload: { applicationId, key: 'companies', value: 3, reason: '核对' },
    language: 'zh',
  });
  expect(written.ok).toBe(true);
  await call('rounds.list', {});
  expect(told.some((entities) => isAffected('applications.get', { applicationId }, entities))).toBe(true);
});

test('another_history_in_the_place_of_the_store_is_told_as_the_workspace', async () => {
  const { host, call, parks } = await seatReview();
  const [applicationId = ''] = parks;
  const told: (readonly string[] | null)[] = [];
  const backup = await call('workspace.backup', {});
  host.dispatch.onWrite(({ entities }) => told.push(entities));
  for (const value of [3, 4, 5]) await call('applications.setField', { applicationId, key: 'companies', value, reason: '核对' });
  told.length = 0;
  await call('workspace.restore', { path: backup.path });
  expect(told).toEqual([['workspace']]);
});
