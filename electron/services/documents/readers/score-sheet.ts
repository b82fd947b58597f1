/** 专家个人评分表, read from the store. */
import { usedValues } from '../../../../domain/condition/values.ts';
import { formatTime } from '../../../../domain/report/phrases.ts';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { figureWords } from '../../../../domain/scoring/figure-words.ts';
import { prefillLeaf } from '../../../../domain/scheme/prefill.ts';
import { localText } from '../../../../domain/text.ts';
import { refuse } from '../../../../domain/result.ts';
import type { ScoreSheetData } from '../../../../domain/report/documents/score-sheet.ts';
import { multiply, rational, sum, toDecimal } from '../../../../domain/numbers/rational.ts';
import { besideOf, combine } from '../../../../domain/rubric/beside.ts';
import { nameBeside, writeBeside } from '../../../../domain/tally/derivation.ts';
import { maximum100, rubricFor, weightedLeaves } from '../../../../domain/rubric/leaves.ts';
import { stageFor } from '../../../../domain/rubric/stages.ts';
import { listFieldValues, type ApplicationRow } from '../../../../db/queries/applications.ts';
import { listEvents } from '../../../../db/queries/events.ts';
import { listPersons } from '../../../../db/queries/panel.ts';
import { listForeignEvents } from '../../../../db/queries/exchange/foreign-events.ts';
import { getOpinion } from '../../../../db/queries/opinions.ts';
import { getSheet, listScores } from '../../../../db/queries/scores.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { questionOf, statedValues } from '../../applications/evaluation.ts';
import { readMeasured } from '../../applications/measured.ts';
import { sealedOpinion } from '../../scoring/opinion-seal.ts';
import { viewEvent } from '../../workspace/audit.ts';
import { requireApplication, requirePerson, requireRound, requireRubric, schemeOf } from '../../session/lookups.ts';
import { criterionName, headOf, personData } from './head.ts';
import type { Words } from './wording.ts';

/** What was changed after the sheet had once been submitted. */
function changesOf(
  store: ReadStore,
  personId: string,
  applicationId: string,
  nameOf: (criterionId: string) => string,
  reason: string,
): ScoreSheetData['changes'] {
  const sealed = listEvents(store, { entity: `sheet:${personId}/${applicationId}`, limit: 1000 }).find(
    (event) => event.kind === 'score.submit',
  );
  if (!sealed) return [];
  const entity = `score:${personId}/${applicationId}/`;
  return listEvents(store, { entity: `${entity}*`, after: sealed.seq, limit: 10_000 })
    .map(viewEvent)
    .map((event) => ({
      at: event.at,
      criterion: nameOf(event.entity.slice(entity.length)),
      from100: (event.old as { points100?: number } | null)?.points100 ?? null,
      to100: (event.new as { points100?: number } | null)?.points100 ?? null,
      reason: event.reason ?? reason,
    }));
}

/** What the submission sealed of the opinion; where it sealed none, whether the opinion came from another laptop than the sheet. */
function sealOfOpinion(store: ReadStore, personId: string, applicationId: string): { digest: string | null; elsewhere?: true } {
  const digest = sealedOpinion(store, personId, applicationId)?.digest ?? null;
  const seat = `${personId}/${applicationId}`;
  const devices = (entity: string, kind: string): Set<string> =>
    new Set(
      [...listForeignEvents(store, entity), ...listEvents(store, { entity, limit: 10_000 })].flatMap((event) =>
        event.kind === kind ? [event.device] : [],
      ),
    );
  const wrote = devices(`opinion:${seat}`, 'opinion.set');
  const handedIn = devices(`sheet:${seat}`, 'score.submit');
  return digest === null && ![...wrote].some((device) => handedIn.has(device)) ? { digest, elsewhere: true } : { digest };
}

/** Of a criterion with a formula: where the figures come from that it reads. */
function readFigures(store: ReadStore, application: ApplicationRow, { language, t }: Words): (criterion: Leaf) => { figures?: string[] } {
  const { scheme, appliedOn, usdRate } = questionOf(store, application.roundId);
  const values = usedValues(statedValues(listFieldValues(store, application.id)));
  const measured = readMeasured(store, application.id, t);
  return (criterion) => {
    const { fields } = prefillLeaf(criterion, scheme, { values, appliedOn, usdRate }) ?? { fields: [] };
    const figures = fields.flatMap((key) => {
      const [field, used] = [scheme.fields.find((one) => one.key === key), values[key]];
      if (!field || !used) return [];
      const from = used.source === 'visit' ? measured(key) : null;
      return figureWords(
        {
          label: localText(field.label, language),
          source: used.source,
          measured: from && {
            by: from.by,
            on: from.on,
            how: from.method && t(`visits.measure.method.${from.method}`),
            at: formatTime(t, from.at),
          },
        },
        t,
      );
    });
    return figures.length === 0 ? {} : { figures };
  };
}

/** @throws person/unknown, application/unknown, score/not-submitted */
export function readScoreSheet(store: ReadStore, personId: string, applicationId: string, call: Words): ScoreSheetData {
  const { language, t } = call;
  const application = requireApplication(store, applicationId);
  const { roundId, parkName } = application;
  const round = requireRound(store, roundId);
  const { role, stage } = requirePerson(store, personId);
  const judged = stageFor(requireRubric(round), { role, stage });
  const rubric = rubricFor(requireRubric(round), { role, stage, type: application.type });
  const sheet = getSheet(store, personId, applicationId);
  if (sheet?.state !== 'submitted') refuse('score/not-submitted', { park: parkName });
  const scores = new Map(listScores(store, personId, applicationId).map((row) => [row.criterionId, row]));
  const leaves = weightedLeaves(rubric);
  const expert = listPersons(store, roundId).find((one) => one.id === personId) ?? refuse('person/unknown', { personId });
  const stated = getOpinion(store, personId, applicationId);
  const type = schemeOf(store, round).types.find((one) => one.id === application.type);
  const weighted = leaves.map(({ criterion, weight }) => multiply(weight, rational(scores.get(criterion.id)?.points100 ?? 0, 100)));
  const beside = besideOf(rubric);
  const combined = beside && combine(beside, weighted);
  const figuresOf = readFigures(store, application, call);
  const written =
    beside &&
    writeBeside(
      beside,
      leaves.map(({ criterion }) => criterion.id),
      combined,
    );
  return {
    kind: 'sheet',
    ...headOf(store, roundId, call, [
      { field: 'member-1', label: t('reports.role.expert'), signer: expert.name, kind: 'person', required: true },
    ]),
    park: { applicationId, name: parkName, type: type ? localText(type.label, language) : null, operator: application.operator },
    expert: personData(expert),
    ...(judged && { stage: t('reports.sheet.stage', { stage: localText(judged.name, language), weight: judged.weight }) }),
    criteria: leaves.map(({ criterion, weight }) => ({
      criterionId: criterion.id,
      name: localText(criterion.name, language),
      max100: criterion.max100,
      weight: toDecimal(weight),
      points100: scores.get(criterion.id)?.points100 ?? null,
      comment: scores.get(criterion.id)?.comment ?? null,
      ...figuresOf(criterion),
    })),
    ...(written && nameBeside({ beside: written }, (id) => criterionName(rubric, id, language))),
    total: toDecimal(combined?.total ?? sum(weighted)),
    max100: maximum100(rubric),
    submittedAt: sheet.submittedAt,
    digest: sheet.digest,
    ...(stated && {
      opinion: {
        recommendation: stated.recommendation,
        text: stated.text,
        ...sealOfOpinion(store, personId, applicationId),
      },
    }),
    changes: changesOf(store, personId, applicationId, (id) => criterionName(rubric, id, language), t('reports.reopened')),
  };
}
