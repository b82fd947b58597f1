/** 已获奖励: what parks were granted, by rounds of this workspace or before and elsewhere; it counts against what is granted once. */
import type { Output } from '../../../domain/contract/api.ts';
import { parseDecimal, rational, toDecimal } from '../../../domain/numbers/rational.ts';
import { foldParkName } from '../../../domain/package/plan-import.ts';
import { pick } from '../../../domain/pick.ts';
import { refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { localText } from '../../../domain/text.ts';
import {
  deleteGrantedAward,
  getGrantedAward,
  insertGrantedAward,
  listGrantedAwards,
  upsertGrantedAward,
  type GrantedAwardRow,
} from '../../../db/queries/results.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { Handlers } from '../session/dispatch.ts';
import { isAhead, refuseAhead } from './dated.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

type Granted = Output<'rewards.granted'>[number];

/** The rule book under which a reward was granted: the round's own copy, else as its file stands now; undefined where there is none any more. */
function ruleBookOf(
  store: ReadStore,
  { roundId, schemeId }: Pick<GrantedAwardRow, 'roundId' | 'schemeId'>,
  { session }: Pick<Call, 'session'>,
): Scheme | undefined {
  return roundId === null ? session.shelf().schemes.get(schemeId) : schemeOf(store, requireRound(store, roundId));
}

function viewGranted(store: ReadStore, row: GrantedAwardRow, call: Pick<Call, 'session' | 'language' | 'at'>): Granted {
  const scheme = ruleBookOf(store, row, call);
  const tier = scheme?.tiers.find(({ id }) => id === row.tier);
  return {
    grantedId: row.id,
    on: row.grantedOn,
    ahead: isAhead(row.grantedOn, call.at),
    ...pick(row, 'parkName', 'schemeId', 'tier', 'amount', 'roundId', 'reason'),
    title: scheme ? localText(scheme.title, call.language) : row.schemeId,
    label: tier ? localText(tier.label, call.language) : row.tier,
  };
}

const entityOf = ({ parkName }: Pick<GrantedAwardRow, 'parkName'>): string => `reward:${parkName}`;

/** What events tell of a reward. */
const toldOf = (row: GrantedAwardRow) => ({ id: row.id, on: row.grantedOn, ...pick(row, 'schemeId', 'tier', 'amount', 'roundId') });

/** As it is meant: 50.00 is 50. */
const written = (amount: string): string => toDecimal(parseDecimal(amount) ?? rational(0));

/** Puts a reward on record as granted. */
export function grant(tx: WriteStore, row: GrantedAwardRow, { append }: Pick<Call, 'append'>): void {
  insertGrantedAward(tx, row);
  append(tx, { kind: 'reward.grant', entity: entityOf(row), new: toldOf(row), reason: row.reason ?? undefined });
}

/** @throws reward/unknown-tier */
function requireTier({ id, tiers }: Scheme, tier: string): void {
  if (!tiers.some((one) => one.id === tier)) refuse('reward/unknown-tier', { schemeId: id, tier, known: tiers.map((one) => one.id) });
}

/** The same sum twice on one day is one reward that is entered twice. @throws reward/already-recorded */
function refuseTwice(store: ReadStore, row: GrantedAwardRow, call: Call): void {
  const park = foldParkName(row.parkName);
  const twin = listGrantedAwards(store).find(
    (one) =>
      one.id !== row.id &&
      foldParkName(one.parkName) === park &&
      one.schemeId === row.schemeId &&
      one.tier === row.tier &&
      one.grantedOn === row.grantedOn &&
      one.amount === row.amount,
  );
  if (!twin) return;
  const { label, amount, on, parkName } = viewGranted(store, twin, call);
  refuse('reward/already-recorded', { park: parkName, tier: label, date: on, amount });
}

export const grantedHandlers = {
  'rewards.record'(tx, { parkName, schemeId, tier, amount, on, reason }, call) {
    requireTier(call.session.scheme(schemeId), tier);
    refuseAhead(on, call.at);
    const { session, at } = call;
    const row = { id: session.newId(), parkName, schemeId, tier, amount: written(amount), grantedOn: on, roundId: null, reason, at };
    refuseTwice(tx, row, call);
    grant(tx, row, call);
    return viewGranted(tx, row, call);
  },
  'rewards.correct'(tx, { grantedId, now, reason }, call) {
    const before = getGrantedAward(tx, grantedId) ?? refuse('reward/unknown-record', { grantedId });
    const told = { entity: entityOf(before), old: toldOf(before), reason };
    if (now === null) {
      deleteGrantedAward(tx, grantedId);
      call.append(tx, { kind: 'reward.strike', ...told, new: { id: grantedId, amount: null } });
      return null;
    }
    refuseAhead(now.on, call.at);
    const scheme = ruleBookOf(tx, before, call);
    // a rule book that is gone leaves the tier as it is
    if (now.tier !== before.tier) requireTier(scheme ?? call.session.scheme(before.schemeId), now.tier);
    const row = { ...before, tier: now.tier, amount: written(now.amount), grantedOn: now.on, reason, at: call.at };
    refuseTwice(tx, row, call);
    upsertGrantedAward(tx, row);
    call.append(tx, { kind: 'reward.correct', ...told, new: toldOf(row) });
    return viewGranted(tx, row, call);
  },
  'rewards.granted'(store, _input, call) {
    return listGrantedAwards(store).map((row) => viewGranted(store, row, call));
  },
} satisfies Partial<Handlers>;
