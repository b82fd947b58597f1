/** The words of a ground. Reports, lists, letters and the window have them from here, so that no two of them differ. */
import { conditionLabel, gapText, thresholdText, valueText } from '../eligibility/wording.ts';
import { localText, type Language, type Message, type Translate } from '../text.ts';
import { isCarried, type VoteCount } from './vote.ts';
import type { Ground, GroundCondition, Standing } from './ground.ts';

interface Words {
  readonly language: Language;
  readonly t: Translate;
}

export interface GroundWords {
  /** on what it rests, a sentence each without its full stop; a person's reason last */
  readonly lines: readonly string[];
  /** score, rank and quota; null where nobody scored it */
  readonly standing: string | null;
  /** 表决 in counts; null where there was none */
  readonly vote: string | null;
}

/** 第四条第（一）项（运营时间）：要求不低于 12 个月，现为 9 个月，差 3 个月. */
export function conditionWords(condition: GroundCondition, { language, t }: Words): string {
  const [value, threshold, gap] = [valueText(condition, t), thresholdText(condition, t), gapText(condition, t)];
  const { article, decided, verdict, op } = condition;
  const label = conditionLabel(condition, language, t);
  const beyond = op === '<=' || op === '<';
  const parts = [
    ...(threshold === null ? [] : [t('shortlist.ground.asks', { threshold })]),
    ...(value === null ? [] : [t('shortlist.ground.is', { value })]),
    ...(gap === null || condition.gap === '0' ? [] : [t(beyond ? 'shortlist.ground.beyond' : 'shortlist.ground.lacks', { gap })]),
    decided === null
      ? t(`shortlist.ground.verdict.${verdict}`)
      : t(`shortlist.ground.decided.${decided}`, { reason: unstopped(condition.reason ?? '') }),
  ];
  // what is on record says itself, with its dates
  if ('key' in condition.label) return [label, ...parts.slice(-1)].join(t('shortlist.ground.comma'));
  return t('shortlist.ground.condition', { article, label, parts: parts.join(t('shortlist.ground.comma')) });
}

function unstopped(text: string): string {
  return text.replace(/[。.；;，,\s]+$/u, '');
}

/** Reasons that say no more than that conditions are not met, which the conditions say better. */
const ofConditions: ReadonlySet<string> = new Set(
  ['vetoed', 'notEligible', 'relaxationRefused', 'missing', 'relaxable', 'relaxationGranted'].map((name) => `shortlist.reason.${name}`),
);

function reasonWords(reasons: readonly Message[], conditions: readonly GroundCondition[], words: Words): string[] {
  const { t } = words;
  return reasons.flatMap(({ key, params }) => {
    const own = ofConditions.has(key) ? conditionsFor(key, conditions) : [];
    return own.length > 0 ? own.map((one) => conditionWords(one, words)) : [t(key, params)];
  });
}

/** What speaks for an applicant is no ground of not listing it. */
const inFavour: ReadonlySet<string> = new Set(['relaxationGranted', 'judgement', 'priority'].map((name) => `shortlist.reason.${name}`));

function conditionsFor(key: string, conditions: readonly GroundCondition[]): readonly GroundCondition[] {
  switch (key) {
    case 'shortlist.reason.missing':
      return conditions.filter(({ verdict }) => verdict === 'missing');
    case 'shortlist.reason.relaxable':
      return conditions.filter(({ verdict }) => verdict === 'relaxable');
    case 'shortlist.reason.relaxationGranted':
      return conditions.filter(({ decided }) => decided === 'granted');
    default:
      return conditions.filter(({ verdict }) => verdict === 'notMet');
  }
}

/** 得分 97.00，在引领型 3 家中列第 2 名，名额 1 家. */
export function standingWords(standing: Standing, { language, t }: Words): string | null {
  const { type, rank, tied, total, of, quota } = standing;
  if (rank === null || total === null) return null;
  return t(tied ? 'shortlist.ground.placeTied' : 'shortlist.ground.place', {
    total,
    rank,
    of,
    quota,
    type: type === null ? t('shortlist.everyone') : localText(type, language),
  });
}

/**
 * 评审组就是否列入名单记名表决，应到 5 人，实到 5 人，同意 4 票，反对 1 票，弃权 0 票，通过. `question`: where it was about something else
 * than the listing.
 */
export function voteWords(vote: VoteCount, { t }: Pick<Words, 't'>, question?: string): string {
  return t('shortlist.ground.vote', {
    question: question ?? t('shortlist.ground.onListing'),
    ballot: t(`shortlist.ground.ballot.${vote.ballot}`),
    members: vote.members,
    present: vote.present,
    agree: vote.agree,
    against: vote.against,
    abstain: vote.abstain,
    outcome: t(`shortlist.ground.${isCarried(vote) ? 'carried' : 'lost'}.${vote.majority}`),
  });
}

/** What a decision rests on: what the rules proposed and why, and where people decided otherwise or settled it, their own reason. */
export function groundWords(
  ground: Ground,
  { result, reason }: { readonly result: 'listed' | 'notListed'; readonly reason: string | null },
  words: Words,
): GroundWords {
  const { t } = words;
  const { proposed, reasons, conditions, automatic, vote } = ground;
  const follows = proposed === (result === 'listed' ? 'proposed' : 'notProposed');
  const deciding = follows && result === 'notListed' ? reasons.filter(({ key }) => !inFavour.has(key)) : reasons;
  const because = reasonWords(deciding, conditions, words);
  const why: string[] = [];
  if (automatic !== null) why.push(t('shortlist.ground.automatic', { article: automatic }));
  else if (proposed === null)
    why.push(...(result === 'listed' ? [] : conditionsFor('', conditions).map((one) => conditionWords(one, words))));
  else if (!follows)
    why.push(t(`shortlist.ground.against.${proposed}`, { because: because.join(t('shortlist.and')) || t('shortlist.ground.within') }));
  else if (because.length > 0) why.push(...because);
  else why.push(t('shortlist.ground.within'));
  return {
    lines: [...why, ...(reason === null ? [] : [t('shortlist.ground.reason', { reason: unstopped(reason) })])],
    standing: ground.standing === null ? null : standingWords(ground.standing, words),
    vote: vote === null ? null : voteWords(vote, words),
  };
}

/** The same in one sentence, where score and rank have columns of their own. */
export function groundSummary({ lines, vote }: GroundWords, { t }: Pick<Words, 't'>): string {
  return [...lines, ...(vote === null ? [] : [vote])].join(t('shortlist.and'));
}

/** What it would have taken: of each condition that fails how much is lacking, and of place and score what was asked. */
export function groundNeeds({ reasons, conditions, standing }: Ground, words: Words): string[] {
  const { t } = words;
  const failing = conditions.filter(({ verdict }) => verdict === 'notMet' || verdict === 'missing').map((one) => conditionNeed(one, words));
  const others = reasons.flatMap(({ key, params }) => {
    if (key === 'shortlist.reason.belowMinimum') return [t('shortlist.ground.need.minimum', params)];
    if (key !== 'shortlist.reason.beyondQuota' || standing?.rank == null) return [];
    return [t('shortlist.ground.need.rank', { quota: standing.quota, rank: standing.rank })];
  });
  return [...failing, ...others];
}

function conditionNeed(condition: GroundCondition, { language, t }: Words): string {
  const { article, verdict, op } = condition;
  const [threshold, gap] = [thresholdText(condition, t) ?? '', gapText(condition, t)];
  const label = conditionLabel(condition, language, t);
  // what is on record says itself
  if ('key' in condition.label) return label;
  const isShort = gap !== null && condition.gap !== '0' && verdict === 'notMet';
  const key = verdict === 'missing' ? 'unstated' : !isShort ? 'met' : op === '<=' || op === '<' ? 'less' : 'more';
  return t(`shortlist.ground.need.${key}`, { article, label, threshold, gap: gap ?? '' });
}
