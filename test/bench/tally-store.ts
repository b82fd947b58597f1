/**
 * Tally + agreement + robustness of a round as the window asks for them, out of the store, against reading the same rows by raw
 * SQL in the same process; and how both grow with the parks. Design §14 row 3: at most 3 ×, below 300 ms. The first line is the
 * very first call, with everything that has to be loaded and prepared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { MethodName } from '../../domain/contract/api.ts';
import { openHost, type Host } from '../../electron/services/host.ts';
import { ms, report } from './measure.ts';
import { criteria, experts, madeUpRound } from './tally.ts';

/** Writes the made-up round of the bare bench into a workspace, by raw SQL: it is not what is measured. */
async function fill(host: Host, parks: number): Promise<string> {
  const made = await host.dispatch.call({
    method: 'rounds.create',
    payload: {
      schemeId: 'hunan-recognition-2024',
      name: 'bench',
      appliedOn: '2026-09-30',
      settings: { quotas: { 引领型: parks / 8, 培育型: parks / 8 } },
    },
    language: 'zh',
  });
  if (!made.ok) throw new Error(made.error.message);
  const { roundId } = made.value as { roundId: string };
  const { rubric, applications, sheets } = madeUpRound(parks);
  const { sqlite } = host.session.store.read;
  const at = host.session.now();
  const ids = new Map<string, string>();
  const idOf = (name: string): string => {
    const known = ids.get(name) ?? host.session.newId();
    ids.set(name, known);
    return known;
  };
  host.session.store.write(() => {
    sqlite
      .prepare("UPDATE round SET rubric = ?, rubric_frozen_at = ?, state = 'scoring' WHERE id = ?")
      .run(JSON.stringify(rubric), at, roundId);
    const application = sqlite.prepare(
      'INSERT INTO application (id, round_id, park_name, type, package_id, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const value = sqlite.prepare("INSERT INTO field_value (application_id, key, source, raw, value, at) VALUES (?, ?, 'form', ?, ?, ?)");
    for (const [index, { id, parkName }] of applications.entries()) {
      const type = index % 2 === 0 ? '引领型' : '培育型';
      application.run(idOf(id), roundId, parkName, type, 'none', at);
      for (const [key, one] of Object.entries({
        parkType: type,
        openedOn: '2020-01',
        companies: 40,
        activeTraders: 20,
        ecommerceArea: '20000',
        annualTurnover: '30',
        annualTrade: '9',
        hasPlan: true,
        hasPolicy: true,
      }))
        value.run(idOf(id), key, String(one), JSON.stringify(one), at);
    }
    const person = sqlite.prepare(
      "INSERT INTO person (id, round_id, name, organisation, title, role, created_at) VALUES (?, ?, ?, '', '', 'expert', ?)",
    );
    for (const id of new Set(sheets.map(({ personId }) => personId))) person.run(idOf(id), roundId, id, at);
    const seat = sqlite.prepare('INSERT INTO assignment VALUES (?, ?)');
    const sheet = sqlite.prepare(
      "INSERT INTO sheet (person_id, application_id, state, digest, submitted_at) VALUES (?, ?, 'submitted', 'x', ?)",
    );
    const score = sqlite.prepare(
      "INSERT INTO score (person_id, application_id, criterion_id, points100, evidence, version, at) VALUES (?, ?, ?, ?, '[]', 1, ?)",
    );
    for (const { personId, applicationId, scores } of sheets) {
      const [p, a] = [idOf(personId), idOf(applicationId)];
      seat.run(p, a);
      sheet.run(p, a, at);
      for (const [criterionId, points100] of Object.entries(scores)) score.run(p, a, criterionId, points100, at);
    }
  });
  return roundId;
}

/** The same rows, as anybody would read them who wanted nothing else. */
function readRaw(host: Host, roundId: string): number {
  const statement = host.session.store.read.sqlite.prepare(
    'SELECT s.person_id, s.application_id, s.criterion_id, s.points100 FROM score s JOIN application a ON a.id = s.application_id WHERE a.round_id = ?',
  );
  const start = performance.now();
  const rows = statement.all(roundId).length;
  const took = performance.now() - start;
  if (rows === 0) throw new Error('no rows');
  return took;
}

const asked: readonly MethodName[] = ['tally.overview', 'tally.agreement', 'tally.robustness'];

/** Milliseconds by method; a write before them makes sure that the rows are read again. */
async function ask(host: Host, roundId: string): Promise<number[]> {
  const wrote = await host.dispatch.call({
    method: 'tally.setRules',
    payload: { roundId, preset: 'dropHighLowPerCriterion' },
    language: 'zh',
  });
  if (!wrote.ok) throw new Error(wrote.error.message);
  const times: number[] = [];
  for (const method of asked) {
    const start = performance.now();
    const answer = await host.dispatch.call({ method, payload: { roundId }, language: 'zh' });
    times.push(performance.now() - start);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`);
  }
  return times;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const median = (runs: readonly (readonly number[])[]): readonly number[] =>
  runs.toSorted((a, b) => sum(a) - sum(b))[Math.floor(runs.length / 2)] ?? [];

if (import.meta.main) {
  let first = true;
  for (const times of [1, 4, 16]) {
    const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
    const filler = openHost(dir);
    const roundId = await fill(filler, 200 * times);
    filler.session.release();
    const host = openHost(dir);
    try {
      const raw = [readRaw(host, roundId), readRaw(host, roundId), readRaw(host, roundId)].sort((a, b) => a - b)[1] ?? 0;
      const show = (what: string, run: readonly number[]) => {
        report(what, ms(sum(run)), ms(raw), `${(sum(run) / raw).toFixed(1)} ×`, times === 1 ? '≤ 3 ×, < 300 ms' : 'linear');
        process.stdout.write(`${asked.map((method, index) => `  ${method} ${ms(run[index] ?? 0)}`).join('  ')}\n`);
      };
      const what = `${200 * times} parks × ${experts} × ${criteria}`;
      const cold = await ask(host, roundId);
      if (first) show(`${what}, the first call`, cold);
      first = false;
      const runs: number[][] = [];
      for (let repeat = 0; repeat < (times > 4 ? 3 : 7); repeat++) runs.push(await ask(host, roundId));
      show(what, median(runs));
    } finally {
      host.session.release();
      rmSync(dir, { recursive: true, force: true });
    }
  }
}
