/** Fourth act of the demo: the tally, added up again by other means, and the shortlist. */
import type { Output } from '../../domain/contract/api.ts';
import type { Played, Stage } from './stage.ts';

export async function playTally({ call, check }: Stage, { roundId, parks, recused }: Played): Promise<void> {
  const tally = await call('tally.run', { roundId });
  check('tally', tally.derivation.every(recount) && tally.ranking.length === parks.size && tally.blocked.length === 0);
  const withFour = tally.derivation.find((one) => one.applicationId === recused.applicationId);
  check('fourExperts', withFour?.experts.length === 4 && withFour.criteria.every((line) => line.keptCount === 2));
  for (const row of tally.ranking) process.stdout.write(`    ${row.rank}. ${row.parkName}  ${row.total}\n`);
}

/** Gives the names of those who are listed; `standing`: what each park came to. */
export async function playShortlist(
  { call, check, t }: Stage,
  { roundId, parks }: Played,
  standing: Readonly<Record<string, string>>,
): Promise<string[]> {
  for (const park of parks.values()) {
    const found = await call('eligibility.evaluate', { applicationId: park.applicationId });
    if (found.overall === 'notMet' || found.overall === 'missing') continue;
    for (const condition of found.conditions) {
      const { verdict, id: conditionId } = condition;
      if (verdict !== 'judgement' && verdict !== 'relaxable') continue;
      await call('eligibility.decide', {
        applicationId: park.applicationId,
        conditionId,
        ...(verdict === 'judgement'
          ? { outcome: 'met', reason: t('cli.demo.judged') }
          : { outcome: 'granted', reason: t('cli.demo.relaxed') }),
      });
    }
  }
  const proposal = await call('shortlist.propose', { roundId });
  for (const row of proposal.types.flatMap((group) => group.rows)) {
    await call('shortlist.decide', {
      applicationId: row.applicationId,
      result: row.proposed === 'proposed' ? 'listed' : 'notListed',
      ...(row.proposed === 'needsDecision' && { reason: t('cli.demo.decided') }),
    });
  }
  const listed = proposal.types.flatMap((group) => group.rows.filter((row) => row.proposed === 'proposed').map((row) => row.parkName));
  check('shortlist', listed.length === 2 && listed.every((name) => standing[name] !== 'notMet' && standing[name] !== 'missing'), {
    parks: listed.join('、'),
  });
  return listed;
}

/** Adds up one park's derivation again with whole numbers only: means in half-up hundredths, then their sum. */
function recount(park: Output<'tally.run'>['derivation'][number]): boolean {
  let total = 0;
  for (const line of park.criteria) {
    const kept = line.points100.filter((points, index): points is number => points !== null && line.marks[index] === 'kept');
    const sorted = line.points100.filter((points) => points !== null).sort((a, b) => a - b);
    const trimmed = sorted.slice(1, -1);
    if (trimmed.join() !== [...kept].sort((a, b) => a - b).join()) return false;
    const sum = trimmed.reduce((all, points) => all + points, 0);
    total += Math.floor((2 * sum + trimmed.length) / (2 * trimmed.length));
  }
  return (total / 100).toFixed(2) === park.total;
}
