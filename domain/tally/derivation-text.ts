/** The derivation as lines to print (texts `tally.line.*`): what a person needs to count a park again by hand. */
import { formatPoints } from '../numbers/points.ts';
import type { Translate } from '../text.ts';
import type { CriterionDerivation, Mark, ParkDerivation } from './count-park.ts';

export interface DerivationNames {
  readonly criterion: (criterionId: string) => string;
  readonly expert: (personId: string) => string;
}

/** "8、9.5（去最高）、缺": every raw score with what became of it. */
function scoreList(values: readonly (string | null)[], marks: readonly Mark[], translate: Translate): string {
  const items = values.map((value, index) => {
    const mark = marks[index] ?? 'absent';
    if (value === null) return translate('tally.mark.absent');
    return mark === 'kept' ? value : translate('tally.line.marked', { value, mark: translate(`tally.mark.${mark}`) });
  });
  return items.join(translate('tally.line.separator'));
}

function criterionLine(line: CriterionDerivation, byCriterion: boolean, names: DerivationNames, translate: Translate): string {
  const { criterionId, marks, points100, keptCount, keptSum100, mean, rounded, weight, weighted } = line;
  const name = names.criterion(criterionId);
  const scores = scoreList(
    points100.map((value) => (value === null ? null : formatPoints(value))),
    marks,
    translate,
  );
  const counted = translate('tally.line.criterion', { name, scores, count: keptCount, sum: formatPoints(keptSum100), mean });
  // where whole sheets are averaged, a criterion does not make the total
  const steps = [
    rounded === null ? '' : translate('tally.line.rounded', { value: rounded }),
    weight === '1' || !byCriterion ? '' : translate('tally.line.weighted', { weight, value: weighted }),
  ];
  return counted + steps.join('');
}

/** Heading, then one line per step. */
export function derivationLines(park: ParkDerivation, names: DerivationNames, translate: Translate): string[] {
  const { parkName, experts, panelSize, dropEachEnd, droppedExpert, criteria, sheets, unrounded, total } = park;
  const lines = [
    translate('tally.line.heading', { park: parkName, total }),
    translate('tally.line.experts', { names: experts.map(names.expert).join(translate('tally.line.separator')), count: panelSize }),
    translate(dropEachEnd === 0 ? 'tally.line.noTrim' : 'tally.line.trim', { count: dropEachEnd }),
  ];
  if (droppedExpert) {
    const { personId, spread, secondSpread, drawn } = droppedExpert;
    lines.push(translate(drawn ? 'tally.line.droppedDrawn' : 'tally.line.dropped', { name: names.expert(personId), spread, secondSpread }));
  }
  lines.push(...criteria.map((line) => criterionLine(line, sheets === null, names, translate)));
  if (sheets) {
    const scores = scoreList(sheets.totals, sheets.marks, translate);
    lines.push(translate('tally.line.sheets', { scores, count: sheets.keptCount, sum: sheets.keptSum, mean: sheets.mean }));
  }
  lines.push(translate('tally.line.total', { unrounded, total }));
  return lines;
}
