/** 名额: places on the list by type. A rule book without types has one list, as long as its applicants unless people set a number. */
import { refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { Translate } from '../../../domain/text.ts';
import { withoutType } from './run-tally.ts';

type Quotas = Readonly<Record<string, number>>;

/**
 * Places for every type of the rule book; a park whose type is not known has none.
 * @throws shortlist/no-quota
 */
export function placesOf({ types }: Pick<Scheme, 'types'>, quotas: Quotas | undefined, applicants: number): Quotas {
  if (types.length === 0) return { [withoutType]: quotas?.[withoutType] ?? applicants };
  return { ...(quotas ?? refuse('shortlist/no-quota', { type: types.map(({ label }) => label.zh).join('、') })), [withoutType]: 0 };
}

/** The heading of the parks without a type: everybody, or those whose type is not known. */
export function labelWithoutType({ types }: Pick<Scheme, 'types'>, t: Translate): string {
  return t(types.length === 0 ? 'shortlist.everyone' : 'shortlist.withoutType');
}
