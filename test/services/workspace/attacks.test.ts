/** Attacks on a record by somebody who has the database and the program, and no key: the log of rows is counted anew each time. */
import { describe, expect, test } from 'vitest';
import { appendEvent } from '../../../db/queries/events.ts';
import { openStore, type WriteStore } from '../../../db/store/open.ts';
import {
  copyOf,
  deviceOf,
  eventsOf,
  forgeSheet,
  foundAfter,
  ofBefore,
  puts,
  say,
  serialsOf,
  setScore,
  theScene,
  unwell,
  type Scene,
} from '../../fixtures/exchange/attacked.ts';
import { openReview } from '../../fixtures/review.ts';

describe('a_score_that_came_in_a_signed_return', () => {
  const entities = ({ expert, park, criterion }: Scene) => ({
    score: `score:${expert}/${park}/${criterion}`,
    sheet: `sheet:${expert}/${park}`,
  });

  test('explained_by_an_own_event_of_something_else_is_found', async () => {
    const scene = await theScene();
    const found = await foundAfter(scene, (tx, { expert, park, criterion }) => {
      const { score, sheet } = entities(scene);
      const digest = setScore(tx, expert, park, criterion, 100);
      const [one = '', two = ''] = eventsOf(tx, "kind = 'conflict.declare'");
      puts(tx, score, one, deviceOf(tx), { points100: 100 });
      puts(tx, sheet, two, deviceOf(tx), { digest });
    });
    expect(found['histories']).toEqual([entities(scene).score, entities(scene).sheet]);
  }, 240_000);

  test('explained_by_an_event_of_another_laptop_that_nobody_brought_is_found', async () => {
    const scene = await theScene();
    const found = await foundAfter(scene, (tx) => forgeSheet(tx, scene, 100));
    expect(found['histories']).toEqual(expect.arrayContaining([entities(scene).score, entities(scene).sheet]));
  }, 240_000);

  test('with_the_statement_emptied_or_exchanged_is_found', async () => {
    const scene = await theScene();
    const change = (tx: WriteStore): void => {
      const { score, sheet } = entities(scene);
      say(tx, sheet, { digest: setScore(tx, scene.expert, scene.park, scene.criterion, 100) });
      say(tx, score, { points100: 100 });
    };
    const emptied = await foundAfter(scene, (tx, { expert }) => {
      change(tx);
      const empty = tx.sqlite.prepare("UPDATE return_statement SET signature = x'', cells = x'' WHERE serial = ?");
      for (const serial of serialsOf(tx, expert)) empty.run(serial);
    });
    const store = openStore(copyOf(scene));
    const [first = '', last = ''] = serialsOf(store.read, scene.expert);
    store.close();
    expect(emptied['returns']).toEqual(expect.arrayContaining([`return_statement:${first}`, `return_statement:${last}`]));
    expect(emptied['written-once']).toEqual([`return_statement:${first}`, `return_statement:${last}`].sort());
    expect(emptied['histories']).toEqual(expect.arrayContaining([entities(scene).score]));
    const exchanged = await foundAfter(scene, (tx) => {
      tx.sqlite
        .prepare(
          'UPDATE return_statement SET signature = (SELECT signature FROM return_statement WHERE serial = @first), cells = (SELECT cells FROM return_statement WHERE serial = @first) WHERE serial = @last',
        )
        .run({ first, last });
      tx.sqlite
        .prepare(
          "UPDATE exchange_file SET manifest = (SELECT manifest FROM exchange_file WHERE serial = @first AND direction = 'merged'), manifest_sha256 = (SELECT manifest_sha256 FROM exchange_file WHERE serial = @first AND direction = 'merged') WHERE serial = @last",
        )
        .run({ first, last });
    });
    expect(exchanged['returns']).toContain(`exchange_file:${last}/merged`);
    const signedByAnother = await foundAfter(scene, (tx) => {
      tx.sqlite
        .prepare('UPDATE return_statement SET signature = (SELECT signature FROM return_statement WHERE serial = ?) WHERE serial = ?')
        .run(first, last);
    });
    expect(signedByAnother['returns']).toEqual([`return_statement:${last}`]);
    const taken = await foundAfter(scene, (tx) => {
      tx.sqlite.prepare('DELETE FROM return_statement WHERE serial = ?').run(last);
      tx.sqlite.prepare('DELETE FROM exchange_file WHERE serial = ?').run(last);
    });
    expect(taken['returns']).toContain(`exchange_file:${last}/merged`);
  }, 240_000);

  test('hidden_behind_a_cursor_that_was_put_back_is_found', async () => {
    const scene = await theScene();
    const found = await foundAfter(scene, (tx, { expert, park, criterion }) => {
      setScore(tx, expert, park, criterion, 100);
      tx.sqlite.prepare('UPDATE lineage_cursor SET seq = 0').run();
    });
    expect(found['histories']).toContain(entities(scene).score);
  }, 240_000);
});

test('an_older_event_of_the_very_row_does_not_stand_for_the_last_one', async () => {
  const scene = await theScene();
  const { expert, second, criterion } = scene;
  const entity = `score:${expert}/${second}/${criterion}`;
  const found = await foundAfter(scene, (tx) => {
    setScore(tx, expert, second, criterion, 100);
    const [one = '', two = ''] = eventsOf(tx, 'entity = ?', entity);
    tx.sqlite
      .prepare(
        'UPDATE cell_version SET content = (SELECT content FROM cell_version WHERE entity = @entity AND id = @two), at = (SELECT at FROM cell_version WHERE entity = @entity AND id = @two) WHERE entity = @entity AND id = @one',
      )
      .run({ entity, one, two });
    tx.sqlite.prepare('UPDATE cell_version SET content = NULL, at = NULL WHERE entity = ? AND id = ?').run(entity, two);
    say(tx, entity, { points100: 100 });
  });
  expect(found['histories']).toContain(entity);
}, 240_000);

test('a_sheet_that_was_entered_at_the_own_machine_is_held_against_its_events', async () => {
  const scene = await theScene();
  const { other, park, criterion } = scene;
  const found = await foundAfter(scene, (tx) => {
    say(tx, `sheet:${other}/${park}`, { digest: setScore(tx, other, park, criterion, 100) });
    say(tx, `score:${other}/${park}/${criterion}`, { points100: 100 });
  });
  expect(found['histories']).toEqual([`score:${other}/${park}/${criterion}`, `sheet:${other}/${park}`]);
}, 240_000);

const owned: readonly (readonly [what: string, entity: (scene: Scene) => string, attack: (tx: WriteStore, scene: Scene) => void])[] = [
  [
    'an opinion that came in a return',
    ({ expert, park }) => `opinion:${expert}/${park}`,
    (tx, { expert, park }) => {
      tx.sqlite.prepare("UPDATE opinion SET recommendation = 'notRecommend', text = '不推荐' WHERE person_id = ?").run(expert);
      say(tx, `opinion:${expert}/${park}`, { recommendation: 'notRecommend', text: '不推荐' });
    },
  ],
  [
    'a note of a visit',
    ({ visitId, noteId }) => `visit:${visitId}/note/${noteId}`,
    (tx, { visitId, noteId }) => {
      tx.sqlite.prepare("UPDATE visit_note SET text = '仓库空置' WHERE id = ?").run(noteId);
      say(tx, `visit:${visitId}/note/${noteId}`, { text: '仓库空置' });
    },
  ],
  [
    'a signature given on site, with its history',
    ({ visitId }) => `visit:${visitId}/sign/`,
    (tx, { visitId }) => {
      const id = tx.sqlite.prepare('SELECT id FROM visit_sign').pluck().get() as string;
      tx.sqlite.prepare("UPDATE visit_sign SET name = '李四' WHERE id = ?").run(id);
      say(tx, `visit:${visitId}/sign/${id}`, { name: '李四' });
    },
  ],
  [
    'a signature on site that nobody gave',
    ({ visitId }) => `visit:${visitId}/sign/99999999-9999-4999-8999-999999999999`,
    (tx) => {
      tx.sqlite.exec(
        "INSERT INTO visit_sign (id, visit_id, name, organisation, strokes, at, role, covers) SELECT '99999999-9999-4999-8999-999999999999', visit_id, '王五', organisation, strokes, at, role, covers FROM visit_sign LIMIT 1",
      );
    },
  ],
  [
    'a declaration of somebody else, taken for a relation',
    ({ other, park }) => `conflict:${other}/${park}`,
    (tx, { other, park }) => {
      tx.sqlite.prepare("UPDATE conflict SET relation = 'kinship' WHERE person_id = ? AND application_id = ?").run(other, park);
      say(tx, `conflict:${other}/${park}`, { relation: 'kinship' });
    },
  ],
];

test.each(owned)(
  '%s_is_found',
  async (_what, entity, attack) => {
    const scene = await theScene();
    expect((await foundAfter(scene, attack))['histories']?.[0]).toContain(entity(scene));
  },
  240_000,
);

const told: readonly (readonly [what: string, name: (scene: Scene) => string, attack: (tx: WriteStore, scene: Scene) => void])[] = [
  [
    'a decision that nobody made',
    ({ park }) => `decision:${park}`,
    (tx, { park }) => tx.sqlite.prepare("INSERT INTO decision VALUES (?, 'listed', NULL, '2026-10-01', NULL)").run(park),
  ],
  [
    'a withdrawal that nobody asked for',
    ({ park }) => `application_status:${park}`,
    (tx, { park }) =>
      tx.sqlite
        .prepare("INSERT INTO application_status VALUES (?, 'withdrawn', '2026-10-01', '申请人来函', '某人', '2026-10-01')")
        .run(park),
  ],
  [
    'a vote that nobody cast',
    ({ park }) => `vote:${park}/`,
    (tx, { park }) => tx.sqlite.prepare("INSERT INTO vote VALUES (?, '', '{}', NULL, '2026-10-01')").run(park),
  ],
  [
    'a dissent that nobody uttered',
    ({ park, other }) => `dissent:${other}/${park}`,
    (tx, { park, other }) => tx.sqlite.prepare("INSERT INTO dissent VALUES (?, ?, '不同意', '2026-10-01')").run(park, other),
  ],
  [
    'a reward that nobody granted',
    () => 'granted_award:x',
    (tx) => tx.sqlite.exec("INSERT INTO granted_award VALUES ('x', '园区', 's', 't', '1', '2025-01-01', NULL, NULL, '2026-10-01')"),
  ],
  [
    'an amount that nobody proposed',
    ({ park }) => `award:${park}/t`,
    (tx, { park }) => tx.sqlite.prepare("INSERT INTO award VALUES (?, 't', '1', '', '2026-10-01')").run(park),
  ],
  [
    'a sheet taken out of the count',
    ({ other, park }) => `void_sheet:${other}/${park}`,
    (tx, { other, park }) => tx.sqlite.prepare("INSERT INTO void_sheet VALUES (?, ?, 'recusal', NULL, '2026-10-01')").run(other, park),
  ],
  [
    'a seat that was taken away',
    ({ other, second }) => `assignment:${other}/${second}`,
    (tx, { other, second }) => tx.sqlite.prepare('DELETE FROM assignment WHERE person_id = ? AND application_id = ?').run(other, second),
  ],
  [
    'a replacement that nobody made',
    ({ other }) => `replacement:${other}`,
    (tx, { other, expert }) => tx.sqlite.prepare("INSERT INTO replacement VALUES (?, ?, '', '2026-10-01')").run(other, expert),
  ],
  [
    'a ruling that nobody made',
    ({ second }) => `ruling:${second}/c`,
    (tx, { second }) => tx.sqlite.prepare("INSERT INTO ruling VALUES (?, 'c', 'met', '', '2026-10-01')").run(second),
  ],
  [
    'another number of places',
    () => 'round:',
    (tx) => tx.sqlite.exec("UPDATE round SET settings = json_set(settings, '$.quotas', json('{\"引领型\":9}')) || ''"),
  ],
  [
    'other rules of the tally',
    () => 'round:',
    (tx) => tx.sqlite.exec("UPDATE round SET settings = json_set(settings, '$.tallyRules', json('{}')) || ''"),
  ],
  ['a round that nobody closed', () => 'round:', (tx) => tx.sqlite.exec("UPDATE round SET state = 'closed'")],
  [
    'a rubric frozen at another time',
    () => 'round:',
    (tx) => tx.sqlite.exec("UPDATE round SET rubric_frozen_at = '2020-01-01T00:00:00.000Z'"),
  ],
  [
    'another rule book',
    () => 'round:',
    (tx) => tx.sqlite.exec("UPDATE round SET scheme = json_set(scheme, '$.name.zh', '别的办法') || ''"),
  ],
  [
    'a task that was never sent',
    () => 'exchange_file:',
    ({ sqlite }) =>
      sqlite.exec(
        "DELETE FROM exchange_file WHERE direction = 'issued' AND serial = (SELECT max(serial) FROM exchange_file WHERE direction = 'issued')",
      ),
  ],
  [
    'a task sent to somebody else',
    () => 'exchange_file:',
    ({ sqlite }, { other }) =>
      sqlite
        .prepare(
          "UPDATE exchange_file SET manifest = json_set(manifest, '$.to.name', '别人') || '' WHERE direction = 'issued' AND person_id = ?",
        )
        .run(other),
  ],
  [
    'a document exchanged for another',
    () => 'package:',
    ({ sqlite }, { park }) =>
      sqlite
        .prepare(
          `UPDATE document SET sha256 = (SELECT max(sha256) FROM document) WHERE id = (SELECT d.id FROM document d JOIN application a ON a.package_id = d.package_id
             WHERE a.id = ? AND d.sha256 <> (SELECT max(sha256) FROM document) LIMIT 1)`,
        )
        .run(park),
  ],
  [
    'a document that was not handed in',
    () => 'package:',
    ({ sqlite }, { park }) =>
      sqlite
        .prepare(
          "UPDATE document SET path = '补充/新增.pdf' WHERE id = (SELECT d.id FROM document d JOIN application a ON a.package_id = d.package_id WHERE a.id = ? LIMIT 1)",
        )
        .run(park),
  ],
  [
    'a title that nobody recorded',
    () => 'title_event:x',
    (tx) =>
      tx.sqlite.exec(
        "INSERT INTO title_event (id, park_name, kind, happened_on, at) VALUES ('x', '园区', 'revoked', '2026-01-01', '2026-10-01')",
      ),
  ],
];

test.each(told)(
  '%s_is_found',
  async (_what, name, attack) => {
    const scene = await theScene();
    const found = (await foundAfter(scene, attack))['values'];
    expect(found).toHaveLength(1);
    expect(found?.[0]).toContain(name(scene));
  },
  240_000,
);

test('a_title_and_a_reward_are_of_the_park_and_kind_that_their_events_name', async () => {
  const scene = await theScene();
  const found = await foundAfter(scene, (tx) => {
    const event = { actor: 'secretary', at: '2026-10-01T00:00:00.000Z' };
    appendEvent(tx, { ...event, kind: 'title.recognised', entity: 'title:甲园', new: { id: 'a', on: '2026-01-01' } });
    tx.sqlite.exec("INSERT INTO title_event (id, park_name, kind, happened_on, at) VALUES ('a', '甲园', 'revoked', '2026-01-01', 'x')");
    appendEvent(tx, { ...event, kind: 'reward.grant', entity: 'reward:甲园', new: { id: 'b', amount: '1' } });
    tx.sqlite.exec("INSERT INTO granted_award VALUES ('b', '乙园', 's', 't', '1', '2025-01-01', NULL, NULL, 'x')");
  });
  expect(found['values']).toEqual(['reward:甲园', 'title:甲园']);
}, 240_000);

test('returns_of_before_anything_signed_was_kept_are_told_as_not_proven_and_their_rows_are_held_against_the_events_that_came', async () => {
  const scene = await theScene();
  const dir = copyOf(scene);
  ofBefore(dir);
  const review = openReview(dir);
  const { unproven } = await review.call('workspace.doctor', {});
  expect(unproven).toHaveLength(2);
  for (const sentence of unproven) expect(sentence).toMatch(/^专家1于 .*无法再用专家的签名证明/);
  const before = await unwell(review);
  review.host.session.release();
  // the events of before that the laptop's files name were counted anew here
  expect(before['histories']).toBeUndefined();
  const { expert, park, criterion } = scene;
  const [score, sheet] = [`score:${expert}/${park}/${criterion}`, `sheet:${expert}/${park}`];
  const attacks: readonly ((tx: WriteStore) => void)[] = [
    (tx) => {
      say(tx, sheet, { digest: setScore(tx, expert, park, criterion, 100) });
      say(tx, score, { points100: 100 });
    },
    // events of the expert's laptop that were in no return
    (tx) => forgeSheet(tx, scene, 100),
  ];
  for (const attack of attacks) {
    const copy = copyOf({ ...scene, dir });
    const store = openStore(copy);
    store.write(attack);
    store.close();
    const again = openReview(copy);
    expect((await unwell(again))['histories']).toEqual(expect.arrayContaining([score, sheet]));
    again.host.session.release();
  }
}, 240_000);
