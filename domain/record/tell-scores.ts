import type { eventGroups } from './kinds.ts';
import { keyOf, part, textOf, type EventFacts, type Teller, type Words } from './words.ts';

/** Whose line of which park: expert, park, criterion. */
function line(entity: string, words: Words) {
  const [personId = '', applicationId = '', criterionId = ''] = keyOf(entity, 3);
  return { person: words.person(personId), park: words.park(applicationId), criterion: words.criterion(applicationId, criterionId) };
}

/** Points, or that there were none because of an abstention. */
function given(value: unknown, words: Words): string | null {
  const abstained = part(value, 'abstained');
  return typeof abstained === 'string' ? words.t('scores.state.abstained') : words.points(value);
}

const changed: Teller = ({ entity, old, new: now }, words) => ({
  params: { ...line(entity, words), change: words.change(given(old, words), given(now, words)) },
});

function remark(value: unknown): string {
  return textOf(value, 'comment');
}

/** The points, and where the comment is another one, that as well. */
const scored: Teller = (event, words) => {
  const said = changed(event, words);
  const comment = remark(event.new);
  if (comment === remark(event.old)) return said;
  const params = { ...said.params, comment: words.quote(comment) };
  return samePoints(event) ? { as: 'comment', params } : { as: 'both', params };
};

function samePoints({ old, new: now }: EventFacts): boolean {
  return part(old, 'points100') === part(now, 'points100');
}

const sheet: Teller = ({ entity }, words) => ({ params: line(entity, words) });

export const scoreTellings: Readonly<Record<(typeof eventGroups)['scores'][number], Teller>> = {
  'opinion.set': ({ entity, new: now }, words) => ({
    ...(textOf(now, 'text') === '' && { as: 'none' }),
    params: { ...line(entity, words), text: words.quote(textOf(now, 'text')) },
  }),
  'outlier.explain': ({ entity, new: now }, words) => ({
    ...(textOf(now, 'text') === '' && { as: 'none' }),
    params: { ...line(entity, words), text: words.quote(textOf(now, 'text')) },
  }),
  'reentry.set': changed,
  'reentry.settle': ({ entity, old, new: now }, words) => ({
    as: part(now, 'take') === 'second' ? 'second' : 'first',
    params: {
      ...line(entity, words),
      first: words.points({ points100: part(old, 'first100') }) ?? words.t('record.none'),
      second: words.points({ points100: part(old, 'second100') }) ?? words.t('record.none'),
    },
  }),
  'score.abstain': sheet,
  'score.clear': changed,
  'score.drop': changed,
  'score.reopen': ({ entity, new: now }, words) => {
    const cause = textOf(now, 'cause');
    return { params: { ...line(entity, words), cause: cause === '' ? words.t('record.none') : words.t(`tally.reopen.${cause}`) } };
  },
  'score.restore': sheet,
  'score.set': scored,
  'score.submit': sheet,
  'score.undo': changed,
  'score.unseal': sheet,
  'score.void': ({ entity, new: now }, words) => ({
    as: textOf(now, 'cause') === 'recusal' ? 'recusal' : 'replacement',
    params: line(entity, words),
  }),
  'score.withdrawAbstention': sheet,
};
