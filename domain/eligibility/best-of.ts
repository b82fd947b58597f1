/**
 * 从优不重复: where a rule book says so, of its measures and others of the same authority that overlap the better one is paid, never
 * both. It binds nobody else: rewards of a province and a city add up. Amounts in 万元, exact.
 */
import { add, compare, parseDecimal, toDecimal, type Rational } from '../numbers/rational.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { Evaluation } from './evaluate.ts';

export interface Offer {
  readonly schemeId: string;
  readonly tier: string;
  /** null where the panel still has to propose it, or a figure for it is missing */
  readonly amount: string | null;
  readonly cap: string;
}

export interface Choice {
  readonly chosen: Offer;
  readonly given: readonly Offer[];
  /** false while an amount that is still open could make another offer the better one */
  readonly certain: boolean;
}

/** A clause on 从优不重复, and what it makes of the offers that it touches. */
export interface Overlap extends Choice {
  readonly schemeId: string;
  readonly article: string;
  readonly text: string;
}

function total(texts: readonly (string | null)[]): string | null {
  const parts = texts.map((text) => (text === null ? null : parseDecimal(text)));
  return parts.every((part) => part !== null)
    ? toDecimal(parts.reduce<Rational>((sum, part) => add(sum, part), { num: 0n, den: 1n }))
    : null;
}

/** What each evaluation offers, awards of the same scheme added up; evaluations without a reward offer nothing. */
export function offersOf(evaluations: readonly Evaluation[]): Offer[] {
  return evaluations.flatMap(({ schemeId, reward }) => {
    if (!reward || reward.tier === null || reward.cap === null) return [];
    const { awards } = reward;
    const cap = total(awards.map((award) => award.cap));
    return cap === null ? [] : [{ schemeId, tier: reward.tier, amount: total(awards.map((award) => award.amount)), cap }];
  });
}

function most(offer: Offer): Rational {
  return parseDecimal(offer.amount ?? offer.cap) ?? { num: 0n, den: 1n };
}

/**
 * The best of overlapping offers: the highest amount, an open one counting with its cap. Among equals a
 * fixed amount comes before an open one, then the order given. Null without offers.
 */
export function bestOf(offers: readonly Offer[]): Choice | null {
  const [chosen, ...others] = offers.toSorted((a, b) => compare(most(b), most(a)) || Number(a.amount === null) - Number(b.amount === null));
  if (!chosen) return null;
  return { chosen, given: others, certain: others.length === 0 || chosen.amount !== null };
}

/** Whether both are measures of one authority: 本市 is the prefecture, and its province is another. */
function sameAuthority(a: Scheme, b: Scheme): boolean {
  return a.region !== null && b.region !== null && a.region.province === b.region.province && a.region.prefecture === b.region.prefecture;
}

/**
 * What the clauses on 从优不重复 make of the offers. A clause speaks of its own measures and of other ones (与本市其他有关奖补政策): it
 * touches an offer of another document of the same region, and never two of its own document. Clauses of one document are told once.
 */
export function overlapsOf(offers: readonly Offer[], schemes: readonly Scheme[]): Overlap[] {
  const schemeOf = new Map(schemes.map((scheme) => [scheme.id, scheme]));
  const told = new Set<string>();
  return offers.flatMap((offer): Overlap[] => {
    const scheme = schemeOf.get(offer.schemeId);
    if (!scheme?.overlap) return [];
    const others = offers.filter((one) => {
      const other = schemeOf.get(one.schemeId);
      return other !== undefined && other.documentNo !== scheme.documentNo && sameAuthority(scheme, other);
    });
    const choice = others.length === 0 ? null : bestOf([offer, ...others]);
    const key = [offer, ...others]
      .map((one) => `${one.schemeId} ${one.tier}`)
      .toSorted()
      .join('\n');
    if (!choice || told.has(key)) return [];
    told.add(key);
    return [{ ...choice, schemeId: scheme.id, ...scheme.overlap }];
  });
}
