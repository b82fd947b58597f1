/** What the desk works out from the answers: totals of what is typed, points that a formula gives, photos to cite. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, Round, SheetView } from '../../../../domain/contract/api.ts';
import { usedValues } from '../../../../domain/condition/values.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { figureWords } from '../../../../domain/scoring/figure-words.ts';
import { prefill, type Prefilled } from '../../../../domain/scheme/prefill.ts';
import { sheetTotals, type SheetTotals } from '../../../../domain/scoring/check-score.ts';
import { useQuery, useQueries } from '../../../state/queries.ts';
import type { Translate } from '../../../../domain/text.ts';
import type { Lines } from '../../../state/scores.ts';
import { showTime } from '../../../ui/words.ts';
import type { ShownPhoto } from '../../../ui/viewer/viewer.tsx';

/** The totals of the sheet as it is typed; null without a rubric. */
export function useTotals(rubric: Rubric | null, lines: Lines, abstained: SheetView['abstained'] | undefined): SheetTotals | null {
  return useMemo(() => (rubric ? sheetTotals(rubric, lines, abstained) : null), [rubric, lines, abstained]);
}

/** The points that formulas give by what the park stated. */
export function usePrefilled(round: Round, application: ApplicationView | undefined): readonly Prefilled[] {
  const scheme = useQuery('schemes.get', { roundId: round.roundId }).value;
  const { rubric, appliedOn, settings } = round;
  return useMemo(() => {
    if (!scheme || !application || !rubric) return [];
    const stated = Object.fromEntries(
      application.fields.map((field) => [field.key, Object.fromEntries(field.values.map((one) => [one.source, one.value]))]),
    );
    return prefill(rubric, scheme, { values: usedValues(stated), appliedOn, usdRate: settings.usdRate });
  }, [scheme, application, rubric, appliedOn, settings.usdRate]);
}

/** Where the figures come from that a formula read, one sentence a field; who measured it, when and how, where somebody did. */
export function useFigureWords(application: ApplicationView | undefined): (prefilled: Prefilled) => string[] {
  const { t } = useTranslation();
  const say: Translate = (key, params = {}) => t(key, params);
  return ({ fields }) =>
    fields.flatMap((key) => {
      const field = application?.fields.find((one) => one.key === key);
      const used = field?.values.find(({ source }) => source === field.used);
      if (!field || !used) return [];
      const { label } = field;
      const { source, measured } = used;
      if (!measured) return [figureWords({ label, source, measured: null }, say)];
      const { by, on, method, at } = measured;
      const how = method && t(`visits.measure.method.${method}`);
      return [figureWords({ label, source, measured: { by, on, how, at: showTime(at) } }, say)];
    });
}

/** The photos of all visits to the park. */
export function usePhotos(roundId: string, applicationId: string): ShownPhoto[] {
  const visits = useQuery('visits.list', { roundId, applicationId });
  const all = useQueries(
    'visits.get',
    (visits.value ?? []).map(({ visitId }) => ({ visitId })),
  );
  const found = all.flatMap((visit) => visit.value?.photos ?? []);
  const key = found.map((photo) => `${photo.photoId} ${photo.caption}`).join('\n');
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is made anew each time; the key says what is in it
  return useMemo(() => found.map(({ photoId, name, caption, shown }) => ({ photoId, name: caption || name, shown })), [key]);
}
