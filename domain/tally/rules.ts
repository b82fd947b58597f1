/** Tally rules (汇总规则): how many sheets become one figure, as data of the round. */
import { z } from 'zod';
import { refuse } from '../result.ts';

/** What is left out of each set of scores before the mean. */
export const trim = z.union([z.enum(['none', 'dropHighLow']), z.strictObject({ dropEachEnd: z.int().min(0).max(20) })]);
export type Trim = z.infer<typeof trim>;

/** Places after the point. Half up (四舍五入), away from zero. */
const digits = z.int().min(0).max(6);

/**
 * What parts parks with equal totals, tried in order:
 * `unrounded` the total before the last rounding, `untrimmed` the plain mean of all scores,
 * `criterion` the figure of one leaf or branch, `priority` the flag of the scheme (重点考虑).
 */
export const tieBreak = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('unrounded') }),
  z.strictObject({ by: z.literal('untrimmed') }),
  z.strictObject({ by: z.literal('criterion'), criterionId: z.string() }),
  z.strictObject({ by: z.literal('priority') }),
]);
export type TieBreak = z.infer<typeof tieBreak>;

/** A rule for panels of at least `from` experts who took part in the parks of one type. */
const panelRule = z.strictObject({
  from: z.int().min(1),
  trim,
  /**
   * `widestSpread`: first leave out all scores of the one expert whose sheet totals lie furthest apart (highest −
   * lowest over the parks of a type); of equals the one with the greater highest − second lowest; of equals again
   * the one that was drawn by lot (`drawn`).
   */
  dropExpert: z.enum(['none', 'widestSpread']).default('none'),
});
export type PanelRule = z.infer<typeof panelRule>;

export const tallyRules = z
  .strictObject({
    trim: trim.default('none'),
    /** `criterion`: trim and average each criterion, then add up; `sheet`: add up each sheet, then trim and average */
    level: z.enum(['criterion', 'sheet']).default('criterion'),
    rounding: z
      .strictObject({ digits, stage: z.enum(['criterion', 'total']), mode: z.literal('halfUp').default('halfUp') })
      .default({ digits: 2, stage: 'total', mode: 'halfUp' }),
    /** by size of the panel; the one with the greatest `from` that fits replaces `trim` */
    panels: z.array(panelRule).default([]),
    /** experts drawn by lot where `widestSpread` leaves two alike */
    drawn: z.array(z.string()).default([]),
    tieBreaks: z.array(tieBreak).default([]),
    /** beyond ± `percent` of the mean an expert is asked for a written explanation; null: nobody is asked */
    outlier: z
      .strictObject({ percent: z.number().positive().max(1000), on: z.enum(['sheet', 'criterion', 'both']).default('sheet') })
      .nullable()
      .default({ percent: 30, on: 'sheet' }),
    /** of a rubric with stages: what is left out in a stage, by its key, in place of `trim` and `panels` */
    stages: z.record(z.string(), trim).optional(),
    /** a second figure shown beside the first, never instead of it */
    severity: z.enum(['none', 'additive', 'zscore']).default('none'),
  })
  .refine(({ level, rounding }) => level === 'criterion' || rounding.stage === 'total', {
    path: ['rounding', 'stage'],
    message: 'stage "criterion" needs level "criterion"',
  });
export type TallyRules = z.infer<typeof tallyRules>;
export type TallyRulesInput = z.input<typeof tallyRules>;

/** @throws `statistics/bad-rules` {issues} */
export function parseTallyRules(rules: unknown): TallyRules {
  const parsed = tallyRules.safeParse(rules);
  if (!parsed.success)
    refuse('statistics/bad-rules', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) });
  return parsed.data;
}

/** Scores dropped at each end. */
export function dropEachEnd(rule: Trim): number {
  if (rule === 'none') return 0;
  return rule === 'dropHighLow' ? 1 : rule.dropEachEnd;
}

/** The rule for a panel of this size. */
export function panelRuleFor(rules: TallyRules, size: number): PanelRule {
  const fitting = rules.panels.filter(({ from }) => from <= size).sort((a, b) => b.from - a.from);
  return fitting[0] ?? { from: 1, trim: rules.trim, dropExpert: 'none' };
}

interface TallyPreset {
  readonly id: string;
  readonly rules: TallyRules;
}

/** Filled in when it is asked for, which most starts of the program never do. */
function preset(id: string, rules: TallyRulesInput): TallyPreset {
  return {
    id,
    get rules() {
      return tallyRules.parse(rules);
    },
  };
}

/**
 * Presets offered in the window; their names are the texts `tally.preset.<id>`. `highwayTender` follows the clause in use
 * for highway works: with 7 experts each item loses its highest and lowest score, with 9 the expert with the widest
 * spread is left out first; means to three places; fewer than 7: the plain mean.
 */
export const tallyPresets: readonly TallyPreset[] = [
  preset('plainMean', {}),
  preset('dropHighLowPerCriterion', { trim: 'dropHighLow', rounding: { digits: 2, stage: 'criterion' }, tieBreaks: [{ by: 'untrimmed' }] }),
  preset('dropHighLowOnTotals', {
    trim: 'dropHighLow',
    level: 'sheet',
    rounding: { digits: 2, stage: 'total' },
    tieBreaks: [{ by: 'unrounded' }, { by: 'untrimmed' }],
  }),
  preset('highwayTender', {
    rounding: { digits: 3, stage: 'criterion' },
    panels: [
      { from: 7, trim: 'dropHighLow' },
      { from: 9, trim: 'dropHighLow', dropExpert: 'widestSpread' },
    ],
    tieBreaks: [{ by: 'untrimmed' }],
  }),
];
