/** 冲突: what one owner left different on two laptops, side by side, until a person chooses. The choice is an event and travels. */
import type { Output } from '../../../domain/contract/api.ts';
import { contentText, isConflict, shownHead, type Cell, type Head } from '../../../domain/exchange/lineage.ts';
import { ownedKey, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { refuse } from '../../../domain/result.ts';
import { findLeaf } from '../../../domain/rubric/leaves.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { visitChecklist } from '../../../domain/visit/checklist.ts';
import { refreshLineage } from '../../../db/queries/exchange/lineage.ts';
import { getActor } from '../../../db/queries/exchange/foreign-events.ts';
import { countSheetConflicts, listOpenCells, parkOfKey, readCell, readCells } from '../../../db/queries/exchange/cells.ts';
import { writeOwned } from '../../../db/queries/exchange/owned-rows.ts';
import { getApplication, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getConflict, getPerson, isAssigned } from '../../../db/queries/panel.ts';
import { getRound } from '../../../db/queries/rounds.ts';
import { getSheet, upsertSheet } from '../../../db/queries/scores.ts';
import { getVisit } from '../../../db/queries/visits.ts';
import { getWorkspace } from '../../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { digestContents, followDeclaration } from './rows.ts';
import { requirePerson, requireRound, rubricOf, schemeOf } from '../session/lookups.ts';
import { isOffice } from '../session/access.ts';
import { followMeasures } from '../visits/measures.ts';

type Conflict = Output<'exchange.conflicts'>[number];

/** Content with its JSON columns taken apart, for people. */
function shownContent({ table }: OwnedKey, head: Head): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(head.content).map(([name, value]) => [
      name,
      table.json?.includes(name) && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  );
}

/** Of several heads that say the same, one stands for them. */
function sidesOf(store: ReadStore, cell: Cell, key: OwnedKey): Conflict['sides'] {
  const device = getWorkspace(store)?.deviceId;
  const shown = shownHead(cell);
  const devices = new Map(cell.versions.map((version) => [version.id, version.device]));
  return [...Map.groupBy(cell.heads, (head) => contentText(head.content)).values()]
    .map((same) => {
      const head = same.find((one) => one.id === shown?.id) ?? same[0];
      if (!head) return undefined;
      const by = getPerson(store, key.owner ?? getActor(store, cell.entity, head.id) ?? '')?.name ?? null;
      return {
        version: head.id,
        device: devices.get(head.id) ?? '',
        by,
        at: head.at,
        inUse: head.id === shown?.id,
        thisDevice: devices.get(head.id) === device,
        content: shownContent(key, head),
      };
    })
    .filter((side) => side !== undefined)
    .sort((a, b) => Number(b.inUse) - Number(a.inUse) || (a.version < b.version ? -1 : 1));
}

export interface ConflictFilter {
  /** whose rows, and of visits to whose parks */
  readonly personId?: string | undefined;
  readonly roundId?: string | undefined;
  readonly visitId?: string | undefined;
}

/** What a row of a visit is about, for the reader. */
function visitItem(
  store: ReadStore,
  { table, values: [, name = ''] }: OwnedKey,
  application: ApplicationRow,
  language: Language,
): string | null {
  const scheme = schemeOf(store, requireRound(store, application.roundId));
  const found =
    table.name === 'visit/check'
      ? [...visitChecklist(scheme, application.type), ...visitChecklist(scheme, null)].find((item) => item.id === name)?.text
      : table.name === 'visit/measure'
        ? scheme.fields.find((field) => field.key === name)?.label
        : undefined;
  return found ? localText(found, language) : null;
}

/** Whose choice a row is: its owner's, or, of a visit, anybody's who has the park. */
function mayChoose(store: ReadStore, key: OwnedKey, applicationId: string, actor: string): boolean {
  return (
    isOffice(store, actor) ||
    (key.owner === null
      ? isAssigned(store, actor, applicationId) && (getConflict(store, actor, applicationId)?.relation ?? 'none') === 'none'
      : key.owner === actor)
  );
}

export function listConflicts(store: ReadStore, { personId, roundId, visitId }: ConflictFilter, language: Language): Conflict[] {
  return listOpenCells(store).flatMap(({ cell, key, applicationId }) => {
    const application = getApplication(store, applicationId);
    const [first = ''] = key.values;
    if (
      !application ||
      (roundId !== undefined && application.roundId !== roundId) ||
      (visitId !== undefined && (key.owner !== null || first !== visitId))
    )
      return [];
    if (personId !== undefined && !mayChoose(store, key, applicationId, personId)) return [];
    const criterionId = key.owner === null ? null : (key.values[2] ?? null);
    const rubric = rubricOf(requireRound(store, application.roundId));
    const leaf = rubric && criterionId ? findLeaf(rubric, criterionId) : undefined;
    const visit = key.owner === null ? getVisit(store, first) : undefined;
    return [
      {
        conflictId: cell.entity,
        kind: key.table.name,
        personId: key.owner,
        name: (key.owner !== null && getPerson(store, key.owner)?.name) || '',
        visit: visit ? { visitId: first, visitedOn: visit.visitedOn } : null,
        item: visit ? visitItem(store, key, application, language) : null,
        applicationId,
        parkName: application.parkName,
        criterionId,
        criterion: leaf ? localText(leaf.name, language) : null,
        sides: sidesOf(store, cell, key),
      },
    ];
  });
}

interface Choice extends Act {
  readonly reason: string;
  readonly t: Translate;
}

function choose(tx: WriteStore, cell: Cell, key: OwnedKey, head: Head, by: Choice): void {
  const { at, reason } = by;
  const state = shownContent(key, head);
  const before = shownHead(cell);
  // a submission keeps the time at which it was made; everything else was decided now
  const chosen: Head = { ...head, at: head.at === null ? null : at };
  writeOwned(tx, key, chosen);
  by.append(tx, {
    kind: 'exchange.resolve',
    entity: cell.entity,
    old: before ? { inUse: shownContent(key, before), sides: cell.heads.map((one) => one.id) } : null,
    new: state,
    reason,
  });
  const applicationId = parkOfKey(tx, key) ?? '';
  if (key.table.name === 'conflict') followDeclaration(tx, getApplication(tx, applicationId)?.roundId ?? '', key.values, head.content, at);
  if (key.owner === null || key.table.name === 'conflict') followMeasures(tx, applicationId, by, by.t);
}

/**
 * A sheet that stays submitted must be the one that was sealed. Where the choices made another of it, it is open
 * again and its expert submits anew; that is only judged once nothing on it is left to choose.
 */
function reopenUnsealed(tx: WriteStore, personId: string, applicationId: string, by: Choice): boolean {
  const sheet = getSheet(tx, personId, applicationId);
  if (sheet?.state !== 'submitted' || countSheetConflicts(tx, personId, applicationId) > 0) return false;
  const round = getRound(tx, getPerson(tx, personId)?.roundId ?? '');
  const rubric = round && rubricOf(round);
  if (!rubric) return false;
  const rows = [...readCells(tx, personId).values()].flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const head = shownHead(cell);
    return key?.table.name === 'score' && key.values[1] === applicationId && head
      ? [{ criterionId: key.values[2] ?? '', content: head.content }]
      : [];
  });
  if (digestContents(rubric, round.id, personId, applicationId, rows) === sheet.digest) return false;
  upsertSheet(tx, { personId, applicationId, state: 'draft', digest: null, submittedAt: null });
  by.append(tx, {
    kind: 'exchange.reopen',
    entity: `sheet:${personId}/${applicationId}`,
    old: { state: 'submitted', digest: sheet.digest, submittedAt: sheet.submittedAt },
    new: { state: 'draft', cause: 'conflict' },
    reason: by.reason,
  });
  refreshLineage(tx);
  return true;
}

function requireConflict(tx: WriteStore, entity: string): { cell: Cell; key: OwnedKey } {
  const cell = readCell(tx, entity);
  const key = ownedKey(entity);
  return cell && key && isConflict(cell) ? { cell, key } : refuse('exchange/conflict-unknown', { conflictId: entity });
}

export const exchangeConflictHandlers = {
  'exchange.conflicts'(store, { roundId, personId }, { language }) {
    return listConflicts(store, { personId, roundId }, language);
  },
  'exchange.resolve'(tx, { conflictId, choice, reason }, call) {
    const { actor, language } = call;
    refreshLineage(tx);
    const { cell, key } = requireConflict(tx, conflictId);
    const applicationId = parkOfKey(tx, key) ?? '';
    if (!mayChoose(tx, key, applicationId, actor)) refuse('call/not-allowed', { method: 'exchange.resolve', needs: 'own', role: 'expert' });
    const sides = sidesOf(tx, cell, key);
    const others = sides.filter((side) => !side.inUse);
    if (choice === 'incoming' && others.length !== 1) refuse('exchange/choice-unclear', { count: sides.length });
    const version = choice === 'local' ? sides.find((side) => side.inUse)?.version : choice === 'incoming' ? others[0]?.version : choice;
    const head = cell.heads.find((one) => one.id === version) ?? refuse('exchange/conflict-unknown', { conflictId });
    const by = { ...call, reason };
    choose(tx, cell, key, head, by);
    refreshLineage(tx);
    const reopened = key.owner !== null && reopenUnsealed(tx, key.owner, applicationId, by) ? [applicationId] : [];
    return {
      left: listConflicts(tx, key.owner === null ? { visitId: key.values[0] } : { personId: key.owner }, language).length,
      reopened,
    };
  },
  'exchange.takeAll'(tx, { device, reason, ...of }, call) {
    const { language } = call;
    if ('personId' in of) requirePerson(tx, of.personId);
    refreshLineage(tx);
    const by = { ...call, reason };
    const parks = new Set<string>();
    const own = () => listConflicts(tx, of, language).filter((one) => !('personId' in of) || one.personId === of.personId);
    let settled = 0;
    for (const { conflictId } of own()) {
      const { cell, key } = requireConflict(tx, conflictId);
      const side = sidesOf(tx, cell, key).find((one) => one.device === device);
      const head = side && cell.heads.find((one) => one.id === side.version);
      if (!head) continue;
      choose(tx, cell, key, head, by);
      if (key.owner !== null) parks.add(key.values[1] ?? '');
      settled += 1;
    }
    refreshLineage(tx);
    const reopened = 'personId' in of ? [...parks].filter((applicationId) => reopenUnsealed(tx, of.personId, applicationId, by)) : [];
    return { settled, left: own().length, reopened };
  },
} satisfies Partial<Handlers>;
