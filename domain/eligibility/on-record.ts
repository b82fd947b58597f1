/**
 * What the workspace has on record of a park and the rule book asks about: bars of new applications (不得重新申报). They stand among the
 * conditions, so that table, sentence and report show them like any other; where nothing speaks against a park there is none.
 */
import { barOn, isHeld, titleOn, type TitleEvent } from '../scheme/titles.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { Message } from '../text.ts';
import { awardId, barId } from './record-id.ts';
import type { GrantedAward, Reward } from './reward.ts';
import type { ConditionVerdict } from './condition-verdict.ts';

/** What is on record of one park under the authority of one rule book. */
export interface ParkRecord {
  /** in any order; of other authorities none */
  readonly titles: readonly TitleEvent[];
  /** rewards granted under this very rule book */
  readonly awards: readonly GrantedAward[];
}

interface Asked {
  readonly record?: ParkRecord | undefined;
  readonly appliedOn: string;
  readonly judgements?: Readonly<Record<string, 'met' | 'notMet'>> | undefined;
}

/** A failed condition with what it says, unless people have decided that the park may pass all the same. */
function against(
  { judgements }: Asked,
  said: Pick<ConditionVerdict, 'id' | 'label' | 'article' | 'text' | 'value' | 'threshold' | 'notes'>,
): ConditionVerdict {
  const decided = judgements?.[said.id] ?? null;
  return {
    ...said,
    kind: 'requirement',
    fields: [],
    verdict: decided ?? 'notMet',
    decided,
    source: null,
    op: null,
    unit: 'none',
    gap: null,
    parts: [],
    relaxation: null,
  };
}

/** The conditions that the record fails, or would fail without a decision. Value and threshold are dates. */
export function recordConditions(scheme: Scheme, asked: Asked): ConditionVerdict[] {
  const { record, appliedOn } = asked;
  // a bar is one of new applications for a title; who is assessed or rewarded does not apply for one
  const bar = record && scheme.kind === 'recognition' ? barOn(record.titles, appliedOn) : null;
  if (!bar) return [];
  const clause = scheme.results.revocation.find(({ barredYears }) => barredYears !== undefined);
  return [
    against(asked, {
      id: barId,
      label: { key: 'schemes.record.bar' },
      article: clause?.article ?? '',
      text: clause?.text ?? bar.ground,
      value: bar.since,
      threshold: bar.mayApplyFrom,
      notes: [{ key: 'schemes.record.barred', params: { since: bar.since, from: bar.mayApplyFrom } }],
    }),
  ];
}

/** The title that is held on the day of the application; null where none is on record. */
function heldOn({ record, appliedOn }: Asked): { type: string | null; since: string } | null {
  if (!record) return null;
  const title = titleOn(record.titles, appliedOn);
  // put right or not, it was given on the day of the last recognition
  const since = record.titles
    .filter(({ kind, on }) => kind === 'recognised' && on <= appliedOn)
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return isHeld(title) && since !== undefined ? { type: title.type, since } : null;
}

/** Whether the record has the park with a title of one of these types. */
export function holdsType(types: readonly string[], asked: Asked): boolean {
  const held = heldOn(asked);
  return held?.type != null && types.includes(held.type);
}

/** The title that is held, as a remark. */
export function recordNotes(scheme: Scheme, asked: Asked): Message[] {
  const held = heldOn(asked);
  if (!held) return [];
  const label = scheme.types.find(({ id }) => id === held.type)?.label;
  const type = label?.zh ?? held.type ?? '';
  return [
    {
      key: held.type === null ? 'schemes.note.titleHeld' : 'schemes.note.titleOfTypeHeld',
      params: { since: held.since, type, typeEn: label?.en ?? type },
    },
  ];
}

/** 一次性: a condition that fails where nothing is left of any award that is reached; null where something is. */
export function awardCondition(reward: Reward | undefined, asked: Asked): ConditionVerdict | null {
  const [first] = reward?.awards ?? [];
  const last = first?.before.at(-1);
  if (!first || !last || !reward?.awards.every(({ state }) => state === 'granted')) return null;
  return against(asked, {
    id: awardId,
    label: { key: 'schemes.record.award' },
    article: first.article,
    text: first.text,
    value: last.on,
    threshold: null,
    notes: [{ key: 'schemes.record.awarded', params: { date: last.on, ...awardParams(first, last.amount) } }],
  });
}

function awardParams({ label }: Reward['awards'][number], amount: string): { label: string; labelEn: string; amount: string } {
  return { label: label.zh, labelEn: label.en ?? label.zh, amount };
}

/** What is taken off for earlier payments. */
export function awardNotes(reward: Reward | undefined): Message[] {
  return (reward?.awards ?? []).flatMap((award): Message[] => {
    const taken = award.state === 'granted' ? [] : award.before;
    return taken.map(({ on, amount }) => ({ key: 'schemes.note.deducted', params: { date: on, ...awardParams(award, amount) } }));
  });
}
