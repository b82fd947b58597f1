/** The same way with real processes: three workspaces, each call a process of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input, MethodName, Output } from '../../../domain/contract/api.ts';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { png } from '../../fixtures/png.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';

const launcher = join(import.meta.dirname, '../../../electron/launch.mjs');

/** Everything that the processes ever printed. */
const printed: string[] = [];

function machine(dir: string) {
  return <M extends MethodName>(method: M, payload: Input<M>): Output<M> => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [launcher, 'cli', '--workspace', dir, 'call', method, '-'], {
      input: JSON.stringify(payload),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    });
    printed.push(stdout, stderr);
    const answer = JSON.parse(stdout) as { ok: boolean; value: Output<M> };
    if (!answer.ok || status !== 0) throw new Error(`${method}: ${stdout}`);
    return answer.value;
  };
}

/** The files below a folder that hold one of the words. */
function findIn(folder: string, words: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .filter((path) => {
      const bytes = readFileSync(path);
      return words.some((word) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le')));
    });
}

test('office_expert_and_visitor_exchange_files_between_processes', () => {
  const folder = tempFolder();
  const [office, laptop, tablet] = [machine(join(folder, 'office')), machine(join(folder, 'laptop')), machine(join(folder, 'tablet'))];
  const at = (name: string): string => join(folder, name);
  const secrets = { institution: '机构的口令-Xq7', member: 'member words Kp4', visitor: 'visitor words Zr9' };
  const { roundId } = office('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' });
  const { imported } = office('packages.import', { roundId, paths: [join(samples, `${parkNames[3]}.zip`)] });
  const applicationId = imported[0]?.applicationId ?? '';
  const people = [
    ['王敏', 'expert', secrets.member, laptop],
    ['周示例', 'visitor', secrets.visitor, tablet],
  ] as const;
  const institution = { institutionPath: at('机构.p12'), institutionPassphrase: secrets.institution };
  office('identities.createInstitution', { name: '示例评估中心', path: at('机构.p12'), passphrase: secrets.institution });
  const { visitId } = office('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['王敏', '周示例'] });
  const members = people.map(([name, role, passphrase, call]) => {
    const { personId } = office('panel.add', { roundId, name, organisation: '示例大学', title: '教授', role });
    office('panel.assign', { personId, applicationIds: [applicationId] });
    office('identities.issue', { personId, path: at(`${name}.p12`), passphrase, ...institution });
    return { personId, call, task: at(`${name}.pptask`), back: at(`${name}.ppreturn`), key: { identity: at(`${name}.p12`), passphrase } };
  });
  office('rounds.openScoring', { roundId, despite: '试评' });
  const [expert, visitor] = members;
  if (!expert || !visitor) throw new Error('no team');
  for (const { personId, call, task, key } of members) {
    office('exchange.issue', { personId, path: task, ...institution });
    expect(call('exchange.inspect', { path: task, ...key }).refused).toBeNull();
    call('exchange.open', { path: task, ...key });
  }
  const photo = at('外景.png');
  writeFileSync(photo, png(8, 8, 40));
  const { personId } = expert;
  laptop('conflicts.declare', { personId, applicationId, relation: 'none' });
  const { rubric } = laptop('rounds.get', { roundId });
  for (const { criterion } of rubricLeaves(rubric ?? { criteria: [] }))
    laptop('scores.set', { personId, applicationId, criterionId: criterion.id, points: criterion.max100 / 100, comment: '核对' });
  const sealed = laptop('scores.submit', { personId, applicationId });
  laptop('visits.check', { visitId, checkId: 'boundary', outcome: 'holds' });
  tablet('visits.note', { visitId, text: '仓库在用' });
  tablet('visits.measure', { visitId, key: 'companies', value: 41 });
  tablet('visits.photo', { visitId, path: photo });
  for (const { personId: owner, call, back, key } of members) call('exchange.return', { personId: owner, path: back, ...key });

  expect(office('exchange.merge', { paths: members.map((one) => one.back), ...institution })).toMatchObject({
    merged: [
      { personId, visits: 1 },
      { personId: visitor.personId, visits: 1, measured: 1 },
    ],
    conflicts: [],
    refused: [],
  });
  // the seal that the expert was shown is the seal that the office has
  expect(office('scores.get', { personId, applicationId })).toMatchObject({ state: 'submitted', digest: sealed.digest });
  const closed = office('visits.close', { visitId });
  for (const { personId: owner, call, task, key } of members) {
    office('exchange.issue', { personId: owner, path: task, replace: true, ...institution });
    call('exchange.open', { path: task, ...key });
    expect(call('visits.get', { visitId })).toMatchObject({ digest: closed.digest, reopened: false });
  }
  const records = [office, laptop, tablet].map((call) => call('visits.get', { visitId }));
  for (const record of records) expect(record).toEqual(records[0]);
  expect(
    office('exchange.list', { roundId })
      .map((row) => row.direction)
      .sort(),
  ).toEqual(['issued', 'issued', 'issued', 'issued', 'merged', 'merged']);
  for (const call of [office, laptop, tablet]) expect(call('workspace.doctor', {}).checks.filter((check) => !check.ok)).toEqual([]);

  // no passphrase and no key stays anywhere: not in a workspace, nor in a file that was made, nor in anything printed
  const words = [...Object.values(secrets), 'AGE-SECRET-KEY', 'BEGIN PRIVATE KEY'];
  expect(findIn(folder, words)).toEqual([]);
  expect(words.filter((word) => printed.some((text) => text.includes(word)))).toEqual([]);
}, 240_000);

test('a_passphrase_is_in_no_refusal_and_in_no_event', () => {
  const folder = tempFolder();
  const dir = join(folder, 'office');
  const office = machine(dir);
  const secret = 'never to be told 31';
  office('identities.createInstitution', { name: '示例评估中心', path: join(folder, 'a.p12'), passphrase: secret });
  for (const [method, payload] of [
    ['identities.createInstitution', { name: '示例评估中心', path: join(folder, 'a.p12'), passphrase: secret }],
    ['identities.inspect', { path: join(folder, 'a.p12'), passphrase: `${secret}!` }],
    ['identities.inspect', { path: join(folder, 'none.p12'), passphrase: secret }],
    ['exchange.open', { path: join(folder, 'none.pptask'), identity: join(folder, 'a.p12'), passphrase: secret, filePassphrase: secret }],
    ['exchange.merge', { paths: 7, institutionPassphrase: secret }],
    ['exchange.issue', { personId: secret, path: 7, institutionPassphrase: secret, passphrase: secret }],
  ] as const) {
    expect(() => office(method, payload as never)).toThrow(`${method}: {"ok":false`);
  }
  expect(findIn(folder, [secret])).toEqual([]);
  expect(printed.filter((text) => text.includes(secret))).toEqual([]);
}, 120_000);
