import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { api, type MethodName, type Output } from '../../domain/contract/api.ts';
import { drivers, root, type Driver } from './drivers.ts';

const samples = join(root, 'resources/samples');

for (const kind of drivers) {
  describe.skipIf(!kind.available)(kind.available ? kind.name : `${kind.name} (needs the Electron binary)`, () => {
    let dir = '';
    let driver: Driver;
    const ids = { round: '', park: '', expert: '' };

    async function ok<M extends MethodName>(method: M, payload: unknown): Promise<Output<M>> {
      const answer = await driver.call(method, payload);
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
      // what comes out is what the contract says
      return api[method].out.parse(answer.value) as Output<M>;
    }
    async function refusal(method: string, payload: unknown): Promise<string> {
      const answer = await driver.call(method, payload);
      if (answer.ok) throw new Error(`${method} was not refused`);
      expect(answer.error.message).toMatch(/\p{Script=Han}/u);
      return answer.error.code;
    }
    const events = async () => (await ok('workspace.info', {})).events;

    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'parkpanel-contract-'));
      driver = await kind.open(dir);
    });
    afterAll(async () => {
      await driver.close();
      rmSync(dir, { recursive: true, force: true });
    });

    test('an_empty_workspace_tells_of_itself', async () => {
      const info = await ok('workspace.info', {});
      expect(info).toMatchObject({ rounds: 0, events: 0, chainHead: null, lastWriteAt: null });
    });

    test('a_path_that_leads_nowhere_is_named_and_never_a_fault_of_the_program', async () => {
      const file = join(dir, 'a-file.txt');
      writeFileSync(file, 'x');
      const passphrase = '评审机构口令-2026-示例';
      const tries: [string, object][] = [
        ['documents.verify', { path: join(dir, 'nothing.pdf') }],
        ['documents.verify', { path: dir }],
        ['exchange.open', { path: dir }],
        ['identities.createInstitution', { name: '示例中心', path: join(file, 'below.p12'), passphrase }],
        ['identities.createInstitution', { name: '示例中心', path: join(dir, '名'.repeat(200)), passphrase }],
      ];
      for (const [method, payload] of tries) {
        const answer = await driver.call(method, payload);
        if (answer.ok) throw new Error(`${method} was not refused`);
        expect(answer.error.code, method).not.toBe('call/internal');
        expect(answer.error.message, method).not.toContain('“”');
      }
    });

    test.each(['toString', 'constructor', '__proto__', 'rounds.destroy', ''])('the_method_%j_is_unknown', async (method) => {
      expect(await refusal(method, {})).toBe('call/unknown-method');
    });

    test.each([
      ['rounds.create', {}],
      ['rounds.create', { schemeId: 'hunan-recognition-2024', name: '', appliedOn: '2026-09-30' }],
      ['rounds.create', { schemeId: 'hunan-recognition-2024', name: 'x', appliedOn: '2026-02-30' }],
      ['rounds.list', { more: 1 }],
      ['rounds.get', { roundId: 'not-an-id' }],
      ['scores.set', null],
      ['documents.verify', { path: 'a\u0000b' }],
    ])('a_bad_payload_for_%s_is_refused_and_writes_nothing', async (method, payload) => {
      const before = await events();
      expect(await refusal(method, payload)).toBe('call/bad-payload');
      expect(await events()).toBe(before);
    });

    test('a_round_is_made_on_a_known_scheme_only', async () => {
      expect(await refusal('rounds.create', { schemeId: 'nowhere-1999', name: 'x', appliedOn: '2026-09-30' })).toBe('scheme/unknown');
      ids.round = (
        await ok('rounds.create', {
          schemeId: 'hunan-recognition-2024',
          name: '2026年度评审',
          appliedOn: '2026-09-30',
          settings: { quotas: { 引领型: 1, 培育型: 1 } },
        })
      ).roundId;
      expect((await ok('rounds.list', {})).map((round) => round.roundId)).toEqual([ids.round]);
      expect(await events()).toBe(1);
    });

    test('a_package_is_imported_once', async () => {
      const paths = [join(samples, '湘潭莲城跨境电商产业园.zip')];
      const first = await ok('packages.import', { roundId: ids.round, paths });
      expect(first.refused).toEqual([]);
      expect(first.imported.map((one) => [one.parkName, one.form.format])).toEqual([['湘潭莲城跨境电商产业园', 'docx']]);
      ids.park = first.imported[0]?.applicationId ?? '';
      const before = await events();
      const again = await ok('packages.import', { roundId: ids.round, paths });
      expect(again.imported).toEqual([]);
      expect(again.duplicates.map((one) => [one.applicationId, one.newVersion])).toEqual([[ids.park, false]]);
      expect(await events()).toBe(before);
    });

    test('a_file_that_is_no_zip_is_refused_and_the_rest_of_the_batch_comes_in', async () => {
      const bad = join(dir, '坏文件.zip');
      writeFileSync(bad, 'not a zip at all');
      const answer = await ok('packages.import', { roundId: ids.round, paths: [bad, join(samples, '岳阳临港跨境电商产业园.zip')] });
      expect(answer.refused.map((one) => [one.package, one.code])).toEqual([['坏文件.zip', 'package/not-a-zip']]);
      expect(answer.imported.map((one) => one.parkName)).toEqual(['岳阳临港跨境电商产业园']);
    });

    test('eligibility_names_article_threshold_and_gap', async () => {
      const found = await ok('eligibility.evaluate', { applicationId: ids.park });
      expect(found.overall).toBe('notMet');
      const area = found.conditions.find((one) => one.fields.includes('ecommerceArea'));
      expect(area).toMatchObject({ verdict: 'notMet', value: '3980', threshold: '4000', unit: 'm2', gap: '20', source: 'form' });
      expect(area?.article).toContain('第四条');
    });

    test('points_above_the_maximum_are_refused_and_nothing_is_written', async () => {
      ids.expert = (
        await ok('panel.add', { roundId: ids.round, name: '专家甲', organisation: '示例大学', title: '教授', role: 'expert' })
      ).personId;
      await ok('panel.assign', { personId: ids.expert, applicationIds: [ids.park] });
      const target = { personId: ids.expert, applicationId: ids.park };
      const leaf = firstLeaf((await ok('rounds.get', { roundId: ids.round })).rubric?.criteria ?? []);
      const set = (points: unknown) => refusal('scores.set', { ...target, criterionId: leaf.id, points });
      expect(await set(1)).toBe('conflict/not-declared');
      await ok('conflicts.declare', { ...target, relation: 'none' });
      expect(await set(1)).toBe('round/not-open');
      await ok('rounds.openScoring', { roundId: ids.round, despite: '试评' });
      const before = await events();
      expect(await set(leaf.max100 / 100 + 1)).toBe('score/above-maximum');
      expect(await set(-1)).toBe('score/below-zero');
      expect(await set('nine')).toBe('score/not-a-number');
      expect(await set('1.001')).toBe('score/off-step');
      expect(await events()).toBe(before);
      const done = await ok('scores.set', { ...target, criterionId: leaf.id, points: leaf.max100 / 100 });
      expect(done.points100).toBe(leaf.max100);
      expect(await events()).toBe(before + 1);
      expect((await ok('scores.get', target)).scores.map((one) => [one.criterionId, one.points100, one.version])).toEqual([
        [leaf.id, leaf.max100, 1],
      ]);
    });

    test('a_sheet_with_gaps_is_not_submitted_and_the_gaps_are_named', async () => {
      const answer = await driver.call('scores.submit', { personId: ids.expert, applicationId: ids.park });
      if (answer.ok) throw new Error('submitted with gaps');
      expect(answer.error.code).toBe('score/incomplete');
      expect((answer.error.details['missing'] as string[]).length).toBeGreaterThan(5);
    });

    test('the_store_is_sound', async () => {
      const report = await ok('workspace.doctor', {});
      expect(report.checks.filter((check) => !check.ok)).toEqual([]);
      expect(report.healthy).toBe(true);
    });
  });
}

interface Node {
  readonly id: string;
  readonly max100: number;
  readonly children?: readonly Node[] | undefined;
}

function firstLeaf(criteria: readonly Node[]): Node {
  const [first] = criteria;
  if (!first) throw new Error('a rubric without criteria');
  return first.children?.length ? firstLeaf(first.children) : first;
}
