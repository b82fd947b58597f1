/** One score, from the call to the durable row, against one raw upsert with the same pragmas. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ms, report, spread } from './measure.ts';
import { openScoredRound } from './rounds/scored-round.ts';

const writes = 2000;
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const { host, call, applicationId, personId, leaves } = await openScoredRound(join(dir, 'workspace'));

const raw = new Database(join(dir, 'raw.db'));
raw.pragma('journal_mode = WAL');
raw.pragma('synchronous = FULL');
raw.exec(
  'CREATE TABLE score (person_id TEXT, application_id TEXT, criterion_id TEXT, points100 INTEGER, comment TEXT, evidence TEXT, version INTEGER, at TEXT, PRIMARY KEY (person_id, application_id, criterion_id)) STRICT, WITHOUT ROWID',
);
const upsert = raw.prepare(
  'INSERT INTO score VALUES (?, ?, ?, ?, NULL, ?, ?, ?) ON CONFLICT DO UPDATE SET points100 = excluded.points100, version = excluded.version, at = excluded.at',
);

const ours: number[] = [];
const theirs: number[] = [];
for (let index = 0; index < writes; index++) {
  const leaf = leaves[index % leaves.length];
  if (!leaf) break;
  const points100 = (Math.floor(index / leaves.length) % 2) * leaf.max100;
  let start = performance.now();
  await call('scores.set', { personId, applicationId, criterionId: leaf.id, points: points100 / 100 });
  ours.push(performance.now() - start);
  start = performance.now();
  upsert.run(personId, applicationId, leaf.id, points100, '[]', index, new Date().toISOString());
  theirs.push(performance.now() - start);
}
const us = spread(ours.slice(100));
const them = spread(theirs.slice(100));
report('score: call to durable row, p50', ms(us.p50), ms(them.p50), `${(us.p50 / them.p50).toFixed(2)} ×`, '≤ 2 ×');
report('score: p99', ms(us.p99), ms(them.p99), `${(us.p99 / them.p99).toFixed(2)} ×`, '< 10 ms');
raw.close();
host.session.release();
rmSync(dir, { recursive: true, force: true });
