/** 办理前检查 with what people decided: decisions whose ground has changed, and votes that do not hold any more. */
import type { BindingMoment, Lacking } from '../../../domain/contract/readiness.ts';
import { Refusal } from '../../../domain/result.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { readLacking, requireNothing } from '../readiness/readiness.ts';
import type { Handlers } from '../session/dispatch.ts';
import type { Call } from '../session/session.ts';
import { flawedVotes } from './deliberated.ts';
import { movedOf, proposeShortlist } from './proposal.ts';

type Speaker = Pick<Call, 't' | 'language'>;

/** So many are named in one sentence. */
const named = 20;

/** Of a list that cannot be proposed, whatever refuses that has its own word. */
function movedIn(store: ReadStore, roundId: string, speaker: Speaker): string[] {
  try {
    return movedOf(proposeShortlist(store, roundId, speaker).answer);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function decisionsOf(store: ReadStore, roundId: string, moment: BindingMoment, speaker: Speaker): Lacking[] {
  if (moment !== 'publicity' && moment !== 'final') return [];
  const { t } = speaker;
  const moved = movedIn(store, roundId, speaker);
  const names = moved.slice(0, named).join(t('common.comma'));
  const parks = moved.length > named ? t('common.namesOf', { names, count: moved.length }) : names;
  return [
    ...(moved.length === 0 ? [] : [t('rounds.lacking.moved', { count: moved.length, parks })]),
    ...flawedVotes(store, roundId, t).map((text) => t('rounds.lacking.vote', { text })),
  ].map((text) => ({ what: 'decisions', text, blocks: true }));
}

function lackingFor(store: ReadStore, roundId: string, moment: BindingMoment, speaker: Speaker): Lacking[] {
  return [...readLacking(store, roundId, moment, speaker), ...decisionsOf(store, roundId, moment, speaker)];
}

/**
 * Lets a moment that binds what was decided pass where nothing is missing, or for a reason that goes on record with all of it.
 * @throws round/not-ready, which names each
 */
export function requireDecided(
  tx: WriteStore,
  roundId: string,
  moment: BindingMoment,
  despite: string | undefined,
  call: Speaker & Pick<Call, 'append'>,
): void {
  requireNothing(tx, roundId, { moment, lacking: lackingFor(tx, roundId, moment, call) }, despite, call);
}

export const readinessHandlers = {
  'rounds.readiness'(store, { roundId, moment }, call) {
    const lacking = lackingFor(store, roundId, moment, call);
    return { lacking, blocking: lacking.filter(({ blocks }) => blocks).length };
  },
} satisfies Partial<Handlers>;
