/** 线下评分: a score sheet as a workbook, out and back in, line by line under the same rules as on the screen. */
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatPoints } from '../../../domain/numbers/points.ts';
import { api, type Output } from '../../../domain/contract/api.ts';
import { compare, rational, toRational } from '../../../domain/numbers/rational.ts';
import { Refusal, refuse, type ErrorCode } from '../../../domain/result.ts';
import { localText } from '../../../domain/text.ts';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { rubricFor, rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { getLastEventOf } from '../../../db/queries/events.ts';
import { listDeclarations } from '../../../db/queries/panel.ts';
import { getSheet, listScores } from '../../../db/queries/scores.ts';
import { listAbstentions, wholePark } from '../../../db/queries/seats.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { writeNamed } from '../session/own-files.ts';
import { hashOfJson } from '../../io/hash.ts';
import { workbookAllowance } from '../../io/foreign/allowances.ts';
import { inReader } from '../../io/foreign/reader.ts';
import type { ReadLine, readScoreSheet as ReadScoreSheet, SheetLine } from '../../io/xlsx/score-sheet.ts';
import { textParams, type Handlers } from '../session/dispatch.ts';
import { refuseTaken } from '../session/paths.ts';
import { requireApplication, requireMember, requireRound } from '../session/lookups.ts';
import { refuseEnded } from './ended.ts';
import { missingOfRereviews } from './missing-sheets.ts';
import { frozenRubric, setScore } from './scores.ts';
import { stageAgainst } from './stages.ts';
import type { Act } from '../session/act.ts';
import type { Call } from '../session/session.ts';

/** The largest workbook that is read, in bytes; a filled sheet of 200 parks has a few hundred kB. */
const largest = 32 * 1024 ** 2;

const readScoreSheet = inReader<typeof ReadScoreSheet>('scoreSheet', workbookAllowance);

/** Over the rubric as it is stored, defaults left out or not: a workbook that went out before it was read anew still comes home. */
function hashRubric(store: ReadStore, roundId: string): string {
  return hashOfJson(JSON.parse(requireRound(store, roundId).rubric ?? 'null'));
}

/** Why a park is not on somebody's sheet; null when it is. */
function reasonAgainst(store: ReadStore, personId: string, applicationId: string, relation: string | null): ErrorCode | null {
  if (relation === null) return 'conflict/not-declared';
  if (relation !== 'none') return 'conflict/recused';
  if (getSheet(store, personId, applicationId)?.state === 'submitted') return 'score/submitted';
  return listAbstentions(store, personId, applicationId).some((row) => row.criterionId === wholePark) ? 'score/abstained' : null;
}

function linesOf(
  store: ReadStore,
  rubric: Rubric,
  personId: string,
  applicationId: string,
  park: string,
  { language, t }: Call,
): SheetLine[] {
  const scores = new Map(listScores(store, personId, applicationId).map((row) => [row.criterionId, row]));
  return rubricLeaves(rubric).map(({ criterion, branches }) => {
    const known = scores.get(criterion.id);
    return {
      applicationId,
      criterionId: criterion.id,
      park,
      branch: [
        ...(criterion.counts ? [t(`rubric.counts.${criterion.counts}`)] : []),
        ...branches.map(({ name }) => localText(name, language)),
      ].join(' / '),
      criterion: localText(criterion.name, language),
      anchors: (criterion.anchors ?? [])
        .map((anchor) => t('scores.workbook.anchor', { points: formatPoints(anchor.points100), text: localText(anchor.text, language) }))
        .join('\n'),
      max100: criterion.max100,
      step100: criterion.step100,
      commentBelow100: Math.ceil((criterion.commentBelow * criterion.max100) / 100),
      commentOnPoints: criterion.counts !== undefined,
      points100: known?.points100 ?? null,
      comment: known?.comment ?? null,
      version: known?.version ?? 0,
    };
  });
}

type Import = Output<'scores.importSheet'>;

/** A change made in the program after the sheet went out is not overwritten, unless the sheet itself made it. */
function checkFresh(
  tx: WriteStore,
  line: ReadLine,
  personId: string,
  sheetId: string,
  known: { version: number; points100: number; at: string } | undefined,
): void {
  const version = known?.version ?? 0;
  if (line.version === String(version)) return;
  const last = getLastEventOf(tx, `score:${personId}/${line.applicationId}/${line.criterionId}`);
  const { via } = (last?.new ? JSON.parse(last.new) : {}) as { via?: string };
  if (via !== sheetId)
    refuse('score/stale', {
      expectedVersion: Number(line.version) || 0,
      version,
      points100: known?.points100 ?? null,
      at: known?.at ?? null,
    });
}

/** One line in; says what it did. */
function takeLine(tx: WriteStore, line: ReadLine, personId: string, act: Act, via: string): 'accepted' | 'unchanged' | 'empty' {
  const { applicationId, criterionId, points, comment } = line;
  if (applicationId === '' || criterionId === '') refuse('sheet/row-unknown', { row: line.row });
  if (points === '') return comment === '' ? 'empty' : refuse('sheet/points-missing', { row: line.row });
  const known = listScores(tx, personId, applicationId).find((row) => row.criterionId === criterionId);
  const entered = toRational(points.normalize('NFKC').trim());
  if (known && entered && compare(entered, rational(known.points100, 100)) === 0 && comment === (known.comment ?? '').trim())
    return 'unchanged';
  checkFresh(tx, line, personId, via, known);
  const parsed = api['scores.set'].in.safeParse({ personId, applicationId, criterionId, points, comment });
  if (!parsed.success) refuse('call/bad-payload', { where: parsed.error.issues.map((issue) => issue.path.join('.')) });
  setScore(tx, parsed.data, act, via);
  return 'accepted';
}

export const sheetHandlers = {
  /** Parks that are open to the expert; the others are named with the reason. */
  async 'scores.exportSheet'(call, { personId, path, replace = false }) {
    const { session, t } = call;
    const store = session.store.read;
    const person = requireMember(store, personId);
    const rubric = frozenRubric(store, person.roundId);
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    const left: Output<'scores.exportSheet'>['left'] = [];
    const lines: SheetLine[] = [];
    let parks = 0;
    for (const { applicationId, parkName, relation } of listDeclarations(store, personId)) {
      const against = stageAgainst(store, rubric, person, { roundId: person.roundId, personId, applicationId });
      const code = against?.code ?? reasonAgainst(store, personId, applicationId, relation);
      if (code !== null) {
        left.push({ applicationId, parkName, code });
        continue;
      }
      parks += 1;
      const { type } = requireApplication(store, applicationId);
      lines.push(
        ...linesOf(store, rubricFor(rubric, { role: person.role, stage: person.stage, type }), personId, applicationId, parkName, call),
      );
    }
    if (lines.length === 0) refuse('sheet/no-parks', { name: person.name });
    const { writeScoreSheet } = await import('../../io/xlsx/score-sheet.ts');
    const bytes = await writeScoreSheet({
      identity: {
        format: 'parkpanel-score-sheet-1',
        sheetId: session.newId(),
        roundId: person.roundId,
        personId,
        rubric: hashRubric(store, person.roundId),
        at: call.at,
      },
      words: {
        title: t('scores.workbook.title', { round: requireRound(store, person.roundId).name, name: person.name }),
        lead: t('scores.workbook.lead'),
        sheet: t('scores.workbook.name'),
        head: ['park', 'branch', 'criterion', 'anchors', 'max', 'step', 'points', 'comment'].map((key) => t(`scores.workbook.${key}`)),
        bounds: (max, step) => t('scores.workbook.bounds', { max, step }),
      },
      lines,
    });
    await writeNamed(session, target, bytes);
    return { path: target, parks, rows: lines.length, left };
  },
  /** All lines that hold are taken in one transaction; each of the others is named with its reason. */
  async 'scores.importSheet'(call, { personId, path }) {
    const { session, t } = call;
    const store = session.store.read;
    const person = requireMember(store, personId);
    const target = resolve(path);
    if (!existsSync(target)) refuse('workspace/file-missing', { name: target });
    if (statSync(target).size > largest) refuse('sheet/unreadable', { path: target });
    const bytes = await readFile(target);
    const read = await readScoreSheet({ name: target, bytes: bytes.length, signal: call.signal }, bytes);
    if (!read) return refuse('sheet/unreadable', { path: target });
    const { identity, lines } = read;
    if (identity.roundId !== person.roundId) refuse('sheet/other-round', { path: target });
    if (identity.personId !== personId) refuse('sheet/other-person', { path: target, name: person.name });
    frozenRubric(store, person.roundId);
    // while somebody reviews a park again, each line is judged by itself
    if (missingOfRereviews(store, requireRound(store, person.roundId), 'sheets').length === 0) refuseEnded(store, person.roundId);
    if (identity.rubric !== hashRubric(store, person.roundId)) refuse('sheet/other-version', { path: target });
    return session.store.write((tx) => {
      const answer: Import = { accepted: 0, unchanged: 0, empty: 0, refused: [] };
      const seen = new Set<string>();
      for (const line of lines) {
        const key = `${line.applicationId}/${line.criterionId}`;
        try {
          if (line.criterionId !== '' && seen.has(key)) refuse('sheet/row-twice', { row: line.row });
          seen.add(key);
          answer[takeLine(tx, line, personId, call, identity.sheetId)] += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          answer.refused.push({
            row: line.row,
            park: line.park,
            criterion: line.criterion,
            code: error.code,
            message: t(`error.${error.code}`, textParams(error.details)),
          });
        }
      }
      return answer;
    });
  },
} satisfies Partial<Handlers>;
