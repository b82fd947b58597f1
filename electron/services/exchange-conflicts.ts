/** 冲突: what one owner left different on two laptops, side by side, until a person chooses. The choice is an event and travels. */
import type { Output } from '../../domain/api.ts';
import { contentText, isConflict, shownHead, type Cell, type Head } from '../../domain/exchange/lineage.ts';
import { ownedKey, type OwnedKey } from '../../domain/exchange/owned-tables.ts';
import { refuse } from '../../domain/result.ts';
import { rubricLeaves } from '../../domain/scoring/rubric.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { countSheetConflicts, listSplitCells, readCell, readCells, refreshLineage, writeOwned } from '../../db/queries/exchange.ts';
import { getApplication } from '../../db/queries/applications.ts';
import { getPerson } from '../../db/queries/panel.ts';
import { getRound } from '../../db/queries/rounds.ts';
import { getSheet, updateSheet } from '../../db/queries/scores.ts';
import { getWorkspace } from '../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import type { Handlers } from './dispatch.ts';
import { digestContents, followDeclaration } from './exchange-rows.ts';
import { requirePerson } from './panel.ts';
import { rubricOf } from './rounds.ts';
import { secretary } from './visibility.ts';

type Conflict = Output<'exchange.conflicts'>[number];

/** Content with its JSON columns taken apart, for people. */
function shownContent({ table }: OwnedKey, head: Head): Record<string, unknown> {
  return Object.fromEntries(Object.entries(head.content).map(([name, value]) => [name, table.json?.includes(name) && typeof value === 'string' ? JSON.parse(value) : value]));
}

/** Of several heads that say the same, one stands for them. */
function sidesOf(store: ReadStore, cell: Cell, key: OwnedKey): Conflict['sides'] {
  const device = getWorkspace(store)?.deviceId;
  const shown = shownHead(cell);
  const devices = new Map(cell.versions.map((version) => [version.id, version.device]));
  return [...Map.groupBy(cell.heads, (head) => contentText(head.content)).values()]
    .map((same) => {
      const head = same.find((one) => one.id === shown?.id) ?? same[0];
      return head && { version: head.id, device: devices.get(head.id) ?? '', at: head.at, inUse: head.id === shown?.id, thisDevice: devices.get(head.id) === device, content: shownContent(key, head) };
    })
    .filter((side) => side !== undefined)
    .sort((a, b) => Number(b.inUse) - Number(a.inUse) || (a.version < b.version ? -1 : 1));
}

export function listConflicts(store: ReadStore, owner?: string, roundId?: string): Conflict[] {
  return listSplitCells(store, owner).filter(isConflict).flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const [personId = '', applicationId = '', criterionId] = key?.values ?? [];
    const person = getPerson(store, personId);
    if (!key || !person || (roundId !== undefined && person.roundId !== roundId)) return [];
    const round = getRound(store, person.roundId);
    const rubric = round && rubricOf(round);
    const leaf = rubric && rubricLeaves(rubric).find(({ criterion }) => criterion.id === criterionId)?.criterion;
    return [{ conflictId: cell.entity, kind: key.table.name, personId, name: person.name, applicationId, parkName: getApplication(store, applicationId)?.parkName ?? '', criterionId: criterionId ?? null, criterion: leaf?.name.zh ?? null, sides: sidesOf(store, cell, key) }];
  });
}

function choose(tx: WriteStore, cell: Cell, key: OwnedKey, head: Head, { actor, at, reason }: { actor: string; at: string; reason: string }): void {
  const state = shownContent(key, head);
  const before = shownHead(cell);
  // a submission keeps the time at which it was made; everything else was decided now
  const chosen: Head = { ...head, at: head.at === null ? null : at };
  writeOwned(tx, key, chosen);
  appendEvent(tx, { actor, at, kind: 'exchange.resolve', entity: cell.entity, old: before ? { inUse: shownContent(key, before), sides: cell.heads.map((one) => one.id) } : null, new: state, reason });
  const [personId = ''] = key.values;
  const roundId = getPerson(tx, personId)?.roundId;
  if (key.table.name === 'conflict' && roundId !== undefined) followDeclaration(tx, roundId, key.values, head.content, at);
}

/**
 * A sheet that stays submitted must be the one that was sealed. Where the choices made another of it, it is open
 * again and its expert submits anew; that is only judged once nothing on it is left to choose.
 */
function reopenUnsealed(tx: WriteStore, personId: string, applicationId: string, by: { actor: string; at: string; reason: string }): boolean {
  const sheet = getSheet(tx, personId, applicationId);
  if (sheet?.state !== 'submitted' || countSheetConflicts(tx, personId, applicationId) > 0) return false;
  const round = getRound(tx, getPerson(tx, personId)?.roundId ?? '');
  const rubric = round && rubricOf(round);
  if (!rubric) return false;
  const rows = [...readCells(tx, personId).values()].flatMap((cell) => {
    const key = ownedKey(cell.entity);
    const head = shownHead(cell);
    return key?.table.name === 'score' && key.values[1] === applicationId && head ? [{ criterionId: key.values[2] ?? '', content: head.content }] : [];
  });
  if (digestContents(rubric, round.id, personId, applicationId, rows) === sheet.digest) return false;
  updateSheet(tx, { personId, applicationId, state: 'draft', digest: null, submittedAt: null });
  appendEvent(tx, { actor: by.actor, at: by.at, kind: 'exchange.reopen', entity: `sheet:${personId}/${applicationId}`, old: { state: 'submitted', digest: sheet.digest, submittedAt: sheet.submittedAt }, new: { state: 'draft', cause: 'conflict' }, reason: by.reason });
  refreshLineage(tx);
  return true;
}

function requireConflict(tx: WriteStore, entity: string): { cell: Cell; key: OwnedKey } {
  const cell = readCell(tx, entity);
  const key = ownedKey(entity);
  return cell && key && isConflict(cell) ? { cell, key } : refuse('exchange/conflict-unknown', { conflictId: entity });
}

export const exchangeConflictHandlers = {
  'exchange.conflicts'(store, { roundId, personId }) {
    return listConflicts(store, personId, roundId);
  },
  'exchange.resolve'(tx, { conflictId, choice, reason }, { session, actor }) {
    refreshLineage(tx);
    const { cell, key } = requireConflict(tx, conflictId);
    if (actor !== secretary && actor !== key.owner) refuse('call/not-allowed', { method: 'exchange.resolve', needs: 'own', role: 'expert' });
    const sides = sidesOf(tx, cell, key);
    const others = sides.filter((side) => !side.inUse);
    if (choice === 'incoming' && others.length !== 1) refuse('exchange/choice-unclear', { count: sides.length });
    const version = choice === 'local' ? sides.find((side) => side.inUse)?.version : choice === 'incoming' ? others[0]?.version : choice;
    const head = cell.heads.find((one) => one.id === version) ?? refuse('exchange/conflict-unknown', { conflictId });
    const by = { actor, at: session.now(), reason };
    choose(tx, cell, key, head, by);
    refreshLineage(tx);
    const [personId = '', applicationId = ''] = key.values;
    const reopened = reopenUnsealed(tx, personId, applicationId, by) ? [applicationId] : [];
    return { left: listConflicts(tx, personId).length, reopened };
  },
  'exchange.takeAll'(tx, { personId, device, reason }, { session, actor }) {
    requirePerson(tx, personId);
    refreshLineage(tx);
    const by = { actor, at: session.now(), reason };
    const parks = new Set<string>();
    let settled = 0;
    for (const { conflictId } of listConflicts(tx, personId)) {
      const { cell, key } = requireConflict(tx, conflictId);
      const side = sidesOf(tx, cell, key).find((one) => one.device === device);
      const head = side && cell.heads.find((one) => one.id === side.version);
      if (!head) continue;
      choose(tx, cell, key, head, by);
      parks.add(key.values[1] ?? '');
      settled += 1;
    }
    refreshLineage(tx);
    const reopened = [...parks].filter((applicationId) => reopenUnsealed(tx, personId, applicationId, by));
    return { settled, left: listConflicts(tx, personId).length, reopened };
  },
} satisfies Partial<Handlers>;
