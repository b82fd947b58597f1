/** 评分标准 of a round: edited while it is being prepared, frozen when scoring opens, reopened with a reason. */
import { basename, resolve } from 'node:path';
import canonicalize from 'canonicalize';
import { formatPoints } from '../../../domain/numbers/points.ts';
import { rational, toRational, multiply } from '../../../domain/numbers/rational.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import { gradesProblem } from '../../../domain/scheme/grades.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { parseRubric } from '../../../domain/rubric/rubric.ts';
import { readRubricRows, rubricRows } from '../../../domain/rubric/sheet.ts';
import { type Rubric } from '../../../domain/rubric/model.ts';
import { countingLeaves, rubricLeaves, wholeWeights } from '../../../domain/rubric/leaves.ts';
import { getRound, updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import { listRoundSheets } from '../../../db/queries/scores.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { writeNamed } from '../session/own-files.ts';
import { workbookAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { readGrid as ReadGrid } from '../../io/xlsx/worksheet-reader.ts';
import { buildWorkbook } from '../../io/xlsx/worksheet.ts';
import type { Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, requireUnclosed, requireRubric, rubricOf, schemeOf, settingsOf, gradesOf } from '../session/lookups.ts';
import { readGiven, refuseTaken } from '../session/paths.ts';
import { translator } from '../session/texts.ts';

const readGrid = inReader<typeof ReadGrid>('grid', workbookAllowance);

/** A rubric that the round can be scored with: whole in itself, and its formulas fit the scheme's fields. @throws rubric/invalid */
export function checkRubric(store: ReadStore, round: Pick<RoundRow, 'id' | 'scheme'>, given: unknown): Rubric {
  const rubric = parseRubric(
    given,
    schemeOf(store, round).types.map(({ id }) => id),
  );
  wholeWeights(countingLeaves(rubric).map(({ counts }) => ({ weight: counts })));
  try {
    parseScheme({ ...(JSON.parse(round.scheme) as object), rubric });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'scheme/invalid') throw error;
    refuse('rubric/invalid', { path: error.details['path'], problem: error.details['problem'], count: error.details['count'] });
  }
  return rubric;
}

function setRubric(tx: WriteStore, roundId: string, given: unknown, { append }: Act): number {
  const round = requireRound(tx, roundId);
  if (round.state !== 'preparing') refuse('round/scoring-open', { since: round.rubricFrozenAt });
  const rubric = checkRubric(tx, round, given);
  const before = rubricOf(round);
  if (canonicalize(before) !== canonicalize(rubric)) {
    updateRound(tx, roundId, { rubric: JSON.stringify(rubric) });
    append(tx, { kind: 'round.setRubric', entity: `round:${roundId}`, old: before, new: rubric });
  }
  return rubricLeaves(rubric).length;
}

export const rubricHandlers = {
  'rounds.setRubric'(tx, { roundId, rubric }, call) {
    return { criteria: setRubric(tx, roundId, rubric, call) };
  },
  'rounds.reopenRubric'(tx, { roundId, reason }, { append }) {
    const row = requireRound(tx, roundId);
    if (row.state !== 'scoring') refuse('round/not-open', { state: row.state });
    const since = settingsOf(row).scoringEnded;
    if (since !== undefined) refuse('round/scoring-ended', { since });
    updateRound(tx, roundId, { state: 'preparing', rubricFrozenAt: null });
    append(tx, {
      kind: 'round.reopenRubric',
      entity: `round:${roundId}`,
      old: { state: row.state, rubricFrozenAt: row.rubricFrozenAt },
      new: { state: 'preparing' },
      reason,
    });
    return { submitted: listRoundSheets(tx, roundId).filter(({ state }) => state === 'submitted').length };
  },
  async 'rounds.exportRubric'({ session, t, at }, { roundId, path, replace = false }) {
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    const row = requireRound(session.store.read, roundId);
    const rubric = requireRubric(row);
    const { head, rows } = rubricRows(rubric, t);
    const widths = [8, 8, 30, 30, 8, 8, 8, 8, 14, 20, 60, 12, 16, 16, 12];
    const sheet = {
      name: t('rubric.sheetName'),
      columns: head.map((text, index) => ({ head: text, width: widths[index], wrap: true })),
      rows: rows.map((cells) => ({ cells, strong: cells[1] === null })),
      frozen: 3,
    };
    await writeNamed(session, target, await buildWorkbook([sheet], { createdAt: at }));
    return { path: target, criteria: rubricLeaves(rubric).length };
  },
  async 'rounds.importRubric'(call, { roundId, path }) {
    const { store } = call.session;
    const round = getRound(store.read, roundId) ?? refuse('round/unknown', { roundId });
    const bytes = await readGiven(path);
    const grid =
      (await readGrid({ name: path, bytes: bytes.length, signal: call.signal }, bytes)) ??
      refuse('rubric/not-a-sheet', { name: basename(path) });
    const rubric = readRubricRows(grid, rubricOf(round), [translator('zh'), translator('en')]);
    return { criteria: store.write((tx) => setRubric(tx, roundId, rubric, call)) };
  },
  'rounds.setGrades'(tx, { roundId, from, noticeOn }, { append }) {
    const row = requireUnclosed(tx, roundId);
    const settings = settingsOf(row);
    const known = schemeOf(tx, row).results.grades.map(({ id }) => id);
    const given = Object.entries(from ?? {}).map(([id, points]) => {
      if (!known.includes(id)) refuse('round/bad-grades', { known, problem: { key: 'rounds.grades.unknown', params: { id } } });
      return [id, Number(multiply(toRational(points) ?? rational(0), rational(100)).num)] as const;
    });
    const next = {
      ...settings,
      gradesFrom100: { ...settings.gradesFrom100, ...Object.fromEntries(given) },
      ...(noticeOn !== undefined && { noticeOn }),
    };
    const grades = gradesOf(tx, { ...row, settings: JSON.stringify(next) });
    const problem = gradesProblem(grades);
    if (problem) refuse('round/bad-grades', { known, problem: { key: `schemes.problem.grades.${problem}` } });
    updateRound(tx, roundId, { settings: JSON.stringify(next) });
    append(tx, {
      kind: 'round.setGrades',
      entity: `round:${roundId}`,
      old: { gradesFrom100: settings.gradesFrom100 ?? {}, noticeOn: settings.noticeOn ?? null },
      new: { gradesFrom100: next.gradesFrom100, noticeOn: next.noticeOn ?? null },
    });
    return { grades: grades.map(({ id, from100 }) => ({ id, from: formatPoints(from100) })), noticeOn: next.noticeOn ?? null };
  },
} satisfies Partial<Handlers>;
