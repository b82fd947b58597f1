import type { eventGroups } from './kinds.ts';
import { countOf, keyOf, part, textOf, type EventFacts, type Teller, type Words } from './words.ts';

type Kind = Extract<(typeof eventGroups)['results'][number], `deliberation.${string}`>;

/** What a vote is about: the applicant, and the listing or a question of its own. */
function subject({ entity, old, new: now }: EventFacts, words: Words): { park: string; question: string } {
  const [applicationId = ''] = keyOf(entity);
  const question = textOf(now, 'question') || textOf(old, 'question');
  return { park: words.park(applicationId), question: question === '' ? words.t('shortlist.ground.onListing') : question };
}

/** Of an expert and a park, in this order. */
function voice({ entity }: EventFacts, words: Words): { person: string; park: string } {
  const [personId = '', applicationId = ''] = keyOf(entity);
  return { person: words.person(personId), park: words.park(applicationId) };
}

const ruleOf = (value: unknown, { t }: Words): string | null => {
  const [ballot, majority, quorum] = ['ballot', 'majority', 'quorum'].map((name) => textOf(value, name));
  if (!ballot) return null;
  return [t(`shortlist.ground.ballot.${ballot}`), t(`deliberation.majority.${majority}`), t(`deliberation.quorum.${quorum}`)].join(
    t('common.comma'),
  );
};

export const deliberationTellings: Readonly<Record<Kind, Teller>> = {
  'deliberation.agree': (event, words) => ({ params: voice(event, words) }),
  'deliberation.clear': ({ entity }, words) => ({ params: { park: words.park(keyOf(entity, 1)[0] ?? '') } }),
  'deliberation.dissent': (event, words) => ({ params: { ...voice(event, words), text: words.quote(textOf(event.new, 'text')) } }),
  'deliberation.opinion': ({ entity, new: now }, words) => ({
    params: {
      park: words.park(keyOf(entity, 1)[0] ?? ''),
      person: words.person(textOf(now, 'personId')),
      text: words.quote(['strengths', 'problems', 'advice'].map((name) => textOf(now, name)).join(' ')),
    },
  }),
  'deliberation.setRule': ({ entity, old, new: now }, words) => ({
    params: { round: words.round(keyOf(entity, 1)[0] ?? ''), change: words.change(ruleOf(old, words), ruleOf(now, words)) },
  }),
  'deliberation.takeBack': (event, words) => ({ params: subject(event, words) }),
  'deliberation.vote': (event, words) => {
    const cast = part(event.new, 'cast');
    return {
      as: event.old === null ? 'first' : 'again',
      params: {
        ...subject(event, words),
        agree: countOf(cast, 'agree'),
        against: countOf(cast, 'against'),
        abstain: countOf(cast, 'abstain'),
      },
    };
  },
};
