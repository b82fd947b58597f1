/** What is on record of parks across rounds. Names that differ by width, blanks or brackets are one park's, as in an import. */
import { foldParkName } from '../../../domain/package/plan-import.ts';
import type { ParkRecord } from '../../../domain/eligibility/on-record.ts';
import type { Award } from '../../../domain/eligibility/reward.ts';
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import { compare, parseDecimal } from '../../../domain/numbers/rational.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { TitleEvent } from '../../../domain/scheme/titles.ts';
import { listGrantedAwards, type AwardRow, type GrantedAwardRow } from '../../../db/queries/results.ts';
import { listTitleEvents, type TitleEventRow } from '../../../db/queries/results.ts';
import { getPublicity } from '../../../db/queries/publicity.ts';
import type { ReadStore } from '../../../db/store/open.ts';

export function titleEventOf({ kind, happenedOn: on, type, until, ground, barredYears }: TitleEventRow): TitleEvent {
  switch (kind) {
    case 'recognised':
      return { kind, on, type };
    case 'rectify':
      return { kind, on, until: until ?? on };
    case 'restored':
      return { kind, on };
    default:
      return { kind, on, ground: ground ?? '', ...(barredYears !== null && { barredYears }) };
  }
}

/** Whose titles a rule book deals in; null where it names nobody. */
export function authorityOf({ issuer }: Pick<Scheme, 'issuer'>): string | null {
  return issuer?.zh ?? null;
}

/** Every park that has or had a title, under the name it was last recorded by, its events oldest first. */
export function titleHistories(store: ReadStore): Map<string, { readonly parkName: string; readonly rows: readonly TitleEventRow[] }> {
  const byPark = Map.groupBy(listTitleEvents(store), ({ parkName }) => foldParkName(parkName));
  return new Map([...byPark].map(([folded, rows]) => [folded, { parkName: rows.at(-1)?.parkName ?? '', rows }]));
}

/** Events about titles of an authority; those of which nobody told whose they are count for any. */
export function underAuthority(rows: readonly TitleEventRow[], authority: string | null): TitleEventRow[] {
  return rows.filter((row) => row.authority === null || authority === null || row.authority === authority);
}

/** Which rewards count against an application of a round: its own results follow from it, and what was granted after its end came later. */
function countedIn(store: ReadStore, roundId: string | null): (row: GrantedAwardRow) => boolean {
  const publicity = roundId === null ? undefined : getPublicity(store, roundId);
  const ended = publicity?.state === 'closed' && publicity.endedAt !== null ? dateInChina(publicity.endedAt) : null;
  return (row) => roundId === null || (row.roundId !== roundId && (ended === null || row.grantedOn <= ended));
}

/** Reads the record once, and answers for any rule book and any park. `roundId`: as a round found it; absent: as it stands now. */
export function recordReader(
  store: ReadStore,
  roundId: string | null = null,
): (scheme: Pick<Scheme, 'id' | 'issuer'>) => (parkName: string) => ParkRecord {
  const titles = titleHistories(store);
  const granted = Map.groupBy(listGrantedAwards(store).filter(countedIn(store, roundId)), ({ schemeId }) => schemeId);
  return (scheme) => {
    const authority = authorityOf(scheme);
    const awards = Map.groupBy(granted.get(scheme.id) ?? [], (row) => foldParkName(row.parkName));
    return (parkName) => ({
      titles: underAuthority(titles.get(foldParkName(parkName))?.rows ?? [], authority).map(titleEventOf),
      awards: (awards.get(foldParkName(parkName)) ?? []).map(({ tier, amount, grantedOn: on }) => ({ tier, amount, on })),
    });
  };
}

/** The same of one rule book. */
export function readRecords(
  store: ReadStore,
  scheme: Pick<Scheme, 'id' | 'issuer'>,
  roundId: string | null,
): (parkName: string) => ParkRecord {
  return recordReader(store, roundId)(scheme);
}

/** A proposal stands as long as it keeps to the cap; where that has sunk since, nobody has proposed anything. */
export function standingProposal(award: Award, rows: readonly AwardRow[]): AwardRow | undefined {
  const row = award.state === 'open' ? rows.find(({ tier }) => tier === award.tier) : undefined;
  const [amount, cap] = [row && parseDecimal(row.amount), parseDecimal(award.cap)];
  return amount && cap && compare(amount, cap) <= 0 ? row : undefined;
}
