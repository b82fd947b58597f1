import type { eventGroups } from './kinds.ts';
import { countOf, keyOf, part, textOf, type Teller } from './words.ts';

const statusOf: Teller = ({ entity, new: now }, words) => ({ params: { park: words.park(keyOf(entity)[0] ?? ''), on: textOf(now, 'on') } });

const supplementOf: Teller = ({ entity, new: now }, words) => ({
  params: {
    park: words.park(keyOf(entity)[0] ?? ''),
    count: countOf(now, 'items'),
    dueOn: textOf(now, 'dueOn'),
    receivedOn: textOf(now, 'receivedOn'),
  },
});

export const materialTellings: Readonly<Record<(typeof eventGroups)['materials'][number], Teller>> = {
  'application.accept': ({ new: now }) => ({ params: { park: textOf(now, 'parkName') } }),
  'application.add': ({ new: now }) => ({ params: { park: textOf(now, 'parkName') } }),
  'application.admit': statusOf,
  'application.refuse': statusOf,
  'application.rename': ({ old, new: now }) => ({ params: { from: textOf(old, 'parkName'), to: textOf(now, 'parkName') } }),
  'application.restore': ({ entity, old, new: now }, words) => {
    const named = (value: unknown): string => words.t(`applications.status.${textOf(value, 'status') || 'open'}`);
    return { params: { park: words.park(keyOf(entity)[0] ?? ''), change: words.change(named(old), named(now)) } };
  },
  'application.withdraw': ({ entity, new: now }, words) => ({
    params: { park: words.park(keyOf(entity)[0] ?? ''), on: textOf(now, 'on'), by: textOf(now, 'askedBy') },
  }),
  'eligibility.decide': ({ entity, old, new: now }, words) => {
    const [applicationId = '', conditionId = ''] = keyOf(entity);
    const outcome = (value: unknown): string | null =>
      part(value, 'outcome') === undefined ? null : words.t(`minutes.outcome.${textOf(value, 'outcome')}`);
    return {
      params: {
        park: words.park(applicationId),
        condition: words.local(words.names.condition(applicationId, conditionId), conditionId),
        change: words.change(outcome(old), outcome(now)),
      },
    };
  },
  'eligibility.reopen': ({ entity, old }, words) => {
    const [applicationId = '', conditionId = ''] = keyOf(entity);
    const outcome = textOf(old, 'outcome');
    return {
      params: {
        park: words.park(applicationId),
        condition: words.local(words.names.condition(applicationId, conditionId), conditionId),
        was: outcome === '' ? words.t('record.none') : words.t(`minutes.outcome.${outcome}`),
      },
    };
  },
  'eligibility.takeBack': ({ entity, old }, words) => {
    const [applicationId = '', conditionId = ''] = keyOf(entity);
    const outcome = textOf(old, 'outcome');
    return {
      params: {
        park: words.park(applicationId),
        condition: words.local(words.names.condition(applicationId, conditionId), conditionId),
        was: outcome === '' ? words.t('record.none') : words.t(`minutes.outcome.${outcome}`),
      },
    };
  },
  'field.set': ({ entity, old, new: now }, words) => {
    const [applicationId = '', key = '', source = ''] = keyOf(entity, 3);
    const field = words.names.field(applicationId, key);
    const before = words.value(part(old, 'value'), field);
    const after = words.value(part(now, 'value'), field);
    return {
      ...(after === null && { as: 'none' }),
      params: {
        park: words.park(applicationId),
        field: words.field(applicationId, key),
        source: words.t(`common.source.${source}`),
        change: words.change(before, after),
        was: before ?? words.t('record.none'),
      },
    };
  },
  'package.import': ({ new: now }) => ({ params: packageIn(now) }),
  'package.replace': ({ new: now }) => ({ params: packageIn(now) }),
  'package.takeOver': ({ new: now }) => ({ params: packageIn(now) }),
  'supplement.check': supplementOf,
  'supplement.close': ({ entity, new: now }, words) => ({
    ...(textOf(now, 'state') === 'lapsed' && { as: 'lapsed' }),
    params: { park: words.park(keyOf(entity)[0] ?? '') },
  }),
  'supplement.receive': supplementOf,
  'supplement.request': supplementOf,
};

function packageIn(now: unknown) {
  return { park: textOf(now, 'parkName'), file: textOf(now, 'name'), count: countOf(now, 'documents') };
}
