/** The derivation of a park's total as tables: every raw, dropped and kept score. */
import type { Translate } from '../text.ts';
import type { CriterionData, DerivationData, TallyRules } from './data.ts';
import { formatPoints } from './phrases.ts';
import type { Block, Cell, Run, Table } from './tree.ts';

/** As many experts as stand side by side on the page. */
const abreast = 8;

interface Expert {
  readonly personId: string;
  readonly name: string;
}

export function rulesSentence(t: Translate, rules: TallyRules): string {
  const trim = typeof rules.trim === 'string' ? rules.trim : 'dropEachEnd';
  const each = typeof rules.trim === 'string' ? 1 : rules.trim.dropEachEnd;
  return t(`report.rules.${rules.level}.${trim}`, { each, digits: rules.rounding.digits });
}

/** One table, or several where the experts do not fit beside each other; sums and values in the last. */
export function scoreTables(t: Translate, derivation: DerivationData, experts: readonly Expert[], max100: number): Block[] {
  const groups: Expert[][] = [];
  const width = Math.ceil(experts.length / Math.max(1, Math.ceil(experts.length / abreast)));
  for (let index = 0; index < experts.length; index += width) groups.push(experts.slice(index, index + width));
  const tables = groups.map((group, index): Table => {
    const last = index === groups.length - 1;
    const caption = groups.length === 1 ? t('report.scores.caption') : t('report.scores.captionPart', { part: index + 1, parts: groups.length });
    return { kind: 'table', caption, ...scoreTable(t, derivation, group, max100, last) };
  });
  return [...tables, { kind: 'paragraph', role: 'note', text: t(derivation.sheets ? 'report.scores.noteSheet' : 'report.scores.note') }];
}

function scoreTable(t: Translate, derivation: DerivationData, group: readonly Expert[], max100: number, last: boolean): Omit<Table, 'kind' | 'caption'> {
  const bySheet = derivation.sheets !== undefined;
  const sums = last ? [t('report.scores.keptSum'), t('report.scores.keptCount'), t('report.scores.value')] : [];
  return {
    columns: [
      { width: 27 },
      { width: 9, align: 'centre' },
      ...group.map(() => ({ width: 9, align: 'centre' as const })),
      ...(last ? [{ width: 12, align: 'centre' as const }, { width: 8, align: 'centre' as const }, { width: 11, align: 'centre' as const }] : []),
    ],
    head: [{ cells: [t('report.scores.criterion'), t('report.scores.max'), ...group.map((expert) => expert.name), ...sums].map((text) => ({ text })) }],
    body: [
      ...derivation.criteria.map((criterion) => ({
        cells: [
          { text: criterion.name },
          { text: formatPoints(criterion.max100) },
          ...group.map((expert) => scoreText(t, criterion, expert)),
          ...(last ? [{ text: criterion.keptSum }, { text: String(criterion.keptCount) }, { text: [{ text: criterion.value, mark: 'strong' as const }] }] : []),
        ],
      })),
      {
        tone: 'total',
        cells: [
          { text: t('report.scores.total') },
          { text: formatPoints(max100) },
          ...group.map((expert) => totalText(t, derivation, expert)),
          ...(last ? [{ text: bySheet ? t('report.scores.meanOfKept') : t('report.scores.sumOfValues'), span: 2 }, { text: [{ text: derivation.total, mark: 'strong' as const }] }] : []),
        ],
      },
    ],
  };
}

function scoreText(t: Translate, criterion: CriterionData, expert: Expert): Cell {
  const cell = criterion.cells.find((each) => each.personId === expert.personId);
  if (!cell || cell.points100 === null) return { text: [{ text: t('report.scores.absent'), mark: 'muted' }] };
  return { text: figure(formatPoints(cell.points100), cell.dropped) };
}

/** The sum of what an expert gave; struck where the whole sheet is dropped. */
function totalText(t: Translate, derivation: DerivationData, expert: Expert): Cell {
  const sheet = derivation.sheets?.find((each) => each.personId === expert.personId);
  if (sheet) return { text: figure(sheet.total, sheet.dropped) };
  const given = derivation.criteria.map((criterion) => criterion.cells.find((cell) => cell.personId === expert.personId)?.points100 ?? null);
  if (given.every((points) => points === null)) return { text: [{ text: t('report.scores.absent'), mark: 'muted' }] };
  return { text: formatPoints(given.reduce<number>((sum, points) => sum + (points ?? 0), 0)) };
}

function figure(text: string, dropped: boolean): string | readonly Run[] {
  return dropped ? [{ text, mark: 'strike' }] : text;
}
