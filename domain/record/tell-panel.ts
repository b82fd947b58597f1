import type { eventGroups } from './kinds.ts';
import { countOf, keyOf, part, textOf, textsOf, type Teller, type Words } from './words.ts';

const facts = ['name', 'organisation', 'title', 'role'] as const;
const entry = ['name', 'organisation', 'title', 'field', 'region', 'contact', 'note'] as const;

/** 王示例（示例大学） */
function called(value: unknown, { t }: Words): string {
  const [name, organisation] = [textOf(value, 'name'), textOf(value, 'organisation')];
  return organisation === '' ? name : t('record.of', { name, of: organisation });
}

function roleOf(value: unknown, { t }: Words): string {
  const role = textOf(value, 'role');
  return role === '' ? t('record.none') : t(`common.role.${role}`);
}

function relation(value: unknown, { t }: Words): string | null {
  const found = part(value, 'relation');
  return typeof found === 'string' ? t(`common.relation.${found}`) : null;
}

const declared: Teller = ({ entity, old, new: now }, words) => {
  const [personId = '', applicationId = ''] = keyOf(entity);
  return {
    params: {
      person: words.person(personId),
      park: words.park(applicationId),
      change: words.change(relation(old, words), relation(now, words)),
    },
  };
};

const first = (entity: string): string => keyOf(entity, 1)[0] ?? '';

export const panelTellings: Readonly<Record<(typeof eventGroups)['panel'][number], Teller>> = {
  'conflict.correct': declared,
  'conflict.declare': declared,
  'conflict.takeBack': ({ entity, old }, words) => {
    const [personId = '', applicationId = ''] = keyOf(entity);
    return {
      params: { person: words.person(personId), park: words.park(applicationId), was: relation(old, words) ?? words.t('record.none') },
    };
  },
  'panel.add': ({ new: now }, words) => ({ params: { person: called(now, words), role: roleOf(now, words) } }),
  'panel.assign': ({ entity, new: now }, words) => ({
    params: { person: words.person(first(entity)), parks: words.parks(textsOf(now, 'applicationIds')) },
  }),
  'panel.edit': ({ old, new: now }, words) => ({
    params: {
      person: textOf(old, 'name'),
      changes: words.changes(
        old,
        now,
        facts,
        (name) => words.t(`record.fact.${name}`),
        (name, value) => (name === 'role' ? roleOf({ role: value }, words) : typeof value === 'string' ? value : null),
      ),
    },
  }),
  'panel.remove': ({ old }, words) => ({ params: { person: called(old, words), count: countOf(old, 'applicationIds') } }),
  'panel.replace': ({ old, new: now }, words) => ({
    params: { from: called(old, words), to: called(now, words), parks: words.parks(textsOf(old, 'applicationIds')) },
  }),
  'panel.setStage': ({ entity, new: now }, words) => ({
    ...(part(now, 'stage') === null && { as: 'none' }),
    params: { person: words.person(first(entity)), stage: textOf(now, 'stage') },
  }),
  'panel.unassign': ({ entity, old }, words) => ({
    params: { person: words.person(first(entity)), parks: words.parks(textsOf(old, 'applicationIds')) },
  }),
  'roster.add': ({ new: now }, words) => ({ params: { person: called(now, words) } }),
  'roster.answer': ({ new: now }, words) => ({
    as: part(now, 'accepts') === true ? 'accepts' : 'refuses',
    params: { person: words.expert(textOf(now, 'expertId')) },
  }),
  'roster.draw': ({ new: now }, words) => ({
    params: { round: words.round(textOf(now, 'roundId')), size: textOf(now, 'size'), of: countOf(now, 'order') },
  }),
  'roster.edit': ({ old, new: now }, words) => ({
    params: { person: textOf(old, 'name'), changes: words.changes(old, now, entry, (name) => words.t(`record.fact.${name}`)) },
  }),
  'roster.merge': ({ old, new: now }, words) => ({ params: { from: called(old, words), to: words.expert(textOf(now, 'keep')) } }),
  'roster.pause': ({ entity, new: now }, words) => ({
    as: typeof part(now, 'paused') === 'string' ? 'paused' : 'resumed',
    params: { person: words.expert(first(entity)), why: textOf(now, 'paused') },
  }),
  'roster.remove': ({ old }, words) => ({ params: { person: called(old, words) } }),
};
