/** Why a sheet that was submitted once is a draft again: the office reopened it, a choice between two laptops broke its seal, or other criteria are asked now. */
import type { Output } from '../../../domain/contract/api.ts';
import { takeBackKind } from '../../../domain/exchange/lineage.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { chooseKind, listDecided, reopenKind } from '../../../db/queries/exchange/decisions.ts';
import { listForeignEvents } from '../../../db/queries/exchange/foreign-events.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import type { ReadStore } from '../../../db/store/open.ts';

/** Another rubric, or another type of the park: nothing that was sealed by what was asked before stands. */
const criteriaKind = 'score.unseal';

/** What opens a submitted sheet. */
const opens: ReadonlySet<string> = new Set(['score.reopen', criteriaKind, reopenKind]);

/** What changes the state of a sheet; others on it only tell something about it. */
const turns: ReadonlySet<string> = new Set(['score.submit', 'score.reopen', criteriaKind, chooseKind, reopenKind, takeBackKind]);

type Reopened = NonNullable<Output<'scores.get'>['reopened']>;

/** What a choice settled on this sheet: its criteria, and whether the opinion was among them. */
function settledBy(store: ReadStore, decision: unknown, seat: string): Pick<Reopened, 'criteria' | 'opinion'> {
  if (typeof decision !== 'string') return { criteria: [], opinion: false };
  const entities = listDecided(store, decision).map((event) => event.entity);
  const prefix = `score:${seat}/`;
  return {
    criteria: entities.flatMap((entity) => (entity.startsWith(prefix) ? [entity.slice(prefix.length)] : [])),
    opinion: entities.includes(`opinion:${seat}`),
  };
}

/** Of a draft: the last thing that befell the sheet where that opened it; laptops count each for itself, so the newest by its time. */
export function reopenedBy(store: ReadStore, personId: string, applicationId: string): Reopened | null {
  const seat = `${personId}/${applicationId}`;
  const entity = `sheet:${seat}`;
  const last = [...listForeignEvents(store, entity), ...listEvents(store, { entity, limit: 10_000 })]
    .filter(({ kind, new: now }) => now !== null && turns.has(kind))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq))
    .at(-1);
  if (!last?.new || !opens.has(last.kind)) return null;
  const { cause, decision } = JSON.parse(last.new) as { readonly cause?: string; readonly decision?: string };
  return {
    at: last.at,
    by: getPerson(store, last.actor)?.name ?? null,
    cause: cause ?? (last.kind === criteriaKind ? 'criteria' : ''),
    reason: last.reason ?? '',
    ...settledBy(store, decision, seat),
  };
}
