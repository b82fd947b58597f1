/** What was decided between laptops, and taken back: every side of it stands again, as it stood, and waits for a choice. */
import { z } from 'zod';
import type { Output } from '../../../domain/contract/api.ts';
import { shownHead, takeBackKind } from '../../../domain/exchange/lineage.ts';
import { isOfSheet, ownedKey, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { originOf, saysTheSame } from '../../../domain/exchange/sheet-in-use.ts';
import { refuse } from '../../../domain/result.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { parkOfKey, readCell, readSaidOf } from '../../../db/queries/exchange/cells.ts';
import { hasNewEvents, listDecided, listTakenBack, reopenKind, type DecidedRow } from '../../../db/queries/exchange/decisions.ts';
import { refreshLineage, showSheet, showVisit } from '../../../db/queries/exchange/lineage.ts';
import { readRow, writeOwned } from '../../../db/queries/exchange/owned-rows.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getVisit } from '../../../db/queries/visits.ts';
import { getWorkspace } from '../../../db/queries/workspace.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { requireRound } from '../session/lookups.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { followMeasures } from '../visits/measures.ts';
import { broughtBy, listConflicts, mayChoose, refuseSettled, shownContent } from './conflicts.ts';
import { followDeclaration } from './rows.ts';

type Decision = Output<'exchange.decisions'>[number];

const side = z.object({ version: z.string(), device: z.string(), at: z.string().nullable(), content: z.record(z.string(), z.unknown()) });
const before = z.object({ sides: z.array(side).min(1) });
type Side = z.infer<typeof side>;

/** One row of a decision: what stood there before, and the last version that the decision made of it. */
interface Settled {
  readonly entity: string;
  readonly key: OwnedKey;
  readonly applicationId: string;
  readonly sides: readonly Side[];
  readonly last: string;
}

/** The rows of one decision in the order in which they were settled. */
function settledRows(store: ReadStore, events: readonly DecidedRow[]): Settled[] {
  return [...Map.groupBy(events, (event) => event.entity)].flatMap(([entity, own]) => {
    const [first] = own;
    const last = own.at(-1);
    const key = ownedKey(entity);
    const applicationId = key && parkOfKey(store, key);
    const said = before.safeParse(first?.old == null ? null : JSON.parse(first.old));
    return key && applicationId !== null && last && said.success
      ? [{ entity, key, applicationId, sides: said.data.sides, last: last.hash }]
      : [];
  });
}

/** Whether the decision still stands as it was made: nobody wrote over any row of it. */
function stands(store: ReadStore, rows: readonly Settled[]): boolean {
  return rows.every(({ entity, last }) => {
    const [head, ...more] = readCell(store, entity)?.heads ?? [];
    return head?.id === last && more.length === 0 && !hasNewEvents(store, entity);
  });
}

const nameOf = (store: ReadStore, actor: string): string | null => getPerson(store, actor)?.name ?? null;

export function listDecisions(store: ReadStore, roundId: string, personId: string | undefined): Decision[] {
  const own = getWorkspace(store)?.deviceId;
  const undone = Map.groupBy(listTakenBack(store), (event) => event.decision);
  return [...Map.groupBy(listDecided(store), (event) => event.decision)]
    .flatMap(([decision, events]) => {
      const rows = settledRows(store, events);
      const [first] = events;
      const [row] = rows;
      const application = row && getApplication(store, row.applicationId);
      if (!first || !row || application?.roundId !== roundId) return [];
      if (personId !== undefined && !rows.every(({ key, applicationId }) => mayChoose(store, key, applicationId, personId))) return [];
      const back = undone.get(decision)?.[0];
      const { owner, values } = row.key;
      const chosen = events.filter((event) => event.kind !== reopenKind);
      const devices = chosen.flatMap(({ entity, new: now }) => {
        const from: unknown = now === null ? null : (JSON.parse(now) as Record<string, unknown>)['from'];
        const sides = rows.find((one) => one.entity === entity)?.sides ?? [];
        const said = readSaidOf(store, entity);
        const taken = sides.find(({ version }) => originOf(version, said) === from);
        return taken ? [taken.device] : [];
      });
      return [
        {
          decision,
          at: first.at,
          by: nameOf(store, first.actor),
          reason: first.reason ?? '',
          applicationId: row.applicationId,
          parkName: application.parkName,
          personId: owner,
          name: (owner !== null && nameOf(store, owner)) || '',
          visitedOn: owner === null ? (getVisit(store, values[0] ?? '')?.visitedOn ?? null) : null,
          settled: new Set(chosen.map((event) => event.entity)).size,
          sheet: chosen.some((event) => event.entity.startsWith('sheet:')),
          devices: [...new Set(devices)].map((device) => ({ device, thisDevice: device === own, broughtBy: broughtBy(store, device) })),
          reopened: events.some((event) => event.kind === reopenKind),
          takenBack: back ? { at: back.at, by: nameOf(store, back.actor), reason: back.reason ?? '' } : null,
          canTakeBack: !back && stands(store, rows),
        },
      ];
    })
    .reverse();
}

/** After every side stands again: the tables show what is in use of it. */
function showAgain(tx: WriteStore, rows: readonly Settled[], call: Call): void {
  for (const { entity, key, applicationId } of rows) {
    if (isOfSheet(key.table) || key.table.shared) continue;
    const cell = readCell(tx, entity);
    const shown = cell && shownHead(cell);
    const row = readRow(tx, key);
    if (!shown || (row.at === shown.at && saysTheSame(key.table, row.content, shown.content))) continue;
    writeOwned(tx, key, shown);
    if (key.table.name === 'conflict')
      followDeclaration(tx, getApplication(tx, applicationId)?.roundId ?? '', key.values, shown.content, call.at);
    if (key.table.name === 'conflict') followMeasures(tx, applicationId, call, call.t);
  }
  const visits = new Map(
    rows.flatMap(({ key, applicationId }) => (key.table.shared ? [[key.values[0] ?? '', applicationId] as const] : [])),
  );
  for (const [visitId, applicationId] of visits) {
    showVisit(tx, visitId);
    followMeasures(tx, applicationId, call, call.t);
  }
  const sheets = rows.filter(({ key }) => isOfSheet(key.table)).map(({ key }) => key.values.slice(0, 2).join('/'));
  for (const one of new Set(sheets)) {
    const [personId = '', applicationId = ''] = one.split('/');
    showSheet(tx, personId, applicationId);
  }
}

export const exchangeDecisionHandlers = {
  'exchange.decisions'(store, { roundId, personId }) {
    requireRound(store, roundId);
    return listDecisions(store, roundId, personId);
  },
  'exchange.takeBack'(tx, { decision, reason }, call) {
    refreshLineage(tx);
    const rows = settledRows(tx, listDecided(tx, decision));
    const [first] = rows;
    if (!first || rows.some(({ key, applicationId }) => !mayChoose(tx, key, applicationId, call.actor)))
      return refuse('exchange/decision-unknown', { decision });
    if (listTakenBack(tx, decision).length > 0 || !stands(tx, rows))
      refuse('exchange/decision-overtaken', { park: getApplication(tx, first.applicationId)?.parkName ?? '' });
    for (const { key } of rows) refuseSettled(tx, key);
    for (const { entity, key, sides, last } of rows) {
      const said = readSaidOf(tx, entity);
      const inUse = shownContent(key, { id: last, ...readRow(tx, key) });
      for (const { version, at, content } of sides)
        call.append(tx, {
          kind: takeBackKind,
          entity,
          old: { inUse },
          new: { ...content, at, from: originOf(version, said), over: [last], undoes: decision },
          reason,
        });
    }
    refreshLineage(tx);
    showAgain(tx, rows, call);
    refreshLineage(tx);
    const { owner, values } = first.key;
    const left = listConflicts(tx, owner === null ? { visitId: values[0] } : { personId: owner }, call.language).length;
    return { restored: rows.length, left };
  },
} satisfies Partial<Handlers>;
