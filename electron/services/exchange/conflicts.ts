/** 冲突: what one owner left different on two laptops, side by side, until a person chooses. */
import type { Output } from '../../../domain/contract/api.ts';
import { contentText, type Head } from '../../../domain/exchange/lineage.ts';
import { isOfSheet, ownedKey, type OwnedKey } from '../../../domain/exchange/owned-tables.ts';
import { deviceOfOrigin, saysTheSame, sealedLine, sealOf, sheetInUse } from '../../../domain/exchange/sheet-in-use.ts';
import { findLeaf } from '../../../domain/rubric/leaves.ts';
import { localText, type Language } from '../../../domain/text.ts';
import { visitChecklist } from '../../../domain/visit/checklist.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { getActor } from '../../../db/queries/exchange/foreign-events.ts';
import { listOpenCells, readSheetCells, type OpenCell } from '../../../db/queries/exchange/cells.ts';
import { getApplication, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getConflict, getPerson, isAssigned } from '../../../db/queries/panel.ts';
import { getVisit } from '../../../db/queries/visits.ts';
import { getWorkspace } from '../../../db/queries/workspace.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { refuseEnded } from '../scoring/ended.ts';
import { requireRound, rubricOf, rubricOfSeat, schemeOf } from '../session/lookups.ts';
import { totalOfContents } from './rows.ts';
import { isOffice } from '../session/access.ts';

type Conflict = Output<'exchange.conflicts'>[number];

/** Content with its JSON columns taken apart, for people. */
export function shownContent({ table }: OwnedKey, head: Head): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(head.content).map(([name, value]) => [
      name,
      table.json?.includes(name) && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  );
}

export function broughtBy(store: ReadStore, device: string): { path: string; at: string } | null {
  const [newest] = listExchangeFiles(store, { device }).filter((file) => file.direction === 'merged' || file.direction === 'opened');
  return newest ? { path: newest.path, at: newest.at } : null;
}

/** What the sheet comes to that one laptop sealed; null of a draft, and where not all of it is known any more. */
function sealedTotal(store: ReadStore, { cell, key, said }: Pick<OpenCell, 'cell' | 'key' | 'said'>, head: Head): number | null {
  const [personId = '', applicationId = ''] = key.values;
  const application = getApplication(store, applicationId);
  const rubric = application && rubricOfSeat(store, requireRound(store, application.roundId), personId, applicationId);
  const seal = sealOf(cell, head, said);
  if (!rubric || seal === null) return null;
  const lines = readSheetCells(store, personId, applicationId).scores.map((line) => ({
    criterionId: ownedKey(line.entity)?.values[2] ?? '',
    content: sealedLine(line, seal, said)?.content,
  }));
  const known = lines.flatMap(({ criterionId, content }) => (content ? [{ criterionId, content }] : []));
  return known.length === lines.length ? totalOfContents(rubric, known) : null;
}

/** What one sheet comes to by each laptop that left something of it different; every other line as it is in use. */
function totalsOf(store: ReadStore, { key, said }: Pick<OpenCell, 'key' | 'said'>): Conflict['totals'] {
  const [personId = '', applicationId = ''] = key.values;
  const application = getApplication(store, applicationId);
  const rubric = application && rubricOfSeat(store, requireRound(store, application.roundId), personId, applicationId);
  if (!rubric || !isOfSheet(key.table)) return [];
  const cells = readSheetCells(store, personId, applicationId);
  const { lines } = sheetInUse(cells, said);
  const heads = cells.scores.flatMap((cell) => cell.heads.map((head) => ({ cell, head, device: deviceOfOrigin(cell, head.id, said) })));
  return [...new Set(heads.map(({ device }) => device))].map((device) => ({
    device,
    total100: totalOfContents(
      rubric,
      cells.scores.flatMap((cell) => {
        const head = heads.find((one) => one.cell === cell && one.device === device)?.head ?? lines.get(cell.entity);
        return head ? [{ criterionId: ownedKey(cell.entity)?.values[2] ?? '', content: head.content }] : [];
      }),
    ),
  }));
}

/** Of several heads that say the same, one stands for them; what is in use is a side too where it is none of the heads. */
export function sidesOf(store: ReadStore, { cell, key, shown, said }: Omit<OpenCell, 'applicationId'>): Conflict['sides'] {
  const device = getWorkspace(store)?.deviceId;
  const isShown = (head: Head): boolean => saysTheSame(key.table, head.content, shown.content);
  const heads = cell.heads.some(isShown) ? cell.heads : [...cell.heads, shown];
  return [...Map.groupBy(heads, (head) => (isShown(head) ? '' : contentText(head.content))).values()]
    .map((same) => {
      const head = same.find((one) => one.id === shown.id) ?? same[0];
      if (!head) return undefined;
      const from = deviceOfOrigin(cell, head.id, said);
      return {
        version: head.id,
        device: from,
        by: getPerson(store, key.owner ?? getActor(store, cell.entity, head.id) ?? '')?.name ?? null,
        at: head.at,
        inUse: isShown(head),
        thisDevice: from === device,
        broughtBy: broughtBy(store, from),
        total100: key.table.name === 'sheet' ? sealedTotal(store, { cell, key, said }, head) : null,
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
  if (table.name === 'visit/firm') return name;
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
export function mayChoose(store: ReadStore, key: OwnedKey, applicationId: string, actor: string): boolean {
  return (
    isOffice(store, actor) ||
    (key.owner === null
      ? isAssigned(store, actor, applicationId) && (getConflict(store, actor, applicationId)?.relation ?? 'none') === 'none'
      : key.owner === actor)
  );
}

export function listConflicts(store: ReadStore, { personId, roundId, visitId }: ConflictFilter, language: Language): Conflict[] {
  const totals = new Map<string, Conflict['totals']>();
  return listOpenCells(store).flatMap((open) => {
    const { cell, key, applicationId } = open;
    const whole = `${key.owner ?? ''}/${applicationId}`;
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
        sides: sidesOf(store, open),
        totals: key.owner === null ? [] : (totals.get(whole) ?? totals.set(whole, totalsOf(store, open)).get(whole) ?? []),
      },
    ];
  });
}

/** A choice on a sheet changes what counts. @throws round/scoring-ended */
export function refuseSettled(store: ReadStore, { table, values: [personId = '', applicationId = ''] }: OwnedKey): void {
  if (isOfSheet(table)) refuseEnded(store, getPerson(store, personId)?.roundId ?? '', { personId, applicationId });
}

export const exchangeConflictHandlers = {
  'exchange.conflicts'(store, { roundId, personId }, { language }) {
    return listConflicts(store, { personId, roundId }, language);
  },
} satisfies Partial<Handlers>;
