/**
 * `demo`: plays a whole review, headless, on the sample packages, through the same dispatch as the window.
 * Every step is checked against what must come out; the exit code tells whether every check held.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Input, MethodName, Output } from '../domain/api.ts';
import type { Language } from '../domain/text.ts';
import { prefill } from '../domain/scheme/prefill.ts';
import { commentDemanded } from '../domain/scoring/check-score.ts';
import { dateOf, dayNumber } from '../domain/shortlist/calendar.ts';
import type { Criterion } from '../domain/scheme/scheme.ts';
import { playVisit } from './demo-visit.ts';
import { carryByFile } from './demo-exchange.ts';
import { openHost, resourcesFolder, type Host } from './host.ts';
import { dateInChina } from './io/calendar.ts';
import { translator } from './services/texts.ts';

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
const verdicts: Readonly<Record<string, string>> = {
  长沙星湖跨境电商产业园: 'judgement',
  株洲清源跨境电商产业园: 'relaxable',
  岳阳临港跨境电商产业园: 'judgement',
  湘潭莲城跨境电商产业园: 'notMet',
  郴州南岭跨境电商产业园: 'missing',
  衡阳雁栖跨境电商产业园: 'notMet',
};

const passphrase = 'demo-passphrase-2026';

/** Five working days end within so many days, whatever the holidays. */
const daysBefore = 21;

export async function playDemo(out: string | undefined, language: Language): Promise<number> {
  const t = translator(language);
  const say = (key: string, params?: Record<string, string | number>) => process.stdout.write(`${t(`cli.demo.${key}`, params)}\n`);
  const folder = resolve(out ?? join('build', `demo-${new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}`));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    say('folderTaken', { folder });
    return 2;
  }
  const workspace = join(folder, 'workspace');
  const samples = join(resourcesFolder(), 'samples');
  const started = Date.now();
  let failed = 0;
  const check = (key: string, held: boolean, params?: Record<string, string | number>) => {
    if (!held) failed++;
    process.stdout.write(`  ${held ? '✓' : '✗'} ${t(`cli.demo.check.${key}`, params)}\n`);
  };

  const host = openHost(workspace);
  try {
    await play({ host, language, folder, samples, say, check });
  } catch (error) {
    check('stopped', false, { why: error instanceof Error ? error.message : String(error) });
  } finally {
    host.session.release();
  }
  say(failed === 0 ? 'done' : 'failed', { folder, workspace, seconds: ((Date.now() - started) / 1000).toFixed(1), failed });
  return failed === 0 ? 0 : 1;
}

interface Stage {
  readonly host: Host;
  readonly language: Language;
  readonly folder: string;
  readonly samples: string;
  readonly say: (key: string, params?: Record<string, string | number>) => void;
  readonly check: (key: string, held: boolean, params?: Record<string, string | number>) => void;
}

async function play({ host, language, folder, samples, say, check }: Stage): Promise<void> {
  async function call<M extends MethodName>(method: M, payload: Input<M>): Promise<Output<M>> {
    const answer = await host.dispatch.call({ method, payload, language });
    if (!answer.ok) throw new Error(`${method} ${answer.error.code}: ${answer.error.message} ${JSON.stringify(answer.error.details)}`);
    return answer.value as Output<M>;
  }
  async function refusal<M extends MethodName>(method: M, payload: Input<M>): Promise<string> {
    const answer = await host.dispatch.call({ method, payload, language });
    return answer.ok ? '' : answer.error.code;
  }
  const t = translator(language);

  // --- the round and its packages
  const expected = JSON.parse(await readFile(join(samples, 'expected.json'), 'utf8')) as Expected[];
  const { roundId } = await call('rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: t('cli.demo.roundName'),
    appliedOn: '2026-09-30',
    settings: { quotas: { 引领型: 1, 培育型: 1 }, institution: t('cli.demo.institution'), commission: t('cli.demo.commission') },
  });
  say('round');
  const imported = await call('packages.import', { roundId, paths: expected.map((one) => join(samples, one.package)) });
  const parks = new Map(imported.imported.map((one) => [one.parkName, one]));
  say('imported', { count: parks.size });
  for (const one of expected) {
    const fields = parks.get(one.name)?.form.fields ?? {};
    const reads = (key: string, value: number | null) => (value === null ? (fields[key]?.value ?? null) === null : Number(fields[key]?.value) === value);
    const right =
      fields['operator']?.value === one.operator &&
      reads('companies', one.companies) &&
      reads('annualTurnover', one.turnover) &&
      reads('annualTrade', one.trade) &&
      reads('ecommerceArea', one.area_cbec) &&
      one.services.every((service) => JSON.stringify(fields['services']?.value ?? []).includes(service.replace(/服务$/, '')));
    check('form', right, { park: one.name, format: parks.get(one.name)?.form.format ?? '—', unread: parks.get(one.name)?.form.unread.length ?? 0 });
  }
  const again = await call('packages.import', { roundId, paths: expected.map((one) => join(samples, one.package)) });
  check('importedTwice', again.imported.length === 0 && again.duplicates.length === expected.length);

  const truncated = join(folder, 'truncated.zip');
  await mkdir(folder, { recursive: true });
  const whole = await readFile(join(samples, expected[0]?.package ?? ''));
  await writeFile(truncated, whole.subarray(0, whole.length / 2));
  const bad = await call('packages.import', { roundId, paths: [truncated] });
  check('truncated', bad.imported.length === 0 && bad.refused[0]?.code === 'package/truncated');

  // --- eligibility
  say('eligibility');
  const idOf = (name: string) => parks.get(name)?.applicationId ?? '';
  for (const one of expected) {
    const applicationId = idOf(one.name);
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
    check('verdict', unknown?.verdict === 'missing' && after.overall === verdicts[one.name], { park: one.name, verdict: t(`common.verdict.${after.overall}`), because: after.because });
  }

  // what is missing is asked for, and entered with its evidence
  const asked = idOf('郴州南岭跨境电商产业园');
  await call('applications.setField', { applicationId: asked, key: 'annualTurnover', value: '4.8', source: 'evidence', reason: t('cli.demo.supplement') });
  const answered = await call('eligibility.evaluate', { applicationId: asked });
  check('verdict', answered.overall === 'notMet', { park: '郴州南岭跨境电商产业园', verdict: t(`common.verdict.${answered.overall}`), because: answered.because });

  // --- the panel
  const panel = [];
  for (const [index, role] of (['leader', 'expert', 'expert', 'expert', 'expert'] as const).entries()) {
    const name = t(`cli.demo.expert.${index + 1}`);
    const { personId } = await call('panel.add', { roundId, name, organisation: t(`cli.demo.organisation.${index + 1}`), title: t('cli.demo.title'), role });
    await call('panel.assign', { personId, applicationIds: [...parks.values()].map((park) => park.applicationId) });
    panel.push({ personId, name });
  }
  const recused = { personId: panel[4]?.personId ?? '', applicationId: idOf('岳阳临港跨境电商产业园') };
  for (const { personId } of panel) {
    for (const park of parks.values()) {
      const conflicted = personId === recused.personId && park.applicationId === recused.applicationId;
      await call('conflicts.declare', { personId, applicationId: park.applicationId, relation: conflicted ? 'employment' : 'none', ...(conflicted && { reason: t('cli.demo.employment') }) });
    }
  }
  say('panel', { count: panel.length });

  // --- scores
  await call('rounds.openScoring', { roundId });
  const round = await call('rounds.get', { roundId });
  const leaves = leavesOf(round.rubric?.criteria ?? []);
  const scheme = await call('schemes.get', { id: 'hunan-recognition-2024' });
  let given = 0;
  for (const park of parks.values()) {
    const { fields } = await call('applications.get', { applicationId: park.applicationId });
    const used = fields.flatMap((field) => field.values.filter((one) => one.source === field.used).map(({ value, source }) => [field.key, { value, source }] as const));
    const facts = { values: Object.fromEntries(used), appliedOn: round.appliedOn };
    const objective = new Map(prefill({ criteria: round.rubric?.criteria ?? [] }, scheme, facts).map((one) => [one.criterionId, one.points100]));
    for (const [expertIndex, { personId }] of panel.entries()) {
      if (personId === recused.personId && park.applicationId === recused.applicationId) continue;
      for (const [index, leaf] of leaves.entries()) {
        const points100 = objective.get(leaf.id) ?? opinionOf(leaf, park.parkName, expertIndex, index);
        const commented = commentDemanded(leaf, points100) || (index + expertIndex) % 7 === 0;
        await call('scores.set', { personId, applicationId: park.applicationId, criterionId: leaf.id, points: points100 / 100, ...(commented && { comment: t('cli.demo.comment') }) });
        given++;
      }
    }
  }
  const leaf = leaves[0];
  const target = { personId: panel[0]?.personId ?? '', applicationId: idOf('长沙星湖跨境电商产业园') };
  if (leaf) check('aboveMaximum', (await refusal('scores.set', { ...target, criterionId: leaf.id, points: leaf.max100 / 100 + 1 })) === 'score/above-maximum');
  check('recused', (await refusal('scores.get', recused)) === 'conflict/recused');
  for (const park of parks.values()) {
    for (const { personId } of panel) {
      if (personId === recused.personId && park.applicationId === recused.applicationId) continue;
      await call('scores.submit', { personId, applicationId: park.applicationId });
    }
  }
  if (leaf) check('locked', (await refusal('scores.set', { ...target, criterionId: leaf.id, points: 1 })) === 'score/submitted');
  say('scores', { count: given });

  // --- the site visit
  say('visit');
  const visited = parks.get('湘潭莲城跨境电商产业园');
  const standing = { ...verdicts };
  standing[visited?.parkName ?? ''] = await playVisit({
    call,
    refusal,
    check,
    t,
    applicationId: visited?.applicationId ?? '',
    member: t('cli.demo.expert.2'),
    photo: host.session.blobs.pathOf(visited?.documents.find((one) => one.path.endsWith('.jpg'))?.sha256 ?? ''),
  });

  // --- tally
  const tally = await call('tally.run', { roundId });
  check('tally', tally.derivation.every(recount) && tally.ranking.length === parks.size && tally.blocked.length === 0);
  const withFour = tally.derivation.find((one) => one.applicationId === recused.applicationId);
  check('fourExperts', withFour?.experts.length === 4 && withFour.criteria.every((line) => line.keptCount === 2));
  for (const row of tally.ranking) process.stdout.write(`    ${row.rank}. ${row.parkName}  ${row.total}\n`);

  // --- what the rule book leaves to people
  for (const park of parks.values()) {
    const found = await call('eligibility.evaluate', { applicationId: park.applicationId });
    if (found.overall === 'notMet' || found.overall === 'missing') continue;
    for (const condition of found.conditions) {
      if (condition.verdict === 'judgement') await call('eligibility.decide', { applicationId: park.applicationId, conditionId: condition.id, outcome: 'met', reason: t('cli.demo.judged') });
      if (condition.verdict === 'relaxable') await call('eligibility.decide', { applicationId: park.applicationId, conditionId: condition.id, outcome: 'granted', reason: t('cli.demo.relaxed') });
    }
  }
  const proposal = await call('shortlist.propose', { roundId });
  for (const row of proposal.types.flatMap((group) => group.rows)) {
    await call('shortlist.decide', { applicationId: row.applicationId, result: row.proposed === 'proposed' ? 'listed' : 'notListed', ...(row.proposed === 'needsDecision' && { reason: t('cli.demo.decided') }) });
  }
  const listed = proposal.types.flatMap((group) => group.rows.filter((row) => row.proposed === 'proposed').map((row) => row.parkName));
  check('shortlist', listed.length === 2 && listed.every((name) => standing[name] !== 'notMet' && standing[name] !== 'missing'), { parks: listed.join('、') });

  // --- identities and documents
  const keys = join(folder, 'keys');
  const institution = join(keys, 'institution.p12');
  const made = await call('identities.createInstitution', { name: t('cli.demo.institution'), path: institution, passphrase });
  const members = [];
  for (const [index, { personId }] of panel.entries()) {
    const path = join(keys, `expert-${index + 1}.p12`);
    await call('identities.issue', { personId, path, passphrase, institutionPath: institution, institutionPassphrase: passphrase });
    members.push({ identity: path, passphrase });
  }
  say('identities', { count: members.length + 1 });
  const first = listed[0] ?? '';
  const [expert] = panel;
  const [key] = members;
  const carried =
    expert && key && (await carryByFile({ folder, language, personId: expert.personId, applicationId: idOf(first), key, institution: { institutionPath: institution, institutionPassphrase: passphrase }, opinion: t('cli.demo.opinion'), office: call }));
  check('carried', carried === true);
  const report = await call('reports.export', {
    kind: 'review',
    applicationId: idOf(first),
    path: join(folder, `${t('export.fileName.review', { park: first })}.pdf`),
    sign: [...members, { identity: institution, passphrase }],
  });
  const shortlist = await call('reports.export', { kind: 'shortlist', roundId, path: join(folder, `${t('export.fileName.shortlist', { round: round.name })}.pdf`), sign: [{ identity: institution, passphrase }] });
  const seen = await call('reports.export', { kind: 'visit', applicationId: visited?.applicationId ?? '', path: join(folder, `${t('export.fileName.visit', { park: visited?.parkName ?? '' })}.pdf`), sign: members.slice(1, 2) });
  await copyFile(made.rootPath, join(folder, 'root.crt'));
  for (const [document, signers] of [
    [report, members.length + 1],
    [shortlist, 1],
    [seen, 1],
  ] as const) {
    const verified = await call('documents.verify', { path: document.path });
    check('verified', verified.status === 'valid' && verified.signatures.length === signers, { file: document.path, pages: document.pages, line: verified.bottomLine });
    const outside = runPdfsig(document.path);
    if (outside !== null) check('pdfsig', outside === signers, { count: outside });
  }
  const altered = join(folder, 'altered.pdf');
  const bytes = Buffer.from(await readFile(report.path));
  const place = Math.floor(bytes.length / 3);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  await writeFile(altered, bytes);
  const found = await call('documents.verify', { path: altered });
  check('altered', found.status !== 'valid', { line: found.bottomLine });

  // --- the list before the public: long enough ago that the days have passed by now
  const published = await call('publicity.open', { roundId, startsOn: dateOf(dayNumber(dateInChina(host.session.now())) - daysBefore), workingDays: 5 });
  const letter = join(folder, `${t('cli.demo.letter')}.txt`);
  await writeFile(letter, t('cli.demo.objection'));
  const { objectionId, inTime } = await call('publicity.object', { roundId, applicationId: idOf(first), raisedOn: published.days[1], objector: t('cli.demo.objector'), text: t('cli.demo.objection'), evidence: [letter] });
  say('published', { opensOn: published.opensOn, closesOn: published.closesOn ?? '' });
  check('objection', inTime && (await refusal('publicity.close', { roundId })) === 'publicity/not-closable');
  await call('publicity.resolve', { objectionId, outcome: 'dismissed', reason: t('cli.demo.answer') });
  const { final, titles } = await call('publicity.close', { roundId });
  const finals = final.listed.map(({ parkName }) => parkName);
  check('final', titles === listed.length && finals.toSorted().join() === listed.toSorted().join(), { parks: finals.join('、') });
  const record = await call('minutes.draft', { roundId, place: t('cli.demo.place') });
  await call('minutes.save', { roundId, heldOn: record.heldOn, place: record.place, text: record.text });
  const finalList = await call('reports.export', { kind: 'final', roundId, path: join(folder, `${t('export.fileName.final', { round: round.name })}.pdf`), sign: [{ identity: institution, passphrase }] });
  check('verified', finalList.verification.status === 'valid', { file: finalList.path, pages: finalList.pages, line: finalList.verification.bottomLine });

  const doctor = await call('workspace.doctor', {});
  check('doctor', doctor.healthy);
}

function leavesOf(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((one) => (one.children?.length ? leavesOf(one.children) : [one]));
}

/** A made-up but fixed opinion: better for the parks that read better, with experts a little apart. */
function opinionOf(leaf: Criterion, park: string, expert: number, index: number): number {
  const quality: Readonly<Record<string, number>> = { 长沙星湖跨境电商产业园: 92, 株洲清源跨境电商产业园: 86, 岳阳临港跨境电商产业园: 81, 湘潭莲城跨境电商产业园: 74, 郴州南岭跨境电商产业园: 77, 衡阳雁栖跨境电商产业园: 79 };
  const step = leaf.step100 ?? 50;
  // what is read off a figure is read alike by all
  const apart = leaf.kind === 'objective' ? 0 : ([0, 4, -5, 2, -2][expert] ?? 0) + ((index * 7 + expert * 3) % 5) - 2;
  const percent = (quality[park] ?? 75) + apart;
  const points = Math.round((leaf.max100 * percent) / 100 / step) * step;
  return Math.min(leaf.max100, Math.max(0, points));
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

/** How many signatures Poppler finds valid; null where it is not installed. */
function runPdfsig(path: string): number | null {
  const done = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
  return done.error ? null : (done.stdout.match(/Signature is Valid/g) ?? []).length;
}
