/**
 * Merging a return file of N rows against inserting the same rows raw in one transaction. Design §14 row 4: at most
 * twice. What comes before — unlocking the identity, opening, judging — is shown beside it. Sizes by argument.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { planMerge } from '../../domain/exchange/plan-merge.ts';
import type { Cell } from '../../domain/exchange/lineage.ts';
import type { FullEvent } from '../../domain/exchange/parts.ts';
import { findCellProblem } from '../../domain/exchange/check-cells.ts';
import { hashEvent } from '../../db/queries/events.ts';
import { applyChanges, refreshLineage } from '../../db/queries/exchange/lineage.ts';
import { findBrokenLink, insertForeignEvents } from '../../db/queries/exchange/foreign-events.ts';
import { readCells } from '../../db/queries/exchange/cells.ts';
import { openStore } from '../../db/store/open.ts';
import { ms, report, spread } from './measure.ts';

const owner = '01a00000-0000-7000-8000-000000000001';
const device = '01a00000-0000-7000-8000-00000000000d';
const criteria = 20;

const id = (index: number): string => `01a00000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** A return of that many scores, each written once, with its chain. */
function madeUpReturn(rows: number): { cells: Cell[]; chain: FullEvent[] } {
  const chain: FullEvent[] = [];
  const cells: Cell[] = [];
  let prevHash = '0'.repeat(64);
  for (let index = 0; index < rows; index++) {
    const entity = `score:${owner}/${id(100 + Math.floor(index / criteria))}/${index % criteria}`;
    const said = { points100: (index % 20) * 25, comment: '材料齐全，数据可以核对', evidence: [] };
    const part = {
      device,
      seq: index + 1,
      actor: owner,
      at: '2026-11-20T10:00:00.000Z',
      kind: 'score.set',
      entity,
      old: null,
      new: JSON.stringify({ comment: said.comment, evidence: [], points100: said.points100 }),
      reason: null,
      prevHash,
    };
    const hash = hashEvent(part);
    chain.push({ ...part, hash });
    prevHash = hash;
    cells.push({
      entity,
      versions: [{ id: hash, device, parents: [], sealed: false }],
      heads: [{ id: hash, content: { ...said, evidence: '[]', abstained: null }, at: part.at }],
    });
  }
  return { cells, chain };
}

function seat(sqlite: Database.Database, rows: number): void {
  sqlite.exec(
    `INSERT INTO round VALUES ('r', 's', '{}', NULL, NULL, 'n', '2026-01-01', '{}', 'preparing', 't'); INSERT INTO person VALUES ('${owner}', 'r', 'n', 'o', 't', 'expert', 't', NULL)`,
  );
  const insert = sqlite.prepare("INSERT INTO application VALUES (?, 'r', ?, NULL, NULL, NULL, NULL, 'p', 't')");
  for (let index = 0; index <= rows / criteria; index++) insert.run(id(100 + index), `park ${index}`);
}

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
for (const rows of sizes.length > 0 ? sizes : [10_000, 40_000, 160_000]) {
  const { cells, chain } = madeUpReturn(rows);
  const ours: number[] = [];
  const judged: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < (rows > 100_000 ? 2 : 5); round++) {
    const dir = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
    const store = openStore(join(dir, 'a'));
    store.write((tx) => seat(tx.sqlite, rows));
    let start = performance.now();
    if (
      findBrokenLink([chain]) !== null ||
      findCellProblem(cells, { owner, isOffice: false }, new Map(chain.map((event) => [event.hash, event]))) !== null
    )
      throw new Error('the made-up return is refused');
    judged.push(performance.now() - start);
    start = performance.now();
    store.write((tx) => {
      refreshLineage(tx);
      const local = readCells(tx, owner);
      const plan = planMerge((entity) => local.get(entity), cells);
      applyChanges(tx, plan.changes);
      insertForeignEvents(tx, [chain]);
    });
    ours.push(performance.now() - start);
    store.close();

    // the peer: the same rows into the same tables, values at hand, nothing planned
    const peer = openStore(join(dir, 'b'));
    const { sqlite } = peer.read;
    seat(sqlite, rows);
    const sheet = sqlite.prepare("INSERT OR IGNORE INTO sheet (person_id, application_id, state) VALUES (?, ?, 'draft')");
    const score = sqlite.prepare('INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, 1, ?)');
    const event = sqlite.prepare('INSERT INTO foreign_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const version = sqlite.prepare('INSERT INTO cell_version VALUES (?, ?, ?, ?, ?, ?, ?)');
    const values = chain.map((one, index) => ({
      one,
      park: id(100 + Math.floor(index / criteria)),
      criterion: String(index % criteria),
      content: JSON.stringify(cells[index]?.heads[0]?.content),
    }));
    start = performance.now();
    sqlite
      .transaction(() => {
        for (const { one, park, criterion, content } of values) {
          sheet.run(owner, park);
          score.run(owner, park, criterion, 100, '材料齐全，数据可以核对', '[]', one.at);
          version.run(one.entity, one.hash, device, '[]', 0, content, one.at);
          event.run(one.hash, device, one.seq, one.prevHash, one.actor, one.at, one.kind, one.entity, one.old, one.new, one.reason);
        }
      })
      .immediate();
    theirs.push(performance.now() - start);
    peer.close();
    rmSync(dir, { recursive: true, force: true });
  }
  const us = spread(ours).min;
  const them = spread(theirs).min;
  report(`merge ${rows} rows with their events`, ms(us), ms(them), `${(us / them).toFixed(2)} ×`, '≤ 2 ×');
  report('  judged before: chain, rows against events', ms(spread(judged).min), '', '', '–');
}
