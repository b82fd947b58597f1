import type { eventGroups } from './kinds.ts';
import { countOf, keyOf, part, textOf, textsOf, type EventFacts, type Said, type Teller, type Words } from './words.ts';
import type { TextParams } from '../text.ts';

/** Visit, and the key of the part of it. */
function partsOf(entity: string): [visitId: string, key: string] {
  const [visitId = '', , key = ''] = keyOf(entity, 3);
  return [visitId, key];
}

function of(event: EventFacts, words: Words, params: TextParams, isGone = event.new === null): Said {
  return { ...(isGone && { as: 'none' }), params: { visit: words.visit(partsOf(event.entity)[0]), ...params } };
}

/** What somebody wrote, and where it is gone what stood there. */
const wrote =
  (name: string): Teller =>
  (event, words) =>
    of(event, words, { text: words.quote(textOf(event.new ?? event.old, name)) });

const parkOf = (visitId: string, words: Words): string => words.names.visit(visitId)?.applicationId ?? '';

export const visitTellings: Readonly<Record<(typeof eventGroups)['visits'][number], Teller>> = {
  'siteVisit.addendum': wrote('text'),
  'siteVisit.caption': (event, words) =>
    of(event, words, { change: words.change(textOf(event.old, 'caption'), textOf(event.new, 'caption')) }, false),
  'siteVisit.check': (event, words) => {
    const [visitId, key] = partsOf(event.entity);
    const outcome = (value: unknown): string | null =>
      part(value, 'outcome') === undefined ? null : words.t(`visits.check.${textOf(value, 'outcome')}`);
    return of(event, words, {
      item: words.quote(words.local(words.names.checkItem(parkOf(visitId, words), key), key)),
      change: words.change(outcome(event.old), outcome(event.new)),
    });
  },
  'siteVisit.close': (event, words) => of(event, words, {}),
  'siteVisit.draft': (event, words) => of(event, words, {}),
  'siteVisit.draw': (event, words) =>
    of(event, words, {
      of: countOf(event.new, 'firms'),
      count: countOf(event.new, 'drawn'),
      firms: words.list(textsOf(event.new, 'drawn')),
    }),
  'siteVisit.edit': (event, words) => {
    const names = ['visitedOn', 'people', 'started', 'ended', 'posts'];
    const word = (_: string, value: unknown): string | null =>
      Array.isArray(value) ? words.list(value.map(String)) : value === undefined || value === null ? null : words.quote(said(value, words));
    return of(event, words, { changes: words.changes(event.old, event.new, names, (name) => words.t(`record.fact.${name}`), word) });
  },
  'siteVisit.firm': (event, words) => {
    const found = textOf(event.new, 'found');
    return of(event, words, {
      firm: partsOf(event.entity)[1],
      found: found === '' ? words.t('record.none') : words.t(`visits.firm.${found}`),
    });
  },
  'siteVisit.interview': (event, words) =>
    of(event, words, {
      person: textOf(event.new ?? event.old, 'person'),
      text: words.quote(textOf(event.new ?? event.old, 'said')),
    }),
  'siteVisit.matter': wrote('matter'),
  'siteVisit.measure': (event, words) => {
    const [visitId, key] = partsOf(event.entity);
    const applicationId = parkOf(visitId, words);
    const field = words.names.field(applicationId, key);
    return of(event, words, {
      field: words.field(applicationId, key),
      change: words.change(words.value(part(event.old, 'value'), field), words.value(part(event.new, 'value'), field)),
    });
  },
  'siteVisit.note': wrote('text'),
  'siteVisit.open': ({ entity, new: now }, words) => ({
    params: { visit: words.visit(partsOf(entity)[0]), people: words.list(textsOf(now, 'people')) },
  }),
  'siteVisit.opinion': wrote('text'),
  'siteVisit.photo': (event, words) => of(event, words, { caption: words.quote(textOf(event.new, 'caption')) }),
  'siteVisit.removePhoto': (event, words) => of(event, words, { caption: words.quote(textOf(event.old, 'caption')) }, false),
  'siteVisit.sign': (event, words) => {
    const role = textOf(event.new, 'role');
    return of(event, words, {
      name: textOf(event.new, 'name'),
      role: role === '' ? words.t('record.none') : words.t(`visits.role.${role}`),
    });
  },
};

function said(value: unknown, words: Words): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, one]) => words.t('record.of', { name, of: String(one) }))
    .join(words.t('common.comma'));
}
