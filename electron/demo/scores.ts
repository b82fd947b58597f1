/** Second act of the demo: the panel takes its seats, declares, scores and submits. */
import { rubricLeaves } from '../../domain/rubric/leaves.ts';
import { criterionKinds, type Leaf } from '../../domain/rubric/model.ts';
import { prefill } from '../../domain/scheme/prefill.ts';
import { commentDemanded } from '../../domain/scoring/check-score.ts';
import { idOf, type Member, type Played, type Stage } from './stage.ts';

export async function seatPanel(
  { call, say, t }: Stage,
  { roundId, parks }: Pick<Played, 'roundId' | 'parks'>,
): Promise<Pick<Played, 'panel' | 'recused'>> {
  const panel: Member[] = [];
  for (const [index, role] of (['leader', 'expert', 'expert', 'expert', 'expert'] as const).entries()) {
    const name = t(`cli.demo.expert.${index + 1}`);
    const { personId } = await call('panel.add', {
      roundId,
      name,
      organisation: t(`cli.demo.organisation.${index + 1}`),
      title: t('cli.demo.title'),
      role,
    });
    await call('panel.assign', { personId, applicationIds: [...parks.values()].map((park) => park.applicationId) });
    panel.push({ personId, name });
  }
  const recused = { personId: panel[4]?.personId ?? '', applicationId: idOf(parks, '岳阳临港跨境电商产业园') };
  for (const { personId } of panel) {
    for (const park of parks.values()) {
      const conflicted = personId === recused.personId && park.applicationId === recused.applicationId;
      await call('conflicts.declare', {
        personId,
        applicationId: park.applicationId,
        relation: conflicted ? 'employment' : 'none',
        ...(conflicted && { reason: t('cli.demo.employment') }),
      });
    }
  }
  say('panel', { count: panel.length });
  return { panel, recused };
}

export async function playScores({ call, refusal, say, check, t }: Stage, { roundId, parks, panel, recused }: Played): Promise<void> {
  await call('rounds.openScoring', { roundId, despite: t('cli.demo.despite') });
  const round = await call('rounds.get', { roundId });
  const leaves = round.rubric ? rubricLeaves(round.rubric).map(({ criterion }) => criterion) : [];
  const scheme = await call('schemes.get', { id: 'hunan-recognition-2024' });
  let given = 0;
  for (const park of parks.values()) {
    const { fields } = await call('applications.get', { applicationId: park.applicationId });
    const used = fields.flatMap((field) =>
      field.values.filter((one) => one.source === field.used).map(({ value, source }) => [field.key, { value, source }] as const),
    );
    const facts = { values: Object.fromEntries(used), appliedOn: round.appliedOn };
    const objective = new Map(
      prefill({ criteria: round.rubric?.criteria ?? [] }, scheme, facts).map((one) => [one.criterionId, one.points100]),
    );
    for (const [expertIndex, { personId }] of panel.entries()) {
      if (personId === recused.personId && park.applicationId === recused.applicationId) continue;
      for (const [index, leaf] of leaves.entries()) {
        const points100 = objective.get(leaf.id) ?? opinionOf(leaf, park.parkName, expertIndex, index);
        const commented = commentDemanded(leaf, points100) || (index + expertIndex) % 7 === 0;
        await call('scores.set', {
          personId,
          applicationId: park.applicationId,
          criterionId: leaf.id,
          points: points100 / 100,
          ...(commented && { comment: t('cli.demo.comment') }),
        });
        given++;
      }
    }
  }
  const leaf = leaves[0];
  const target = { personId: panel[0]?.personId ?? '', applicationId: idOf(parks, '长沙星湖跨境电商产业园') };
  if (leaf)
    check(
      'aboveMaximum',
      (await refusal('scores.set', { ...target, criterionId: leaf.id, points: leaf.max100 / 100 + 1 })) === 'score/above-maximum',
    );
  check('recused', (await refusal('scores.get', recused)) === 'conflict/recused');
  for (const { applicationId } of parks.values()) {
    for (const { personId } of panel) {
      if (personId === recused.personId && applicationId === recused.applicationId) continue;
      await call('scores.submit', { personId, applicationId });
    }
  }
  if (leaf) check('locked', (await refusal('scores.set', { ...target, criterionId: leaf.id, points: 1 })) === 'score/submitted');
  say('scores', { count: given });
}

/** A made-up but fixed opinion: better for the parks that read better, with experts a little apart. */
function opinionOf(leaf: Leaf, park: string, expert: number, index: number): number {
  const quality: Readonly<Record<string, number>> = {
    长沙星湖跨境电商产业园: 92,
    株洲清源跨境电商产业园: 86,
    岳阳临港跨境电商产业园: 81,
    湘潭莲城跨境电商产业园: 74,
    郴州南岭跨境电商产业园: 77,
    衡阳雁栖跨境电商产业园: 79,
  };
  const step = leaf.step100;
  // what is read off a figure is read alike by all
  const apart = criterionKinds[leaf.kind].agreed ? 0 : ([0, 4, -5, 2, -2][expert] ?? 0) + ((index * 7 + expert * 3) % 5) - 2;
  const percent = (quality[park] ?? 75) + apart;
  const points = Math.round((leaf.max100 * percent) / 100 / step) * step;
  return Math.min(leaf.max100, Math.max(0, points));
}
