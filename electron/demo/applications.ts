/** First act of the demo: the round, its packages as they arrive, and what the rule book says of them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resourcesFolder } from '../services/host.ts';
import { idOf, type Played, type Stage } from './stage.ts';

/** One of the made-up parks, as samples/expected.json tells it. */
interface Expected {
  readonly name: string;
  readonly type: string;
  readonly package: string;
  readonly operator: string;
  readonly companies: number | null;
  readonly turnover: number | null;
  readonly trade: number | null;
  readonly area_cbec: number | null;
  readonly active: number;
  readonly services: readonly string[];
}

/** What each sample must come to, once the number of active traders is established from its evidence. */
export const verdicts: Readonly<Record<string, string>> = {
  长沙星湖跨境电商产业园: 'judgement',
  株洲清源跨境电商产业园: 'relaxable',
  岳阳临港跨境电商产业园: 'judgement',
  湘潭莲城跨境电商产业园: 'notMet',
  郴州南岭跨境电商产业园: 'missing',
  衡阳雁栖跨境电商产业园: 'notMet',
};

type Received = Pick<Played, 'roundId' | 'parks'>;

export async function playApplications(stage: Stage): Promise<Received> {
  const { call, say, t } = stage;
  const samples = join(resourcesFolder(), 'samples');
  const expected = JSON.parse(await readFile(join(samples, 'expected.json'), 'utf8')) as Expected[];
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: t('cli.demo.roundName'),
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution: t('cli.demo.institution'), commission: t('cli.demo.commission') },
  });
  say('round');
  const parks = await importPackages(stage, { roundId, samples, expected });
  await testEligibility(stage, parks, expected);
  return { roundId, parks };
}

async function importPackages(
  { call, say, check, folder }: Stage,
  { roundId, samples, expected }: { roundId: string; samples: string; expected: readonly Expected[] },
): Promise<Played['parks']> {
  const imported = await call('packages.import', { roundId, paths: expected.map((one) => join(samples, one.package)) });
  const parks = new Map(imported.imported.map((one) => [one.parkName, one]));
  say('imported', { count: parks.size });
  for (const one of expected) {
    const fields = parks.get(one.name)?.form.fields ?? {};
    const reads = (key: string, value: number | null) =>
      value === null ? (fields[key]?.value ?? null) === null : Number(fields[key]?.value) === value;
    const right =
      fields['operator']?.value === one.operator &&
      reads('companies', one.companies) &&
      reads('annualTurnover', one.turnover) &&
      reads('annualTrade', one.trade) &&
      reads('ecommerceArea', one.area_cbec) &&
      one.services.every((service) => JSON.stringify(fields['services']?.value ?? []).includes(service.replace(/服务$/, '')));
    check('form', right, {
      park: one.name,
      format: parks.get(one.name)?.form.format ?? '—',
      unread: parks.get(one.name)?.form.unread.length ?? 0,
    });
  }
  const again = await call('packages.import', { roundId, paths: expected.map((one) => join(samples, one.package)) });
  check('importedTwice', again.imported.length === 0 && again.duplicates.length === expected.length);

  const truncated = join(folder, 'truncated.zip');
  await mkdir(folder, { recursive: true });
  const whole = await readFile(join(samples, expected[0]?.package ?? ''));
  await writeFile(truncated, whole.subarray(0, whole.length / 2));
  const bad = await call('packages.import', { roundId, paths: [truncated] });
  check('truncated', bad.imported.length === 0 && bad.refused[0]?.code === 'package/truncated');
  return parks;
}

async function testEligibility({ call, say, check, t }: Stage, parks: Played['parks'], expected: readonly Expected[]): Promise<void> {
  say('eligibility');
  for (const one of expected) {
    const applicationId = idOf(parks, one.name);
    const before = await call('eligibility.evaluate', { applicationId });
    const proof = parks.get(one.name)?.documents.find((document) => document.path.includes('实绩'));
    await call('applications.setField', {
      applicationId,
      key: 'activeTraders',
      value: one.active,
      source: 'evidence',
      reason: t('cli.demo.activeTraders'),
      ...(proof && { evidence: [{ documentId: proof.documentId, page: 1 }] }),
    });
    const after = await call('eligibility.evaluate', { applicationId });
    const unknown = before.conditions.find((condition) => condition.fields.includes('activeTraders'));
    check('verdict', unknown?.verdict === 'missing' && after.overall === verdicts[one.name], {
      park: one.name,
      verdict: t(`common.verdict.${after.overall}`),
      because: after.because,
    });
  }

  // what is missing is asked for, and entered with its evidence
  const asked = idOf(parks, '郴州南岭跨境电商产业园');
  await call('applications.setField', {
    applicationId: asked,
    key: 'annualTurnover',
    value: '4.8',
    source: 'evidence',
    reason: t('cli.demo.supplement'),
  });
  const answered = await call('eligibility.evaluate', { applicationId: asked });
  check('verdict', answered.overall === 'notMet', {
    park: '郴州南岭跨境电商产业园',
    verdict: t(`common.verdict.${answered.overall}`),
    because: answered.because,
  });
}
