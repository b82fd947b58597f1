/** Answers to the window stay small in a round of many parks: bytes a park are counted, so that a field too much is seen at once. */
import { expect, onTestFinished, test } from 'vitest';
import type { Input, MethodName } from '../../domain/contract/api.ts';
import { openHost } from '../../electron/services/host.ts';
import { fillProvince } from '../fixtures/rounds/province.ts';
import { tempFolder } from '../fixtures/store.ts';

const parks = 300;
const scored = 20;
const experts = 7;

/** A park by its id and name alone. */
const named = 130;

test('what_the_window_asks_of_many_parks_is_no_more_than_it_shows', async () => {
  const host = openHost(tempFolder());
  onTestFinished(() => host.session.release());
  const { roundId, applicationIds } = await fillProvince(host, { parks, experts, scored });
  async function bytesOf<M extends MethodName>(method: M, payload: Input<M>): Promise<number> {
    const answer = await host.dispatch.call({ method, payload, language: 'zh' });
    expect(answer).toMatchObject({ ok: true });
    return Buffer.byteLength(JSON.stringify(answer.ok ? answer.value : null));
  }
  const base = 5_000;
  // the frame and the desk, after whatever is written
  expect(await bytesOf('applications.waiting', { roundId })).toBeLessThan(400);
  expect(await bytesOf('rounds.get', { roundId })).toBeLessThan(20_000);
  expect(await bytesOf('applications.list', { roundId })).toBeLessThan(base + parks * 280);
  expect(await bytesOf('tally.overview', { roundId })).toBeLessThan(base + parks * named + scored * 300);
  expect(await bytesOf('tally.derivation', { roundId, applicationId: applicationIds[0] ?? '' })).toBeLessThan(8_000);
  expect(await bytesOf('tally.heat', { roundId })).toBeLessThan(base + scored * (named + experts * 20));
  expect(await bytesOf('tally.spread', { roundId })).toBeLessThan(60_000);
  expect(await bytesOf('tally.profile', { roundId, applicationId: applicationIds[0] ?? '' })).toBeLessThan(1_000);
}, 60_000);
