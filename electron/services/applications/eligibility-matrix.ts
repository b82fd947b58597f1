/** 资格审查 as one answer: every park of a round against every condition of its type. */
import type { Output } from '../../../domain/contract/api.ts';
import type { Evaluation } from '../../../domain/eligibility/evaluate.ts';
import { gapText, thresholdText, valueText } from '../../../domain/eligibility/wording.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { listApplications, listRoundRulings, type ApplicationRow } from '../../../db/queries/applications.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import { evaluateRound } from './round-evaluations.ts';

type Group = Output<'eligibility.matrix'>['groups'][number];
type Park = ApplicationRow & { readonly evaluation: Evaluation };

/** Parks of one type: the first one's thresholds stand at the head, another's in its cell. */
function groupOf(
  type: string | null,
  parks: readonly Park[],
  reasons: ReadonlyMap<string, string>,
  language: Language,
  t: Translate,
): Group {
  const asked = parks[0]?.evaluation.conditions ?? [];
  const conditions = asked.map((condition) => ({
    id: condition.id,
    label: localText(condition.label, language),
    article: condition.article,
    text: condition.text,
    measured: condition.fields.length > 0,
    threshold: thresholdText(condition, t),
  }));
  const cellOf = (id: string, condition: Evaluation['conditions'][number], usual: string | null) => {
    const [value, gap, threshold, ruling] = [
      valueText(condition, t),
      gapText(condition, t),
      thresholdText(condition, t),
      reasons.get(`${id}/${condition.id}`),
    ];
    return {
      verdict: condition.verdict,
      ...(value === null ? {} : { value }),
      ...(gap === null ? {} : { gap }),
      ...(threshold === null || threshold === usual ? {} : { threshold }),
      ...(ruling === undefined ? {} : { ruling }),
    };
  };
  return {
    type,
    conditions,
    parks: parks.map(({ id, parkName, evaluation }) => ({
      applicationId: id,
      parkName,
      type,
      overall: evaluation.overall,
      cells: evaluation.conditions.map((condition, at) => cellOf(id, condition, conditions[at]?.threshold ?? null)),
    })),
  };
}

export const eligibilityMatrixHandlers = {
  'eligibility.matrix'(store, { roundId }, { language, t }) {
    const scheme = schemeOf(store, requireRound(store, roundId));
    const applications = listApplications(store, roundId);
    const evaluated = evaluateRound(store, roundId, applications);
    const reasons = new Map(
      [...listRoundRulings(store, roundId)].flatMap(([id, rulings]) =>
        rulings.map(({ conditionId, reason }) => [`${id}/${conditionId}`, reason] as const),
      ),
    );
    const parks = applications.flatMap((application): Park[] => {
      const found = evaluated.get(application.id);
      return found ? [{ ...application, evaluation: found.evaluation }] : [];
    });
    const byType = Map.groupBy(parks, ({ type }) => (scheme.types.some((one) => one.id === type) ? type : null));
    return {
      groups: [...scheme.types.map((type) => type.id), null].flatMap((type) => {
        const some = byType.get(type) ?? [];
        return some.length === 0 ? [] : [groupOf(type, some, reasons, language, t)];
      }),
    };
  },
} satisfies Partial<Handlers>;
