import type { eventGroups } from './kinds.ts';
import { deliberationTellings } from './tell-deliberation.ts';
import { countOf, keyOf, part, textOf, textsOf, type EventFacts, type Said, type Teller, type Words } from './words.ts';

const first = (entity: string): string => keyOf(entity, 1)[0] ?? '';

function resultOf(value: unknown, { t }: Words): string | null {
  const result = textOf(value, 'result');
  return result === '' ? null : t(`reports.result.${result}`);
}

function objection({ entity }: EventFacts, words: Words) {
  const found = words.names.objection(first(entity));
  return { park: found ? words.park(found.applicationId) : words.t('record.unknown.park') };
}

/** 万元 */
function money(value: unknown, { t }: Words): string | null {
  const amount = textOf(value, 'amount');
  return amount === '' ? null : t('record.money', { amount });
}

/** An award of a park of a round. */
const proposal: Teller = ({ entity, old, new: now }, words) => {
  const [applicationId = '', tier = ''] = keyOf(entity);
  return {
    params: {
      park: words.park(applicationId),
      tier: words.local(words.names.tier({ applicationId }, tier), tier),
      change: words.change(money(old, words), money(now, words)),
    },
  };
};

/** One that was granted, by the name of the park. */
const granted: Teller = ({ entity, old, new: now }, words) => {
  const [schemeId, tier] = ['schemeId', 'tier'].map((name) => textOf(now, name) || textOf(old, name));
  return {
    params: {
      park: first(entity),
      tier: words.local(words.names.tier({ schemeId: schemeId ?? '' }, tier ?? ''), tier ?? ''),
      change: words.change(money(old, words), money(now, words)),
      on: textOf(now, 'on') || textOf(old, 'on'),
    },
  };
};

const title: Teller = ({ entity, new: now }, words) => {
  const type = textOf(now, 'type');
  return {
    params: {
      park: first(entity),
      type: type === '' ? words.t('record.none') : words.type(textOf(now, 'roundId'), type),
      on: textOf(now, 'on'),
      until: textOf(now, 'until') || words.t('record.none'),
    },
  };
};

const ofRound: Teller = ({ entity }, words) => ({ params: { round: words.round(first(entity)) } });

export const resultTellings: Readonly<Record<(typeof eventGroups)['results'][number], Teller>> = {
  'calendar.set': ({ entity, new: now }) => ({
    params: { year: first(entity), holidays: countOf(now, 'holidays'), workdays: countOf(now, 'workdays') },
  }),
  ...deliberationTellings,
  'list.keep': ({ entity, new: now }, words) => {
    const rows = part(now, 'rows');
    const listed = Array.isArray(rows) ? rows.filter((row) => part(row, 'result') === 'listed') : [];
    return {
      params: {
        round: words.round(keyOf(entity)[0] ?? ''),
        version: textOf(now, 'version'),
        parks: words.list([...listed, ...entered(now)].map((row) => textOf(row, 'parkName'))),
      },
    };
  },
  'minutes.save': ({ entity, new: now }, words) => ({
    params: {
      round: words.round(keyOf(entity)[0] ?? ''),
      version: textOf(now, 'version'),
      on: textOf(now, 'heldOn') || words.t('record.none'),
    },
  }),
  'publicity.close': ({ entity, new: now }, words) => ({
    params: { round: words.round(first(entity)), parks: words.list(textsOf(now, 'listed')) },
  }),
  'publicity.object': ({ new: now }, words) => ({
    params: {
      objector: textOf(now, 'objector'),
      park: words.park(textOf(now, 'applicationId')),
      on: textOf(now, 'raisedOn'),
      text: words.quote(textOf(now, 'text')),
    },
  }),
  'publicity.open': ({ entity, new: now }, words) => ({
    params: {
      round: words.round(first(entity)),
      version: textOf(now, 'version'),
      from: textOf(now, 'opensOn'),
      until: textOf(now, 'closesOn'),
    },
  }),
  'publicity.rereview': (event, words) => ({
    params: { ...objection(event, words), people: words.people(textsOf(event.new, 'personIds')) },
  }),
  'publicity.resolve': (event, words): Said => ({
    as: textOf(event.new, 'outcome') === 'upheld' ? 'upheld' : 'dismissed',
    params: objection(event, words),
  }),
  'publicity.resume': ofRound,
  'publicity.suspend': ofRound,
  'publicity.withdraw': ofRound,
  'reward.correct': granted,
  'reward.grant': granted,
  'reward.propose': proposal,
  'reward.strike': granted,
  'reward.withdraw': proposal,
  'round.settle': ({ entity, new: now }, words) => ({
    params: { round: words.round(first(entity)), on: textOf(now, 'noticeOn'), count: countOf(now, 'changes') },
  }),
  'shortlist.decide': ({ entity, old, new: now }, words) => ({
    params: { park: words.park(first(entity)), change: words.change(resultOf(old, words), resultOf(now, words)) },
  }),
  'shortlist.takeBack': ({ entity, old }, words) => ({
    params: { park: words.park(first(entity)), was: resultOf(old, words) ?? words.t('record.none') },
  }),
  'title.recognised': title,
  'title.rectify': title,
  'title.restored': title,
  'title.revoked': title,
};

function entered(now: unknown): unknown[] {
  const rows = part(now, 'entered');
  return Array.isArray(rows) ? rows : [];
}
