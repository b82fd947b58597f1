/** 实测: of a figure that a visit gave, who measured it on which visit, how and when. */
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { listStandingMeasures, type ParkMeasure } from '../../../db/queries/visits.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import type { Translate } from '../../../domain/text.ts';

type Measured = NonNullable<ApplicationView['fields'][number]['values'][number]['measured']>;

/** By field; null where nobody measured it, and on a laptop that does not have the visit. */
export function readMeasured(store: ReadStore, applicationId: string, t: Translate): (key: string) => Measured | null {
  let read: ReadonlyMap<string, ParkMeasure> | undefined;
  return (key) => {
    read ??= new Map(listStandingMeasures(store, applicationId).map((row) => [row.key, row]));
    const row = read.get(key);
    return row
      ? { by: getPerson(store, row.author)?.name ?? t('common.role.secretary'), on: row.visitedOn, method: row.method, at: row.at }
      : null;
  };
}
