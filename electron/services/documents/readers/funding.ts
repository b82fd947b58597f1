/** 资金汇总表, read from the store: the parks of the list, as it was published, closed or decided so far. */
import { refuse } from '../../../../domain/result.ts';
import { localText } from '../../../../domain/text.ts';
import { add, parseDecimal, rational, toDecimal } from '../../../../domain/numbers/rational.ts';
import type { FundingData } from '../../../../domain/report/documents/funding.ts';
import { pick } from '../../../../domain/pick.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { requireRound, schemeOf } from '../../session/lookups.ts';
import { awardsOf } from '../../results/rewards.ts';
import { headOf, institutionField } from './head.ts';
import { readListed } from './notice.ts';
import type { Words } from './wording.ts';

const sumOf = (amounts: readonly string[]): string =>
  toDecimal(amounts.reduce((sum, amount) => add(sum, parseDecimal(amount) ?? rational(0)), rational(0)));

/** @throws shortlist/undecided, report/nothing-listed, reward/amount-open, report/missing-subject where nothing is rewarded */
export function readFunding(store: ReadStore, roundId: string, call: Words): FundingData {
  const { language, t } = call;
  const round = requireRound(store, roundId);
  const scheme = schemeOf(store, round);
  if (scheme.tiers.length === 0) refuse('report/nothing-rewarded', { round: round.name });
  const awards = awardsOf(store, roundId, call);
  const parks = readListed(store, round, call).flatMap((id) => awards.get(id) ?? []);
  if (parks.length === 0) refuse('report/nothing-listed', { round: round.name });
  const open = parks.filter(({ amount }) => amount === null);
  if (open.length > 0) refuse('reward/amount-open', { parks: open.map(({ parkName }) => parkName) });
  const rows = parks.flatMap(({ level, payer, applicationId, parkName, operator, awards: given }) =>
    given
      .filter(({ amount }) => amount !== null && amount !== '0')
      .map(({ label, article, amount }) => ({
        level: t(`rewards.level.${level ?? 'unknown'}`),
        payer: payer ?? t('rewards.payerOpen'),
        row: { applicationId, parkName, operator, award: label, article, amount: amount ?? '0' },
      })),
  );
  const groups = [...Map.groupBy(rows, ({ level, payer }) => `${level} ${payer}`).values()].map((some) => ({
    level: some[0]?.level ?? '',
    payer: some[0]?.payer ?? '',
    rows: some.map(({ row }) => row),
    sum: sumOf(some.map(({ row }) => row.amount)),
  }));
  return {
    kind: 'funding',
    ...headOf(store, roundId, call, [institutionField(store, roundId, t)]),
    title: t('reports.funding.title', { scheme: localText(scheme.title, language) }),
    groups,
    total: sumOf(groups.map(({ sum }) => sum)),
    clause: scheme.payment ? pick(scheme.payment, 'article', 'text') : null,
  };
}
