/** 适用地区: whether an applicant belongs to the region of a rule book, by its own places. */
import { bases, type Basis, type Region } from '../scheme/subject.ts';
import { fieldsOfMeaning } from '../scheme/meaning.ts';
import { stated, type Facts } from '../scheme/measure.ts';
import { placeOf, type Place } from '../place/prefectures.ts';
import { provinceEnd } from '../place/provinces.ts';
import type { Scheme } from '../scheme/scheme.ts';

export type Places = Readonly<Record<Basis, Place>>;

/** 所在地, 注册地 and 税收缴纳地 as the application states them, by the fields that mean them. */
export function placesOf(scheme: Scheme, facts: Facts): Places {
  const of = (basis: Basis): Place => {
    const texts = fieldsOfMeaning(scheme, `place.${basis}`).map(({ key }) => stated(facts, key)?.value);
    const said = texts.find((text) => typeof text === 'string');
    return placeOf(typeof said === 'string' ? said : '');
  };
  return Object.fromEntries(bases.map((basis) => [basis, of(basis)])) as Record<Basis, Place>;
}

/** `outside` as soon as one of the places that count lies elsewhere; `open` names those that nobody states. */
export interface Fit {
  readonly verdict: 'inside' | 'outside' | 'unknown';
  readonly open: readonly Basis[];
}

function lies({ province, prefecture }: Place, region: Region): Fit['verdict'] {
  if (province === null) return 'unknown';
  if (province !== region.province) return 'outside';
  if (region.prefecture === undefined) return 'inside';
  return prefecture === null ? 'unknown' : prefecture === region.prefecture ? 'inside' : 'outside';
}

export function fitOf(region: Region | null, places: Places): Fit {
  if (region === null) return { verdict: 'unknown', open: [] };
  const found = region.by.map((basis) => [basis, lies(places[basis], region)] as const);
  const open = found.flatMap(([basis, verdict]) => (verdict === 'unknown' ? [basis] : []));
  const outside = found.some(([, verdict]) => verdict === 'outside');
  return { verdict: outside ? 'outside' : open.length > 0 ? 'unknown' : 'inside', open };
}

/** 湖南省郴州市, 湖南省: the region as it is written in Chinese. */
export function regionText({ province, prefecture }: Region): string {
  const whole = `${province}${provinceEnd(province)}`;
  return prefecture === undefined || prefecture === whole ? whole : `${whole}${prefecture}`;
}
