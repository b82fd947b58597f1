/** Interviews, matters, the leader's opinion, people's posts and times, and the spot-check of tenants: kept, signed for, sealed, brought home. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { insertSample } from '../../../db/queries/visits.ts';
import { hashOf } from '../../../electron/io/hash.ts';
import { actAs } from '../../../electron/services/session/act.ts';
import { drawBySeed } from '../../../electron/services/visits/firms.ts';
import { openLaptop, openOffice } from '../../fixtures/exchange/office.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { seatReview } from '../../fixtures/review.ts';

const strokes = [
  [
    [0, 0, 0],
    [10, 5, 16],
  ] as [number, number, number][],
];
const firms = ['一公司', '二公司', '三公司', '四公司', '五公司'];
const there = { found: 'there', staff: 12, business: '在营，直播间两个', note: null } as const;

async function opened() {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const applicationId = seated.parks[0] ?? '';
  const { visitId } = await seated.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一', '李二'] });
  const view = () => seated.call('visits.get', { visitId });
  return { ...seated, applicationId, visitId, view };
}

describe('what people said and what is asked of the park', () => {
  test('is_kept_changed_and_taken_away_and_a_stale_change_is_refused', async () => {
    const { call, refusal, visitId, view } = await opened();
    const first = { person: '王经理', post: '招商部经理', said: '今年新增六家' };
    const { interviewId } = await call('visits.interview', { visitId, interview: first });
    const second = { ...first, said: '今年新增六家，其中两家未投产' };
    await call('visits.interview', { visitId, interviewId, interview: second, seen: first });
    expect((await refusal('visits.interview', { visitId, interviewId, interview: first, seen: first })).code).toBe('visit/stale');
    expect((await view()).interviews).toMatchObject([{ interviewId, ...second, author: 'secretary' }]);
    const asked = { matter: '补交租赁合同', dueOn: '2026-10-20', responsible: '王经理' };
    const { matterId } = await call('visits.matter', { visitId, matter: asked });
    await call('visits.matter', { visitId, matter: { matter: '消防通道清理', dueOn: null, responsible: null } });
    expect((await view()).matters).toMatchObject([asked, { matter: '消防通道清理', dueOn: null, responsible: null }]);
    await call('visits.matter', { visitId, matterId, matter: null, seen: asked });
    expect((await view()).matters).toMatchObject([{ matter: '消防通道清理' }]);
    await call('visits.opinion', { visitId, opinion: { leader: '张一', text: '与申报基本一致' } });
    expect((await view()).opinion).toMatchObject({ leader: '张一', text: '与申报基本一致' });
    await call('visits.opinion', { visitId, opinion: null });
    expect((await view()).opinion).toBeNull();
  });

  test('people_have_posts_and_the_visit_a_beginning_and_an_end', async () => {
    const { call, refusal, visitId, view } = await opened();
    await call('visits.edit', { visitId, posts: { 李二: '园区总经理' }, started: '09:10' });
    expect(await call('visits.edit', { visitId, ended: '11:40' })).toMatchObject({
      people: ['张一', '李二'],
      posts: { 李二: '园区总经理' },
      started: '09:10',
      ended: '11:40',
    });
    expect(await refusal('visits.edit', { visitId, ended: '08:00' })).toMatchObject({
      code: 'visit/ends-before-start',
      details: { started: '09:10', ended: '08:00' },
    });
    await call('visits.edit', { visitId, posts: {}, started: null, ended: null });
    expect(await view()).toMatchObject({ posts: null, started: null, ended: null });
  });

  test('is_part_of_what_is_signed_and_sealed', async () => {
    const { call, refusal, visitId, view } = await opened();
    const changes: readonly [name: string, change: () => Promise<unknown>, counts: object][] = [
      ['interview', () => call('visits.interview', { visitId, interview: { person: '王', post: null, said: '满租' } }), { interviews: 1 }],
      ['matter', () => call('visits.matter', { visitId, matter: { matter: '补合同', dueOn: null, responsible: null } }), { matters: 1 }],
      ['opinion', () => call('visits.opinion', { visitId, opinion: { leader: '张一', text: '可' } }), { opinions: 1 }],
      ['draw', () => call('visits.draw', { visitId, firms, size: 2 }), { firms: 0 }],
      ['firm', () => call('visits.firm', { visitId, name: '六公司', seenThere: there }), { firms: 1 }],
      ['posts', () => call('visits.edit', { visitId, posts: { 李二: '总经理' } }), {}],
      ['times', () => call('visits.edit', { visitId, started: '09:00', ended: '11:00' }), {}],
    ];
    for (const [name, change, counts] of changes) {
      const { covers } = await view();
      await call('visits.sign', { visitId, name, role: 'park', strokes, seen: covers.digest });
      await change();
      const after = await view();
      expect([name, after.signs.find((one) => one.name === name)?.stands]).toEqual([name, false]);
      expect(after.covers).toMatchObject(counts);
    }
    await call('visits.close', { visitId });
    for (const late of [
      () => refusal('visits.interview', { visitId, interview: { person: '王', post: null, said: '' } }),
      () => refusal('visits.matter', { visitId, matter: { matter: 'x', dueOn: null, responsible: null } }),
      () => refusal('visits.opinion', { visitId, opinion: null }),
      () => refusal('visits.draw', { visitId, firms, size: 1 }),
      () => refusal('visits.firm', { visitId, name: '六公司', seenThere: null }),
    ])
      expect((await late()).code).toBe('visit/closed');
  });
});

describe('a spot-check of tenants', () => {
  test('is_drawn_by_the_head_of_the_chain_and_every_draw_stays', async () => {
    const { call, refusal, visitId, view, host } = await opened();
    const head = (): string =>
      host.session.store.read.sqlite.prepare('SELECT hash FROM event ORDER BY seq DESC LIMIT 1').pluck().get() as string;
    const seed = head();
    const { drawn, ...draw } = await call('visits.draw', { visitId, firms, size: 3 });
    expect(draw.seed).toBe(seed);
    const rank = (firm: string) => createHash('sha256').update(`${seed}\n${firm}`).digest('hex');
    expect(drawn).toEqual(firms.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, 3));
    const again = await call('visits.draw', { visitId, firms, size: 3 });
    expect(again.seed).not.toBe(seed);
    expect((await view()).samples.map((one) => one.drawn)).toEqual([drawn, again.drawn]);
    expect(await refusal('visits.draw', { visitId, firms: ['甲', '甲'], size: 2 })).toMatchObject({
      code: 'visit/sample-too-large',
      details: { size: 2, of: 1 },
    });
    await call('visits.firm', { visitId, name: drawn[1] ?? '', seenThere: there });
    await call('visits.firm', { visitId, name: '另一家', seenThere: { ...there, found: 'notThere', staff: null } });
    const { firms: looked } = await view();
    expect(looked.map(({ name }) => name)).toEqual([...new Set([...drawn, ...again.drawn, '另一家'])]);
    expect(looked.slice(0, 3).map(({ name, seenThere }) => [name, seenThere])).toEqual(
      drawn.map((name, index) => [name, index === 1 ? there : null]),
    );
    expect(looked.at(-1)).toMatchObject({ name: '另一家', drawn: false, seenThere: { found: 'notThere' } });
  });

  test('a_seed_that_was_no_head_of_the_chain_is_found_and_not_taken_in_from_a_laptop', async () => {
    const office = await openOffice({ parks: 1, experts: 1, identities: 1 });
    const [applicationId = ''] = office.parks;
    const [personId = ''] = office.experts;
    const { visitId } = await office.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一'] });
    const laptop = openLaptop(office, personId);
    await laptop.open(await office.issue(personId));
    await laptop.call('visits.draw', { visitId, firms, size: 2 });
    expect((await office.merge(await laptop.giveBack())).refused).toEqual([]);
    for (const { call } of [laptop, office]) expect(await call('workspace.doctor', {})).toMatchObject({ healthy: true });
    // past the program: somebody tries seeds until the firm that is wanted is drawn
    const seed = Array.from({ length: 500 }, (_, at) => hashOf(String(at))).find((one) => drawBySeed(one, firms, 1)[0] === firms[3]) ?? '';
    const [id, at] = [crypto.randomUUID(), new Date().toISOString()];
    const forged = { seed, firms: [...firms], drawn: [firms[3] ?? ''] };
    laptop.host.session.store.write((tx) => {
      actAs(personId, at).append(tx, { kind: 'siteVisit.draw', entity: `visit:${visitId}/sample/${id}`, new: forged });
      insertSample(tx, { id, visitId, ...forged, author: personId, at });
    });
    const { checks } = await laptop.call('workspace.doctor', {});
    expect(checks.filter(({ ok }) => !ok).map((one) => [one.id, one.found])).toEqual([['visits', [`visit:${visitId}/sample/${id}`]]]);
    const { refused } = await office.merge(await laptop.giveBack());
    expect(refused.map(({ code }) => code)).toEqual(['exchange/row-invalid']);
  });

  test('a_photo_shows_a_tenant_of_the_visit_and_no_other', async () => {
    const seated = await opened();
    const { call, refusal, visitId, view } = seated;
    await call('visits.firm', { visitId, name: '一公司', seenThere: there });
    const { photoId } = await call('visits.photo', {
      visitId,
      path: await samplePhoto(seated, seated.applicationId),
      about: 'firm:一公司',
    });
    expect((await view()).photos).toMatchObject([{ photoId, about: 'firm:一公司' }]);
    expect(await refusal('visits.caption', { photoId, caption: '', about: 'firm:八公司' })).toMatchObject({
      code: 'visit/unknown-firm',
      details: { name: '八公司' },
    });
  });
});

test('all_of_it_travels_two_laptops_are_compared_and_the_record_holds', async () => {
  const office = await openOffice({ parks: 1, experts: 2, identities: 2 });
  const [applicationId = ''] = office.parks;
  const { visitId } = await office.call('visits.open', { applicationId, visitedOn: '2026-10-10', people: ['张一'] });
  const laptops = office.experts.map((personId) => openLaptop(office, personId));
  for (const [index, laptop] of laptops.entries()) {
    await laptop.open(await office.issue(laptop.personId));
    await laptop.call('visits.interview', { visitId, interview: { person: `王${index}`, post: '经理', said: '满租' } });
    await laptop.call('visits.matter', { visitId, matter: { matter: `补合同${index}`, dueOn: '2026-10-20', responsible: null } });
    await laptop.call('visits.opinion', { visitId, opinion: { leader: '张一', text: `意见${index}` } });
    await laptop.call('visits.draw', { visitId, firms, size: 2 });
    await laptop.call('visits.firm', { visitId, name: '一公司', seenThere: { ...there, staff: index } });
  }
  const [one, two] = laptops;
  if (!one || !two) throw new Error('two laptops');
  await one.call('visits.edit', { visitId, people: ['张一', '李二'], posts: { 李二: '总经理' }, started: '09:00', ended: '11:00' });
  const { conflicts, refused } = await office.merge(await one.giveBack(), await two.giveBack());
  expect(refused).toEqual([]);
  expect(conflicts.map(({ kind, item }) => [kind, item])).toEqual([
    ['visit/firm', '一公司'],
    ['visit/opinion', null],
  ]);
  const device = conflicts[0]?.sides.find((side) => side.content['staff'] === 1)?.device ?? '';
  await office.call('exchange.takeAll', { visitId, device, reason: '以复核为准' });
  const view = await office.call('visits.get', { visitId });
  expect(view).toMatchObject({ posts: { 李二: '总经理' }, started: '09:00', ended: '11:00', opinion: { text: '意见1' } });
  expect(view.firms.find(({ name }) => name === '一公司')?.seenThere?.staff).toBe(1);
  expect([view.interviews, view.matters, view.samples].map((rows) => rows.length)).toEqual([2, 2, 2]);
  await office.call('visits.close', { visitId });
  for (const laptop of laptops) {
    await laptop.open(await office.issue(laptop.personId));
    expect(await laptop.call('visits.get', { visitId })).toEqual(await office.call('visits.get', { visitId }));
  }
  for (const machine of [office, ...laptops])
    expect((await machine.call('workspace.doctor', {})).checks.filter((check) => !check.ok)).toEqual([]);
}, 120_000);

test('a_draw_that_the_seed_does_not_make_is_refused_and_found', async () => {
  const office = await openOffice({ parks: 1, experts: 1 });
  const [personId = ''] = office.experts;
  const { visitId } = await office.call('visits.open', { applicationId: office.parks[0] ?? '', visitedOn: '2026-10-10' });
  const laptop = openLaptop(office, personId);
  await laptop.open(await office.issue(personId));
  const { drawn } = await laptop.call('visits.draw', { visitId, firms, size: 1 });
  const wanted = firms.find((firm) => firm !== drawn[0]) ?? '';
  const { sqlite } = laptop.host.session.store.read;
  sqlite.exec('DROP TRIGGER visit_sample_is_never_changed');
  sqlite.prepare('UPDATE visit_sample SET drawn = ?').run(JSON.stringify([wanted]));
  expect((await office.merge(await laptop.giveBack())).refused).toHaveLength(1);
  const found = (await laptop.call('workspace.doctor', {})).checks.flatMap((check) => (check.ok ? [] : [check.id]));
  expect(found).toContain('visits');
}, 120_000);
