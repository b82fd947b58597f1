/**
 * Every screen that an expert and a visitor meet, held against WCAG 2.2 AA by axe, in light and in dark. What axe cannot
 * decide by itself (`incomplete`) is no violation and is left to eyes.
 */
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rubricLeaves } from '../../../domain/rubric/leaves.ts';
import { parkNames, samples } from '../../fixtures/review.ts';
import { setStage, type Stage } from '../stage.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let stage: Stage;
let roundId = '';
let parks: readonly string[] = [];
let visitId = '';
const people = { expert: '', visitor: '' };

beforeAll(async () => {
  stage = await setStage();
  const { call } = stage;
  ({ roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '2026 年度产业园评审', appliedOn: '2026-09-30' }));
  await call('packages.import', { roundId, paths: parkNames.slice(0, 4).map((name) => join(samples, `${name}.zip`)) });
  parks = (await call('applications.list', { roundId })).map((one) => one.applicationId);
  for (const role of ['expert', 'visitor'] as const)
    people[role] = (
      await call('panel.add', { roundId, name: role === 'expert' ? '李示例' : '周考察', organisation: '示例大学', role })
    ).personId;
  for (const personId of Object.values(people)) await call('panel.assign', { personId, applicationIds: [...parks] });
  // one park open, one submitted, one with a relation, one not declared yet
  const [open = '', submitted = '', related = ''] = parks;
  const personId = people.expert;
  for (const applicationId of [open, submitted]) await call('conflicts.declare', { personId, applicationId, relation: 'none' });
  await call('conflicts.declare', { personId, applicationId: related, relation: 'other', reason: '担任顾问' });
  await call('rounds.openScoring', { roundId, despite: '试评' });
  const leaves = rubricLeaves((await call('rounds.get', { roundId })).rubric ?? { criteria: [] }).map((one) => one.criterion);
  const score = (applicationId: string, criterionId: string, max100: number) =>
    call('scores.set', { personId, applicationId, criterionId, points: max100 / 100, comment: '核对' }, personId);
  for (const leaf of leaves) await score(submitted, leaf.id, leaf.max100);
  await call('opinions.set', { personId, applicationId: submitted, text: '规划清晰', recommendation: 'recommend' }, personId);
  await call('scores.submit', { personId, applicationId: submitted }, personId);
  const [first, second] = leaves;
  if (first) await score(open, first.id, first.max100);
  if (second) await call('scores.abstain', { personId, applicationId: open, criterionId: second.id, reason: '不熟悉' }, personId);
  for (const applicationId of parks) await call('conflicts.declare', { personId: people.visitor, applicationId, relation: 'none' });
  ({ visitId } = await call('visits.open', { applicationId: open, visitedOn: '2026-10-12', people: ['周考察'] }, people.visitor));
}, 120_000);
afterAll(async () => {
  await stage.close();
});

interface Scene {
  readonly name: string;
  readonly who: keyof typeof people;
  readonly address: () => string;
  /** what is done there before it is looked at */
  readonly act?: (page: Stage['page']) => Promise<void>;
}

const drawer = async (page: Stage['page']): Promise<void> => page.locator('.ant-drawer-open [role="dialog"]').waitFor();

const scenes: readonly Scene[] = [
  { name: 'own desk', who: 'expert', address: () => '#/home' },
  { name: 'own scores side by side', who: 'expert', address: () => '#/scoring' },
  {
    name: 'a sheet that is open',
    who: 'expert',
    address: () => `#/scoring/${parks[0]}`,
    act: async (page) => {
      await page.locator('[data-points]').first().focus();
      await page.locator('canvas').first().waitFor();
    },
  },
  { name: 'a sheet that is submitted', who: 'expert', address: () => `#/scoring/${parks[1]}` },
  { name: 'a park not declared', who: 'expert', address: () => `#/scoring/${parks[3]}` },
  {
    name: 'help of keys',
    who: 'expert',
    address: () => `#/scoring/${parks[0]}`,
    act: async (page) => {
      await page.locator('[data-points]').first().waitFor();
      await page.locator('body').press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'exchange', who: 'expert', address: () => '#/exchange' },
  { name: 'opening a task', who: 'expert', address: () => '#/exchange/open', act: drawer },
  { name: 'returning', who: 'expert', address: () => '#/exchange/return', act: drawer },
  { name: 'own identity', who: 'expert', address: () => '#/identities/own' },
  { name: 'settings', who: 'expert', address: () => '#/settings' },
  { name: 'desk of a visitor', who: 'visitor', address: () => '#/home' },
  { name: 'visits', who: 'visitor', address: () => '#/visits' },
  {
    name: 'a visit',
    who: 'visitor',
    address: () => `visit#/visits/${visitId}`,
    act: async (page) => page.locator('[data-check]').first().waitFor(),
  },
];

/** What axe holds against the page: rule, and where. */
async function violations(page: Stage['page']): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (values) => {
    const { violations: all } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return all.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id} ${target.join(' ')} ${failureSummary.split('\n')[1]?.trim() ?? ''}`),
    );
  }, tags);
  return found.sort();
}

test.each(['light', 'dark'] as const)(
  'no_screen_of_an_expert_or_a_visitor_breaks_a_rule: %s',
  async (shade) => {
    const { page, call } = stage;
    page.setDefaultTimeout(30_000);
    const { origin } = new URL(page.url());
    const found: Record<string, string[]> = {};
    for (const { name, who, address, act } of scenes) {
      await call('settings.set', { language: 'zh', shade, roundId, personId: people[who] });
      await page.goto('about:blank');
      await page.goto(`${origin}/${address()}`);
      await page.getByRole('main').waitFor();
      await page.getByRole('heading').first().waitFor();
      await act?.(page);
      await page.waitForFunction(() => document.querySelector('.ant-skeleton') === null);
      const told = await violations(page);
      if (told.length > 0) found[name] = told;
    }
    expect(found).toEqual({});
  },
  240_000,
);
