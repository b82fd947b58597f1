/** 奖励: what each park is given, and what the panel proposes where the rule book leaves it open. */
import type { Output } from '../../../domain/contract/api.ts';
import { amountWords } from '../../../domain/eligibility/award-words.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import { add, compare, parseDecimal, rational, toDecimal } from '../../../domain/numbers/rational.ts';
import { pick } from '../../../domain/pick.ts';
import { refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { localText } from '../../../domain/text.ts';
import type { ApplicationRow } from '../../../db/queries/applications.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { deleteAward, getAward, listAwards, upsertAward, type AwardRow } from '../../../db/queries/results.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { standingProposal } from '../applications/park-records.ts';
import { evaluationsOf } from '../applications/round-evaluations.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireReviewed, requireRound, requireUnclosed, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';
import { grant } from './granted.ts';

export type ParkAwards = Output<'rewards.list'>[number];
type Words = Pick<Call, 'language' | 't'>;

/** All amounts together, exact; null while one is not known. */
function sumOf(amounts: readonly (string | null)[]): string | null {
  const parts = amounts.map((amount) => (amount === null ? null : parseDecimal(amount)));
  return parts.every((part) => part !== null) ? toDecimal(parts.reduce(add, rational(0))) : null;
}

/** 兑现主体: whom the rule book names, else the applicant's own 市州. */
function payerOf({ payment }: Scheme, { region }: ApplicationRow, { language, t }: Words): Pick<ParkAwards, 'level' | 'payer'> {
  if (!payment) return { level: null, payer: null };
  const payer = payment.payer ? localText(payment.payer, language) : (region ?? t('rewards.payerUnknown'));
  return { level: payment.level, payer };
}

function viewPark(
  application: ApplicationRow,
  evaluation: Evaluation,
  rows: readonly AwardRow[],
  scheme: Scheme,
  words: Words,
): ParkAwards {
  const awards = (evaluation.reward?.awards ?? []).map((award) => {
    const row = standingProposal(award, rows);
    const amount = row?.amount ?? award.amount;
    const base = award.base && localText(award.base, words.language);
    return {
      ...pick(award, 'tier', 'article', 'state', 'cap'),
      label: localText(award.label, words.language),
      before: award.before.map(({ tier: id, amount: paid, on }) => {
        const tier = scheme.tiers.find((one) => one.id === id);
        return { label: tier ? localText(tier.label, words.language) : id, amount: paid, on };
      }),
      amount,
      text: amountWords({ state: award.state, amount, base }, words.t),
      proposed: row ? pick(row, 'amount', 'reason', 'at') : null,
    };
  });
  return {
    applicationId: application.id,
    ...pick(application, 'parkName', 'operator', 'region'),
    awards,
    amount: sumOf(awards.map(({ amount }) => amount)),
    ...payerOf(scheme, application, words),
  };
}

/** By application: whoever reaches an award; empty where the rule book rewards nothing. */
export function awardsOf(
  store: ReadStore,
  roundId: string,
  words: Words,
  evaluations: ReadonlyMap<string, Evaluation> = evaluationsOf(store, roundId),
): Map<string, ParkAwards> {
  const scheme = schemeOf(store, requireRound(store, roundId));
  if (scheme.tiers.length === 0) return new Map();
  const rows = Map.groupBy(listAwards(store, roundId), ({ applicationId }) => applicationId);
  return new Map(
    listApplications(store, roundId).flatMap((application) => {
      const evaluation = evaluations.get(application.id);
      if (!evaluation?.reward || evaluation.reward.awards.length === 0) return [];
      return [[application.id, viewPark(application, evaluation, rows.get(application.id) ?? [], scheme, words)] as const];
    }),
  );
}

/** What listed parks are given goes on record on the day of the final list; how many awards. */
export function grantAll(
  tx: WriteStore,
  roundId: string,
  listed: readonly { readonly applicationId: string; readonly parkName: string }[],
  on: string,
  call: Call,
): number {
  const { schemeId } = requireRound(tx, roundId);
  const awards = awardsOf(tx, roundId, call);
  const given = listed.flatMap(({ applicationId, parkName }) =>
    (awards.get(applicationId)?.awards ?? []).flatMap(({ tier, amount }) =>
      amount === null || amount === '0' ? [] : [{ parkName, tier, amount }],
    ),
  );
  for (const one of given)
    grant(tx, { id: call.session.newId(), ...one, schemeId, grantedOn: on, roundId, reason: null, at: call.at }, call);
  return given.length;
}

/** Parks whose amount nobody knows yet, of those that are listed. @throws reward/amount-open, which names them */
export function requireAmounts(store: ReadStore, roundId: string, listed: ReadonlySet<string>, words: Words): void {
  const open = [...awardsOf(store, roundId, words).values()].filter(
    ({ applicationId, amount }) => listed.has(applicationId) && amount === null,
  );
  if (open.length > 0) refuse('reward/amount-open', { parks: open.map(({ parkName }) => parkName) });
}

export const rewardHandlers = {
  'rewards.list'(store, { roundId }, call) {
    return [...awardsOf(store, roundId, call).values()].sort((a, b) => (a.parkName < b.parkName ? -1 : 1));
  },
  'rewards.propose'(tx, { applicationId, tier, amount, reason }, call) {
    const application = requireApplication(tx, applicationId);
    const { roundId, parkName } = application;
    requireUnclosed(tx, roundId);
    requireReviewed(tx, application);
    const award = awardsOf(tx, roundId, call)
      .get(applicationId)
      ?.awards.find((one) => one.tier === tier);
    if (award?.state !== 'open') refuse('reward/not-open', { park: parkName, tier: award?.label ?? tier, state: award?.text ?? '' });
    const [given, cap] = [amount === null ? null : parseDecimal(amount), parseDecimal(award.cap)];
    if (given && cap && compare(given, cap) > 0) refuse('reward/beyond-cap', { park: parkName, tier: award.label, cap: award.cap });
    const before = getAward(tx, applicationId, tier);
    const entity = `award:${applicationId}/${tier}`;
    const old = before ? { amount: before.amount } : null;
    if (given) {
      // written as it is meant: 50.00 is 50
      const kept = toDecimal(given);
      upsertAward(tx, { applicationId, tier, amount: kept, reason, at: call.at });
      call.append(tx, { kind: 'reward.propose', entity, old, new: { amount: kept }, reason });
    } else {
      deleteAward(tx, applicationId, tier);
      call.append(tx, { kind: 'reward.withdraw', entity, old, new: { amount: null }, reason });
    }
    const view = awardsOf(tx, roundId, call).get(applicationId);
    if (!view) throw new Error(`application ${applicationId} has lost its award`);
    return view;
  },
} satisfies Partial<Handlers>;
