/** Who of a park declared, and since when those who are recused are: as the record proves it. */
import type { z } from 'zod';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';
import type { interests } from '../../../../domain/report/interests.ts';
import { isScorer } from '../../../../domain/rubric/leaves.ts';
import { listEvents } from '../../../../db/queries/events.ts';
import { listExchangeFiles } from '../../../../db/queries/exchange/files.ts';
import { getConflict, type PersonHead } from '../../../../db/queries/panel.ts';
import type { RoundRow } from '../../../../db/queries/rounds.ts';
import { listMissing } from '../../../../db/queries/seats.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { rubricOf } from '../../session/lookups.ts';

type Interests = NonNullable<z.infer<typeof interests>>;

/** Where in the chain the relation that holds was declared; null: the chain of this workspace does not tell. */
function recusedAt(store: ReadStore, personId: string, applicationId: string): number | null {
  let since: number | null = null;
  for (const { kind, seq, new: now } of listEvents(store, { entity: `conflict:${personId}/${applicationId}`, limit: 100_000 })) {
    if (kind === 'conflict.takeBack') since = null;
    if (kind !== 'conflict.declare') continue;
    const { relation } = JSON.parse(now ?? '{}') as { readonly relation?: string };
    since = relation === 'none' ? null : (since ?? seq);
  }
  return since;
}

/** Before scoring was first opened and before any task file for the member was written: they had nothing of the park to read. */
function isUntouched(store: ReadStore, roundId: string, personId: string, applicationId: string): boolean {
  const at = recusedAt(store, personId, applicationId);
  if (at === null) return false;
  const opened = listEvents(store, { entity: `round:${roundId}`, limit: 100_000 }).find(({ kind }) => kind === 'round.openScoring');
  const files = listExchangeFiles(store, { roundId, personId, direction: 'issued' });
  return (opened === undefined || at < opened.seq) && files.every(({ chainSeq }) => at <= chainSeq);
}

export function readInterests(store: ReadStore, round: RoundRow, applicationId: string, recused: readonly PersonHead[]): Interests {
  const rubric = rubricOf(round);
  return {
    undeclared: listMissing(store, round.id, 'declarations')
      .filter((one) => one.applicationId === applicationId && isScorer(rubric, one))
      .map(({ name }) => name),
    recused: recused.map(({ id, name }) => ({
      name,
      on: dateInChina(getConflict(store, id, applicationId)?.at ?? round.createdAt),
      untouched: isUntouched(store, round.id, id, applicationId),
    })),
  };
}
