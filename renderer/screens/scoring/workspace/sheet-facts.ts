/** What the desk works out from the answers: totals of what is typed, points that a formula gives, photos to cite. */
import { useMemo } from 'react';
import type { ApplicationView, Round, SheetView } from '../../../../domain/contract/api.ts';
import { usedValues } from '../../../../domain/condition/values.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { prefill, type Prefilled } from '../../../../domain/scheme/prefill.ts';
import { sheetTotals, type SheetTotals } from '../../../../domain/scoring/check-score.ts';
import { useQuery, useQueries } from '../../../state/queries.ts';
import type { Lines } from '../../../state/scores.ts';
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
  return useMemo(() => found.map(({ photoId, name, caption }) => ({ photoId, name: caption || name })), [key]);
}
