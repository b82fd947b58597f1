/** One park, one expert and scoring open, in a workspace of its own behind a host. */
import { join } from 'node:path';
import type { Input, MethodName, Output } from '../../../domain/contract/api.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { openHost } from '../../../electron/services/host.ts';

export async function openScoredRound(dir: string) {
  const host = openHost(dir);
  async function call<M extends MethodName>(method: M, payload: Input<M>): Promise<Output<M>> {
    const answer = await host.dispatch.call({ method, payload, language: 'zh' });
    if (!answer.ok) throw new Error(`${method}: ${answer.error.code}`);
    return answer.value as Output<M>;
  }
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: 'bench', appliedOn: '2026-09-30' });
  const imported = await call('packages.import', {
    roundId,
    paths: [join(import.meta.dirname, '../../../resources/samples/湘潭莲城跨境电商产业园.zip')],
  });
  const applicationId = imported.imported[0]?.applicationId ?? '';
  const { personId } = await call('panel.add', { roundId, name: 'a', organisation: 'b', title: 'c', role: 'expert' });
  await call('panel.assign', { personId, applicationIds: [applicationId] });
  await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  const round = await call('rounds.get', { roundId });
  const leaves = rubricLeaves(round.rubric ?? { criteria: [] }).map((one) => one.criterion);
  return { host, call, roundId, applicationId, personId, leaves };
}
