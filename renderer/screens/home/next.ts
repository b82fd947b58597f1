/** What is next: at most five sentences, most urgent first, each leading to where it is done. */
import type { Output, Person, Round, Waiting } from '../../../domain/contract/api.ts';
import { openDeclarations, openSheets, sheetsAsked } from '../../../domain/panel/due.ts';
import { stateOfStage } from '../../../domain/rubric/stages.ts';
import type { TextParams } from '../../../domain/text.ts';
import type { Place } from '../../state/route.ts';

type Publicity = Output<'publicity.get'>;

export interface Next {
  key: string;
  params: TextParams;
  place: Place;
  id?: string;
  /** done by a press here rather than by going somewhere */
  act?: 'openScoring' | 'endScoring';
}

const most = 5;
const leastPanel = 5;

export function listNext(
  round: Round,
  parks: Waiting,
  people: readonly Person[],
  publicity: Publicity,
  /** open choices between what two laptops say */
  choices: number,
): Next[] {
  const all: Next[] = [
    // until they are made, what is counted may change
    ...(choices > 0 ? [{ key: 'choose', params: { count: choices }, place: 'exchange' as const }] : []),
    ...forSecretary(round, parks, people, publicity),
  ];
  return all.slice(0, most);
}

function forSecretary(round: Round, parks: Waiting, people: readonly Person[], publicity: Publicity): Next[] {
  const next: Next[] = [];
  const say = (key: string, place: Place, params: TextParams = {}, more: Partial<Next> = {}): void => {
    next.push({ key, place, params, ...more });
  };
  const state = (step: Round['steps'][number]['step']): string | undefined => round.steps.find((one) => one.step === step)?.state;
  if (parks.parks === 0) {
    say('import', 'packages');
    return next;
  }
  const { unread, undecided: open } = parks;
  // a task list is read, not scored: it has no panel
  if (round.schemeKind === 'checklist') {
    if (open.count === 0) say('documents', 'documents');
    else say('tasks', 'eligibility', { park: open.first?.parkName ?? '' });
    return next;
  }
  if (round.schemeKind === 'recognition' && round.types.length > 0 && round.state !== 'closed' && round.settings.quotas === undefined)
    say('quotas', 'home');
  const experts = people.filter((one) => one.role === 'expert' || one.role === 'leader');
  const undeclared = experts.filter((one) => openDeclarations(one) > 0);
  const unsubmitted = experts.filter((one) => sheetsAsked(one) > 0);
  const { first } = unread;
  if (first)
    say(
      unread.count === 1 ? 'unreadOne' : 'unread',
      'packages',
      { count: unread.count, park: first.parkName },
      { id: first.applicationId },
    );
  const read = round.steps.find((one) => one.step === 'packages');
  if (!first && read && read.done < read.of) say('check', 'review', { count: read.of - read.done });
  if (open.count > 0) say('eligibility', 'eligibility', { count: open.count });
  // a round of rewards that nobody scores is settled by its conditions and the panel's amounts
  if (!round.scored && round.schemeKind === 'reward') {
    if (publicity?.state === 'open') forPublicity(publicity, say);
    else if (state('shortlist') !== 'done') say('rewards', 'shortlist');
    else {
      if (round.state !== 'closed') say('publish', 'publicity');
      say('documents', 'documents');
    }
    return next;
  }
  if (experts.length < leastPanel) say('panel', 'panel', { count: experts.length });
  else if (experts.some((one) => one.assigned === 0)) say('assign', 'panel', { count: experts.filter((one) => one.assigned === 0).length });
  if (undeclared.length > 0) say('declare', 'panel', { count: undeclared.length });
  if (round.state === 'preparing' && experts.some((one) => one.assigned > 0)) say('openScoring', 'scoring', {}, { act: 'openScoring' });
  const ended = round.settings.scoringEnded !== undefined;
  if (round.state === 'scoring' && unsubmitted.length > 0 && !ended)
    say('scoring', 'scoring', {
      names: unsubmitted
        .map((one) => one.name)
        .slice(0, 3)
        .join('、'),
      count: unsubmitted.length,
    });
  const stage = round.state === 'scoring' && !ended ? stageNext(round, people) : null;
  if (stage) say(stage.key, 'scoring', { stage: stage.name });
  if (!stage && round.state === 'scoring' && experts.length > 0 && unsubmitted.length === 0 && !ended)
    say('endScoring', 'scoring', {}, { act: 'endScoring' });
  if (!stage && round.state !== 'preparing' && experts.length > 0 && (unsubmitted.length === 0 || ended)) {
    // an assessment is put on record where its grades stand
    if (round.schemeKind === 'assessment' && round.state !== 'closed') say('results', 'shortlist');
    else if (publicity?.state === 'open') forPublicity(publicity, say);
    else if (state('shortlist') !== 'done') say('shortlist', 'shortlist');
    else {
      if (round.state !== 'closed') say('publish', 'publicity');
      if (state('documents') !== 'done') say('documents', 'documents');
    }
  }
  return next;
}

/** The first stage that is not over: to be closed once all its sheets are in, or to be begun; null where there is none, or sheets are still due. */
export function stageNext(
  { rubric, settings }: Pick<Round, 'rubric' | 'settings'>,
  people: readonly Person[],
): { key: string; name: string } | null {
  const progress = settings.stages ?? {};
  const current = rubric?.stages?.find(({ key }) => stateOfStage(rubric, progress, key) !== 'closed');
  if (!rubric || !current) return null;
  const judges = people.filter((one) => one.stage?.key === current.key);
  const name = judges[0]?.stage?.name ?? current.name.zh;
  if (stateOfStage(rubric, progress, current.key) === 'waiting') return { key: 'stageOpen', name };
  return judges.some((one) => openSheets(one) > 0) ? null : { key: 'stageClose', name };
}

function forPublicity(
  { objections, obstacles }: NonNullable<Publicity>,
  say: (key: string, place: Place, params?: TextParams) => void,
): void {
  const open = objections.filter((one) => one.outcome === null).length;
  if (open > 0) say('publicityObjections', 'publicity', { count: open });
  if (obstacles.length === 0) say('publicityClose', 'publicity');
}
