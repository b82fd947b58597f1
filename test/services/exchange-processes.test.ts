/** The same way with real processes: two workspaces, each call a process of its own. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input, MethodName, Output } from '../../domain/api.ts';
import { parkNames, samples } from '../fixtures/review.ts';
import { tempFolder } from '../fixtures/store.ts';

const launcher = join(import.meta.dirname, '../../electron/launch.mjs');

function machine(dir: string) {
  return <M extends MethodName>(method: M, payload: Input<M>): Output<M> => {
    const { stdout, status } = spawnSync(process.execPath, [launcher, 'cli', '--workspace', dir, 'call', method, '-'], { input: JSON.stringify(payload), encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
    const answer = JSON.parse(stdout) as { ok: boolean; value: Output<M> };
    if (!answer.ok || status !== 0) throw new Error(`${method}: ${stdout}`);
    return answer.value;
  };
}

test('office_and_expert_exchange_files_between_processes', () => {
  const folder = tempFolder();
  const office = machine(join(folder, 'office'));
  const laptop = machine(join(folder, 'laptop'));
  const at = (name: string): string => join(folder, name);
  const { roundId } = office('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  const { imported } = office('packages.import', { roundId, paths: [join(samples, `${parkNames[3]}.zip`)] });
  const applicationId = imported[0]?.applicationId ?? '';
  const { personId } = office('panel.add', { roundId, name: '王敏', organisation: '示例大学', title: '教授', role: 'expert' });
  office('panel.assign', { personId, applicationIds: [applicationId] });
  office('rounds.openScoring', { roundId });
  office('identities.createInstitution', { name: '示例评估中心', path: at('机构.p12'), passphrase: 'institution-pass' });
  office('identities.issue', { personId, path: at('王敏.p12'), passphrase: 'member-passphrase', institutionPath: at('机构.p12'), institutionPassphrase: 'institution-pass' });
  office('exchange.issue', { personId, path: at('王敏.pptask'), institutionPath: at('机构.p12'), institutionPassphrase: 'institution-pass' });

  const key = { identity: at('王敏.p12'), passphrase: 'member-passphrase' };
  expect(laptop('exchange.inspect', { path: at('王敏.pptask'), ...key }).refused).toBeNull();
  laptop('exchange.open', { path: at('王敏.pptask'), ...key });
  laptop('conflicts.declare', { personId, applicationId, relation: 'none' });
  laptop('scores.set', { personId, applicationId, criterionId: '1.1', points: 1, comment: '核对' });
  laptop('exchange.return', { personId, path: at('王敏.ppreturn'), ...key });

  expect(office('exchange.merge', { paths: [at('王敏.ppreturn')], institutionPath: at('机构.p12'), institutionPassphrase: 'institution-pass' })).toMatchObject({ merged: [{ personId, came: 2 }], conflicts: [], refused: [] });
  expect(office('scores.get', { personId, applicationId }).scores).toMatchObject([{ criterionId: '1.1', points100: 100 }]);
  expect(office('exchange.list', { roundId }).map((row) => row.direction).sort()).toEqual(['issued', 'merged']);
  for (const call of [office, laptop]) expect(call('workspace.doctor', {}).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);
