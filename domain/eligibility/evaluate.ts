/** 资格审查: tests a park against a scheme. Pure and exact; the same function answers for bare values. */
import { compare } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import type { Message } from '../text.ts';
import { because } from './because.ts';
import type { ConditionVerdict } from './condition-verdict.ts';
import { checklistOf, type ChecklistAnswer } from '../scheme/checklist.ts';
import { expressionFields, lackingShare, testExpression, type Part, type Tested } from '../scheme/expression.ts';
import { fieldMap, labelParams, measure, stated, type Facts } from '../scheme/measure.ts';
import { awardCondition, awardNotes, holdsType, recordConditions, recordNotes, type ParkRecord } from './on-record.ts';
import { amountNotes, limitNotes, rewardOf, type GrantedAward, type Reward } from './reward.ts';
import type { Condition } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { validityNotes } from '../scheme/validity.ts';
import { best, worst, type Verdict } from '../condition/verdict.ts';

export interface EvaluationInput extends Facts {
  /** a type's id or label; absent: what the form says in `parkType` */
  readonly type?: string | undefined;
  /** what the experts decided on conditions left to them, by condition id */
  readonly judgements?: Readonly<Record<string, 'met' | 'notMet'>> | undefined;
  /** what was decided on 可放宽 conditions, by condition id */
  readonly relaxations?: Readonly<Record<string, 'granted' | 'denied'>> | undefined;
  /** 发布之日, where the rule book counts from it without naming it */
  readonly publishedOn?: string | undefined;
  /** what is on record of the park across rounds; absent: nothing is known of it */
  readonly record?: ParkRecord | undefined;
}

export interface Evaluation {
  readonly schemeId: string;
  readonly type: string | null;
  readonly overall: Verdict;
  /** the head of the sentence, then its reasons; see `becauseText` */
  readonly because: readonly Message[];
  readonly conditions: readonly ConditionVerdict[];
  readonly priorities: readonly { readonly id: string; readonly article: string; readonly text: string; readonly holds: boolean }[];
  readonly automatic: { readonly type: string; readonly article: string; readonly text: string } | null;
  readonly reward?: Reward;
  readonly checklist?: ChecklistAnswer;
  /** remarks on the whole: the rule book not in force on the date, parts larger than their whole */
  readonly notes: readonly Message[];
}

/**
 * The type a park is tested as, by id or label. Null where the scheme has none or the form does not
 * say; refuses `scheme/no-type` for a type the scheme does not know.
 */
export function typeOf(scheme: Scheme, wanted: string | undefined, facts: Facts): string | null {
  if (scheme.types.length === 0) return null;
  const find = (name: string) => scheme.types.find((type) => type.id === name || type.label.zh === name || type.label.en === name)?.id;
  if (wanted !== undefined) {
    return (
      find(wanted.trim()) ??
      refuse('scheme/no-type', { schemeId: scheme.id, type: wanted, types: scheme.types.map((type) => type.id).join('、') })
    );
  }
  const said = stated(facts, 'parkType')?.value;
  return typeof said === 'string' ? (find(said.trim()) ?? null) : null;
}

/** The part a reader should see first: a passed one of a passed test, else on the shortest way the one nearest to passing. */
function decisive({ verdict, parts, lacks }: Tested): Part | undefined {
  const quantities = (verdict === 'met' ? parts : lacks).filter((part) => part.fields.length > 0);
  const same = quantities.filter((part) => part.verdict === verdict);
  if (verdict !== 'notMet') return same[0] ?? quantities[0] ?? parts.find((part) => part.fields.length > 0);
  return same.toSorted((a, b) => {
    const [left, right] = [lackingShare(a), lackingShare(b)];
    return left && right ? compare(left, right) : left ? -1 : right ? 1 : 0;
  })[0];
}

function decide(verdict: Verdict, condition: Condition, input: EvaluationInput): Pick<ConditionVerdict, 'verdict' | 'decided'> {
  if (verdict === 'judgement') {
    const judged = input.judgements?.[condition.id] ?? null;
    return { verdict: judged ?? verdict, decided: judged };
  }
  if (verdict === 'relaxable') {
    const granted = input.relaxations?.[condition.id] ?? null;
    return { verdict: granted === 'granted' ? 'met' : granted === 'denied' ? 'notMet' : verdict, decided: granted };
  }
  return { verdict, decided: null };
}

function testCondition(condition: Condition, scheme: Scheme, input: EvaluationInput): ConditionVerdict {
  const tested = testExpression(condition.test, scheme, input);
  const holds = condition.relaxation ? testExpression(condition.relaxation.when, scheme, input).verdict === 'met' : false;
  const verdict = tested.verdict === 'notMet' && holds ? 'relaxable' : tested.verdict;
  const shown = decisive(tested);
  return {
    id: condition.id,
    label: condition.label,
    article: condition.article,
    text: condition.text,
    kind: condition.kind,
    fields: expressionFields(condition.test),
    ...decide(verdict, condition, input),
    value: shown?.value ?? null,
    source: shown?.source ?? null,
    op: shown?.op ?? null,
    threshold: shown?.threshold ?? null,
    unit: shown?.unit ?? 'none',
    gap: tested.verdict === 'met' ? null : (shown?.gap ?? null),
    parts: tested.parts,
    notes: tested.parts.flatMap((part) => part.notes),
    relaxation: condition.relaxation ? { article: condition.relaxation.article, text: condition.relaxation.text, holds } : null,
  };
}

/** 其中：a part that exceeds its whole is shown, never corrected. */
function partsBeyondWhole(scheme: Scheme, facts: Facts): Message[] {
  const fields = fieldMap(scheme);
  return scheme.fields.flatMap((field) => {
    const whole = field.within === undefined ? undefined : fields.get(field.within);
    if (!whole) return [];
    const part = measure({ field: field.key }, field.unit, scheme, facts).quantity;
    const all = measure({ field: whole.key }, field.unit, scheme, facts).quantity;
    if (!part || !all || compare(part, all) <= 0) return [];
    const { label: of, labelEn: ofEn } = labelParams(scheme, whole.key);
    return [{ key: 'schemes.note.beyondWhole', params: { ...labelParams(scheme, field.key), of, ofEn } }];
  });
}

/**
 * Every condition of the type, the overall verdict (the worst, unless the park is entered without
 * review) and why. `values` are the strongest statements (see `usedValues`). Refuses `scheme/no-type`.
 */
export function evaluate(scheme: Scheme, input: EvaluationInput): Evaluation {
  const type = typeOf(scheme, input.type, input);
  const undecidedType = type === null && scheme.types.length > 0;
  const applies = (types: readonly string[] | undefined) => !types || (type !== null && types.includes(type));
  const own = [
    ...scheme.conditions.filter((condition) => applies(condition.types)).map((condition) => testCondition(condition, scheme, input)),
    ...recordConditions(scheme, input),
  ];
  const automatic = scheme.automatic.find((path) => testExpression(path.when, scheme, input).verdict === 'met') ?? null;
  const checklist = checklistOf(scheme, input);
  const before = worst([
    ...own.map((condition) => condition.verdict),
    ...(undecidedType ? ['missing' as const] : []),
    ...(checklist ? [checklist.verdict] : []),
  ]);
  const standing = { eligible: automatic !== null || (before !== 'notMet' && before !== 'missing'), conditions: own };
  const given = (awards: readonly GrantedAward[]) => rewardOf(scheme, input, standing, awards);
  const onRecord = input.record?.awards ?? [];
  const afterRecord = given(onRecord);
  const granted = awardCondition(afterRecord, input);
  const conditions = granted ? [...own, granted] : own;
  const tested = granted ? worst([before, granted.verdict]) : before;
  const overall = automatic ? best(['met', tested]) : tested;
  // people may decide that it is granted once more
  const counted = granted?.verdict === 'met' ? [] : onRecord;
  const reward = granted?.verdict === 'met' ? given(counted) : afterRecord;
  return {
    schemeId: scheme.id,
    type: automatic?.type ?? type,
    overall,
    because: because({ overall, conditions, automatic, types: scheme.types, undecidedType, checklist }),
    conditions,
    priorities: scheme.priorities
      .filter((priority) => applies(priority.types))
      .map(({ id, article, text, when, heldTypes }) => ({
        id,
        article,
        text,
        holds: testExpression(when, scheme, input).verdict === 'met' || holdsType(heldTypes, input),
      })),
    automatic: automatic && { type: automatic.type, article: automatic.article, text: automatic.text },
    ...(reward ? { reward } : {}),
    ...(checklist ? { checklist } : {}),
    notes: [
      ...validityNotes(scheme, input.appliedOn, input.publishedOn),
      ...recordNotes(scheme, input),
      ...awardNotes(reward),
      ...amountNotes(scheme, reward),
      ...limitNotes(scheme, input, reward, counted),
      ...partsBeyondWhole(scheme, input),
    ],
  };
}
