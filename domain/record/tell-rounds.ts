import { tallyPresets, tallyRules } from '../tally/rules.ts';
import { formatPoints } from '../numbers/points.ts';
import type { eventGroups } from './kinds.ts';
import { countOf, keyOf, part, plain, textOf, textsOf, type Teller, type Words } from './words.ts';

const roundId = (entity: string): string => keyOf(entity, 1)[0] ?? '';

const ofRound: Teller = ({ entity }, words) => ({ params: { round: words.round(roundId(entity)) } });

const stageOf: Teller = ({ entity, new: now }, words) => {
  const key = textOf(now, 'stage');
  return {
    params: {
      round: words.round(roundId(entity)),
      stage: words.local(words.names.stage(roundId(entity), key), key),
      left: countOf(now, 'left'),
      lacking: countOf(now, 'lacking'),
    },
  };
};

const keysOf = (...values: unknown[]): string[] => [
  ...new Set(values.flatMap((value) => (typeof value === 'object' && value !== null ? Object.keys(value) : []))),
];

/** A preset by its name; rules of one's own as such. */
function rulesName(rules: unknown, { t }: Words): string | null {
  const parsed = tallyRules.safeParse(rules);
  if (!parsed.success) return null;
  const text = JSON.stringify(parsed.data);
  const preset = tallyPresets.find((one) => JSON.stringify(one.rules) === text);
  return preset ? t(`tally.preset.${preset.id}`) : t('record.ownRules');
}

export const roundTellings: Readonly<Record<(typeof eventGroups)['rounds'][number], Teller>> = {
  'round.archive': ({ entity, new: now }, words) => ({
    as: part(now, 'archived') === true ? 'archived' : 'back',
    params: { round: words.round(roundId(entity)) },
  }),
  'round.create': ({ new: now }, words) => ({
    ...(typeof part(now, 'copyOf') === 'string' && { as: 'copy' }),
    params: { round: textOf(now, 'name'), on: textOf(now, 'appliedOn'), from: words.round(textOf(now, 'copyOf')) },
  }),
  'round.delete': ({ old }) => ({ params: { round: textOf(old, 'name') } }),
  'round.edit': ({ entity, old, new: now }, words) => ({
    params: {
      round: textOf(old, 'name') || words.round(roundId(entity)),
      changes: words.changes(old, now, ['name', 'appliedOn', 'institution', 'commission', 'usdRate'], (name) =>
        words.t(`record.ofRound.${name}`),
      ),
    },
  }),
  'round.endScoring': ofRound,
  'round.openScoring': ofRound,
  'round.proceed': ({ entity, new: now }, words) => ({
    params: {
      round: words.round(roundId(entity)),
      moment: words.t(`record.moment.${textOf(now, 'moment')}`),
      lacking: words.quote(textsOf(now, 'lacking').join(words.t('common.semicolon'))),
      count: countOf(now, 'lacking'),
    },
  }),
  'round.reopenRubric': ofRound,
  'round.resumeScoring': ofRound,
  'round.setDocumentTexts': ofRound,
  'round.setGrades': ({ entity, old, new: now }, words) => {
    const [before, after] = [part(old, 'gradesFrom100'), part(now, 'gradesFrom100')];
    return {
      params: {
        round: words.round(roundId(entity)),
        changes: words.changes(
          before,
          after,
          keysOf(before, after),
          (grade) => words.local(words.names.grade(roundId(entity), grade), grade),
          (_, value) => (typeof value === 'number' ? words.t('record.points', { points: formatPoints(value) }) : null),
        ),
      },
    };
  },
  'round.setPublished': ({ entity, old, new: now }, words) => ({
    params: { round: words.round(roundId(entity)), change: words.change(textOf(old, 'publishedOn'), textOf(now, 'publishedOn')) },
  }),
  'round.setQuotas': ({ entity, old, new: now }, words) => {
    const [before, after] = [part(old, 'quotas'), part(now, 'quotas')];
    const id = roundId(entity);
    const byType = words.changes(before, after, keysOf(before, after), (type) => words.type(id, type));
    const regions = words.t('record.ofRound.byRegion');
    const rest = words.changes(
      { byRegion: part(old, 'byRegion'), minimumScore: part(old, 'minimumScore') },
      { byRegion: part(now, 'byRegion'), minimumScore: part(now, 'minimumScore') },
      ['byRegion', 'minimumScore'],
      (name) => (name === 'byRegion' ? regions : words.t('record.ofRound.minimumScore')),
      (_, value) => (keysOf(value).length === 0 && typeof value === 'object' ? null : sumOf(value)),
    );
    const none = words.t('record.none');
    return {
      params: {
        round: words.round(id),
        changes: [byType, rest].filter((one) => one !== none).join(words.t('common.semicolon')) || none,
      },
    };
  },
  'round.setRubric': ofRound,
  'round.setRules': ({ entity, old, new: now }, words) => ({
    params: { round: words.round(roundId(entity)), change: words.change(rulesName(old, words), rulesName(now, words)) },
  }),
  'stage.close': stageOf,
  'stage.open': stageOf,
  'stage.reopen': stageOf,
};

/** Figures by name, one after the other; a bare value as it stands. */
function sumOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return plain(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${typeof one === 'object' ? (sumOf(one) ?? '') : String(one)}`)
    .join(' · ');
}
