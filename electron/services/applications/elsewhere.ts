/** 还可以申报什么: the park's facts against the other rule books, put into words. */
import { localText, type Language } from '../../../domain/text.ts';
import { offersOf, overlapsOf, type Offer } from '../../../domain/eligibility/best-of.ts';
import { evaluateAll, type Chance } from '../../../domain/eligibility/evaluate-all.ts';
import { becauseText } from '../../../domain/eligibility/wording.ts';
import { regionText } from '../../../domain/eligibility/where.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { usedValues } from '../../../domain/condition/values.ts';
import { listFieldValues } from '../../../db/queries/applications.ts';
import { pick } from '../../../domain/pick.ts';
import { refuse } from '../../../domain/result.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { requireApplication } from '../session/lookups.ts';
import { questionOf, statedValues } from './evaluation.ts';
import { recordReader } from './park-records.ts';

/** What nobody has stated and has to be looked into before it is relied on. */
function openPoints({ fit, validity }: Chance, scheme: Scheme, { t }: Pick<Call, 't'>): string[] {
  const region = scheme.region === null ? '' : regionText(scheme.region);
  return [
    ...fit.open.map((basis) => t(`eligibility.where.${basis}`, { region })),
    ...(scheme.region === null ? [t('eligibility.where.nowhere')] : []),
    ...(validity.state === 'unknown' ? [t('eligibility.where.validity')] : []),
  ];
}

function labelOfType({ types }: Scheme, type: string | null, language: Language): string | null {
  const found = types.find((one) => one.id === type);
  return found ? localText(found.label, language) : type;
}

export const elsewhereHandlers = {
  'eligibility.elsewhere'(store, { applicationId }, { session, language, t }) {
    const application = requireApplication(store, applicationId);
    const question = questionOf(store, application.roundId);
    // the round goes on with the rule book that it was opened with, whatever the file says now
    const schemes = [question.scheme, ...session.schemes().filter((one) => one.id !== question.scheme.id)];
    const schemeOf = (id: string): Scheme => schemes.find((one) => one.id === id) ?? refuse('scheme/unknown', { schemeId: id });
    const titleOf = (id: string): string => localText(schemeOf(id).title, language);
    const records = recordReader(store);
    const { chances, leftOut } = evaluateAll(schemes, {
      ...question,
      recordOf: (scheme) => records(scheme)(application.parkName),
      values: usedValues(statedValues(listFieldValues(store, applicationId))),
    });
    const offers = offersOf(chances.filter(({ evaluation }) => evaluation.overall !== 'notMet').map(({ evaluation }) => evaluation));
    const viewOffer = (offer: Offer) => {
      const { issuer, tiers } = schemeOf(offer.schemeId);
      const tier = tiers.find((one) => one.id === offer.tier);
      return {
        ...offer,
        title: titleOf(offer.schemeId),
        label: tier ? localText(tier.label, language) : offer.tier,
        issuer: issuer && localText(issuer, language),
      };
    };
    return {
      chances: chances.map((chance) => {
        const scheme = schemeOf(chance.schemeId);
        return {
          ...pick(chance, 'schemeId', 'type', 'known', 'asked'),
          title: titleOf(chance.schemeId),
          typeLabel: labelOfType(scheme, chance.type, language),
          overall: chance.evaluation.overall,
          because: becauseText(chance.evaluation.because, t),
          open: scheme === question.scheme ? [] : openPoints(chance, scheme, { t }),
        };
      }),
      leftOut: leftOut.map((one) => ({ ...one, title: titleOf(one.schemeId) })),
      offers: offers.map(viewOffer),
      overlaps: overlapsOf(offers, schemes).map(({ chosen, given, ...clause }) => ({
        ...pick(clause, 'article', 'text', 'certain'),
        chosen: viewOffer(chosen),
        given: given.map(viewOffer),
      })),
    };
  },
} satisfies Partial<Handlers>;
