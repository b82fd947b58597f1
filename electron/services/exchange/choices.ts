/** 选定: a person chooses between what two laptops say, for a reason. The choice is an event that names its sides, and travels. */
import type { Cell, Head } from '../../../domain/exchange/lineage.ts';
import { isOfSheet, ownedKey, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { deviceOfOrigin, linesAgainstSeal, linesToSettle, originOf, sealOf, sheetInUse } from '../../../domain/exchange/sheet-in-use.ts';
import { refuse } from '../../../domain/result.ts';
import type { Translate } from '../../../domain/text.ts';
import { refreshLineage, showSheet, showVisit } from '../../../db/queries/exchange/lineage.ts';
import { listOpenCells, parkOfKey, readCell, readSaid, readSheetCells, type OpenCell } from '../../../db/queries/exchange/cells.ts';
import { readRow, writeOwned } from '../../../db/queries/exchange/owned-rows.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getSheet, listScores, upsertSheet } from '../../../db/queries/scores.ts';
import { listAbstentions } from '../../../db/queries/seats.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import type { Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { listConflicts, mayChoose, refuseSettled, shownContent, sidesOf } from './conflicts.ts';
import { digestContents, followDeclaration } from './rows.ts';
import { requirePerson, rubricOf } from '../session/lookups.ts';
import { followMeasures } from '../visits/measures.ts';

interface Choice extends Act {
  readonly reason: string;
  readonly t: Translate;
  /** names what was decided at once, so that it can be taken back at once */
  readonly decision: string;
}

type Question = Omit<OpenCell, 'applicationId'>;

/** Every side of a question with what it says, and which of them was in use. */
function questionOf({ cell, key, shown, said }: Question) {
  return {
    inUse: shownContent(key, shown),
    sides: cell.heads.map((head) => ({
      version: head.id,
      device: deviceOfOrigin(cell, head.id, said),
      at: head.at,
      content: shownContent(key, head),
    })),
  };
}

function choose(tx: WriteStore, question: Question, head: Head, by: Choice): void {
  const { cell, key, said } = question;
  const { reason, decision } = by;
  // a choice is no submission: the sheet keeps the time at which it was handed in, and a visit when each thing was seen and by whom;
  // everything else was decided now
  const at = head.at === null ? null : key.table.name === 'sheet' || key.table.shared ? head.at : by.at;
  writeOwned(tx, key, { ...head, at });
  by.append(tx, {
    kind: 'exchange.resolve',
    entity: cell.entity,
    old: questionOf(question),
    new: { ...shownContent(key, head), from: originOf(head.id, said), decision, ...(at !== null && at !== by.at && { at }) },
    reason,
  });
  const applicationId = parkOfKey(tx, key) ?? '';
  if (key.table.name === 'conflict')
    followDeclaration(tx, getApplication(tx, applicationId)?.roundId ?? '', key.values, head.content, by.at);
  if (key.table.name === 'conflict') followMeasures(tx, applicationId, by, by.t);
}

/** Takes one laptop's whole sealed sheet: each of its lines that is not so everywhere, its opinion, then the sheet. Gives the rows that were settled. */
function chooseSheet(tx: WriteStore, question: Question, head: Head, by: Choice): string[] {
  const { cell, key, said } = question;
  const seal = sealOf(cell, head, said);
  if (seal === null) {
    choose(tx, question, head, by);
    return [cell.entity];
  }
  const [personId = '', applicationId = ''] = key.values;
  const cells = readSheetCells(tx, personId, applicationId);
  const lines = linesToSettle(cells, sheetInUse(cells, said), seal, said);
  if (!lines) return refuse('exchange/sheet-unknown', { park: getApplication(tx, applicationId)?.parkName ?? '' });
  for (const { cell: line, shown, sealed } of lines) {
    const lineKey = ownedKey(line.entity);
    if (lineKey) choose(tx, { cell: line, key: lineKey, shown, said }, sealed, by);
  }
  choose(tx, question, head, by);
  return [...lines.map((line) => line.cell.entity), cell.entity];
}

/**
 * A sheet that stays submitted is the one that was sealed, whatever else is still open on it. Where a choice made
 * another of it, it is open again at once, and its expert submits anew.
 */
function reopenUnsealed(tx: WriteStore, personId: string, applicationId: string, by: Choice): boolean {
  const sheet = getSheet(tx, personId, applicationId);
  const round = getRound(tx, getPerson(tx, personId)?.roundId ?? '');
  const rubric = round && rubricOf(round);
  if (sheet?.state !== 'submitted' || !rubric) return false;
  const rows = [
    ...listScores(tx, personId, applicationId).map(({ criterionId, points100, comment }) => ({
      criterionId,
      content: { points100, comment },
    })),
    ...listAbstentions(tx, personId, applicationId).map(({ criterionId, reason }) => ({ criterionId, content: { abstained: reason } })),
  ];
  refreshLineage(tx);
  const cells = readSheetCells(tx, personId, applicationId);
  const against = linesAgainstSeal(cells, sheetInUse(cells, readSaid(tx, personId, applicationId)));
  const isOpinion = against.some((cell) => cell === cells.opinion);
  if (!isOpinion && digestContents(rubric, round.id, personId, applicationId, rows) === sheet.digest) return false;
  const entity = `sheet:${personId}/${applicationId}`;
  const cell = readCell(tx, entity);
  const key = ownedKey(entity);
  const said = readSaid(tx, personId, applicationId);
  const before = { state: 'submitted', digest: sheet.digest, submittedAt: sheet.submittedAt };
  const sides = cell && key ? questionOf({ cell, key, said, shown: { id: '', ...readRow(tx, key) } }).sides : [];
  upsertSheet(tx, { personId, applicationId, state: 'draft', digest: null, submittedAt: null });
  by.append(tx, {
    kind: 'exchange.reopen',
    entity,
    old: { ...before, sides },
    new: { state: 'draft', cause: 'conflict', decision: by.decision },
    reason: by.reason,
  });
  return true;
}

/** After the choices on one sheet or visit, it shows what is in use; a sheet is open again where the seal is broken. */
function follow(tx: WriteStore, key: OwnedKey, by: Choice): string[] {
  const [personId = '', applicationId = ''] = key.values;
  if (key.table.shared) {
    refreshLineage(tx);
    showVisit(tx, key.values[0] ?? '');
    followMeasures(tx, parkOfKey(tx, key) ?? '', by, by.t);
    return [];
  }
  if (!isOfSheet(key.table)) return [];
  refuseSettled(tx, key);
  const reopened = reopenUnsealed(tx, personId, applicationId, by);
  refreshLineage(tx);
  showSheet(tx, personId, applicationId);
  return reopened ? [applicationId] : [];
}

function requireQuestion(tx: WriteStore, conflictId: string): OpenCell {
  return listOpenCells(tx).find((one) => one.cell.entity === conflictId) ?? refuse('exchange/conflict-unknown', { conflictId });
}

function headOf({ cell, shown }: { readonly cell: Cell; readonly shown: Head }, version: string | undefined): Head | undefined {
  return [...cell.heads, shown].find((one) => one.id === version);
}

export const exchangeChoiceHandlers = {
  'exchange.resolve'(tx, { conflictId, choice, reason }, call) {
    const { actor, language, session } = call;
    refreshLineage(tx);
    const question = requireQuestion(tx, conflictId);
    const { key, applicationId } = question;
    if (!mayChoose(tx, key, applicationId, actor)) refuse('call/not-allowed', { method: 'exchange.resolve', needs: 'own', role: 'expert' });
    const sides = sidesOf(tx, question);
    const others = sides.filter((side) => !side.inUse);
    if (choice === 'incoming' && others.length !== 1) refuse('exchange/choice-unclear', { count: sides.length });
    const version = choice === 'local' ? sides.find((side) => side.inUse)?.version : choice === 'incoming' ? others[0]?.version : choice;
    const head = headOf(question, version) ?? refuse('exchange/conflict-unknown', { conflictId });
    const by = { ...call, reason, decision: session.newId() };
    const settled = key.table.name === 'sheet' ? chooseSheet(tx, question, head, by).length : 1;
    if (key.table.name !== 'sheet') choose(tx, question, head, by);
    const reopened = follow(tx, key, by);
    refreshLineage(tx);
    const left = listConflicts(tx, key.owner === null ? { visitId: key.values[0] } : { personId: key.owner }, language).length;
    return { settled, left, reopened };
  },
  'exchange.takeAll'(tx, { device, reason, ...of }, call) {
    const { language, session } = call;
    if ('personId' in of) requirePerson(tx, of.personId);
    refreshLineage(tx);
    const own = () =>
      listConflicts(tx, 'personId' in of ? { personId: of.personId } : of, language).filter(
        (one) =>
          !('personId' in of) ||
          (one.personId === of.personId && (of.applicationId === undefined || one.applicationId === of.applicationId)),
      );
    const reopened = new Set<string>();
    let settled = 0;
    for (const [, rows] of Map.groupBy(own(), (one) => one.applicationId)) {
      const by = { ...call, reason, decision: session.newId() };
      // a sheet settles its lines; they are chosen one by one only where the laptop sealed none
      const ordered = rows.toSorted((a, b) => Number(b.kind === 'sheet') - Number(a.kind === 'sheet'));
      const open = new Map(listOpenCells(tx).map((one) => [one.cell.entity, one]));
      const taken = new Set<string>();
      for (const { conflictId } of ordered) {
        const question = open.get(conflictId);
        const side = question && sidesOf(tx, question).find((one) => one.device === device);
        const head = question && headOf(question, side?.version);
        if (!head || taken.has(conflictId)) continue;
        if (question.key.table.name === 'sheet') {
          const done = chooseSheet(tx, question, head, by);
          settled += done.length;
          for (const row of done) taken.add(row);
          if (sealOf(question.cell, head, question.said) !== null)
            for (const one of ordered) if (one.kind === 'score') taken.add(one.conflictId);
        } else {
          choose(tx, question, head, by);
          settled += 1;
        }
      }
      const [line] = [...open.values()].filter(({ cell, key }) =>
        key.table.shared
          ? rows.some(({ conflictId }) => conflictId === cell.entity)
          : isOfSheet(key.table) && rows.some((row) => row.personId === key.owner && row.applicationId === key.values[1]),
      );
      if (line) for (const park of follow(tx, line.key, by)) reopened.add(park);
      refreshLineage(tx);
    }
    return { settled, left: own().length, reopened: [...reopened] };
  },
} satisfies Partial<Handlers>;
