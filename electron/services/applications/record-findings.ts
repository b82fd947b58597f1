/** What is on record of a park when its package comes in: a bar, a title that it holds, an application within the same period. */
import { foldParkName } from '../../../domain/package/plan-import.ts';
import type { Finding } from '../../../domain/model.ts';
import { barOn, isHeld, titleOn } from '../../../domain/scheme/titles.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { listAllApplications } from '../../../db/queries/applications.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { roundsOfPeriod } from './round-notes.ts';
import { readRecords } from './park-records.ts';

export function findOnRecord(store: ReadStore, scheme: Scheme, round: RoundRow, parkName: string): Finding[] {
  const { titles } = readRecords(store, scheme, round.id)(parkName);
  const { appliedOn } = round;
  const bar = scheme.kind === 'recognition' ? barOn(titles, appliedOn) : null;
  const title = titleOn(titles, appliedOn);
  const folded = foldParkName(parkName);
  // an assessment is about parks that hold a title, and a year's recognition about those that apply
  const again = roundsOfPeriod(store, scheme, round).filter(({ id }) =>
    listAllApplications(store, id).some((one) => foldParkName(one.parkName) === folded),
  );
  return [
    ...(bar ? [{ code: 'record-barred', params: { since: bar.since, from: bar.mayApplyFrom } }] : []),
    ...(scheme.kind === 'recognition' && isHeld(title)
      ? [{ code: 'record-held', params: { since: title.since ?? '', type: title.type ?? '—' } }]
      : []),
    ...again.map(({ name, appliedOn: date }) => ({
      code: 'record-applied',
      params: { round: name, date, article: scheme.every?.article ?? '', text: scheme.every?.text ?? '' },
    })),
  ];
}
