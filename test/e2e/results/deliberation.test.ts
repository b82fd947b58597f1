/** 合议 in the window: a vote by name, a decision that goes against it for a reason, dissent and the opinion of the group, park by park with the keys. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { giveTotals, settleEligibility } from '../../fixtures/results.ts';
import { parkNames, seatReview } from '../../fixtures/review.ts';
import { setStage } from '../stage.ts';
import { tempFolder } from '../../fixtures/store.ts';

const [changsha = '', zhuzhou = ''] = parkNames;

test('the_panel_votes_park_by_park_and_the_list_says_why', async () => {
  const dir = join(tempFolder(), 'workspace');
  const seated = await seatReview({ parks: 2, experts: 3, dir });
  await giveTotals(seated, [
    [8, 8, 8],
    [7, 7, 7],
  ]);
  for (const applicationId of seated.parks) await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  const [first = ''] = seated.parks;
  seated.host.session.release();

  const stage = await setStage({ dir });
  onTestFinished(() => stage.close());
  const { page, call } = stage;
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '合议' }).click();
  await page.getByRole('heading', { name: changsha }).waitFor();
  const votes = page.getByRole('region', { name: '表决' });
  const cast = votes.getByRole('button', { name: '登记表决' });
  expect(await cast.isDisabled()).toBe(true);
  await votes.getByRole('button', { name: '全部同意' }).click();
  for (const name of ['专家2', '专家3']) await votes.getByRole('radiogroup', { name }).getByText('反对').click();
  await cast.click();
  await votes.getByText('同意 1 票，反对 2 票，弃权 0 票，未超过实到人数的半数，未通过').waitFor();
  await votes.getByText('反对：专家2、专家3').waitFor();

  // the others' word, and that of whoever presided, save themselves
  await page.getByRole('combobox', { name: '登记某位成员的不同意见' }).click();
  await page.getByTitle('专家1').last().click();
  await page.getByRole('textbox', { name: '专家1的不同意见' }).fill('条件均已达到，应予列入');
  await page.getByRole('textbox', { name: '主要优势' }).fill('产业集聚明显');
  await page.getByRole('textbox', { name: '意见建议' }).fill('完善规划');
  await page.getByRole('heading', { name: changsha }).click();
  await expect
    .poll(() => call('deliberation.park', { applicationId: first }))
    .toMatchObject({
      dissents: [{ name: '专家1', text: '条件均已达到，应予列入' }],
      opinion: { name: '专家1', strengths: '产业集聚明显', advice: '完善规划' },
    });

  // the next one by its key, and back
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: zhuzhou }).waitFor();
  await votes.getByRole('button', { name: '登记表决' }).waitFor();
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: changsha }).waitFor();

  // a vote is corrected for a reason alone
  await votes.getByRole('button', { name: '更正表决' }).click();
  await votes.getByRole('button', { name: '全部同意' }).click();
  expect(await votes.getByRole('button', { name: '更正表决' }).isDisabled()).toBe(true);
  await votes.getByRole('textbox', { name: '更正的理由' }).fill('唱票有误');
  await votes.getByRole('radiogroup', { name: '专家3' }).getByText('反对').click();
  await votes.getByRole('radiogroup', { name: '专家2' }).getByText('反对').click();
  await votes.getByRole('button', { name: '更正表决' }).click();
  await votes.getByText('更正原表决，理由：唱票有误').waitFor();

  // in the list the proposal goes against the vote, and needs a reason
  await page.getByRole('link', { name: '到名单登记决定' }).click();
  await page.getByRole('button', { name: `拟认定 ${changsha}` }).click();
  await page.getByRole('textbox', { name: /的理由$/ }).fill('各项条件均已达到');
  await page.getByRole('button', { name: '登记决定', exact: true }).click();
  await page.getByText('理由：各项条件均已达到').waitFor();
  await page.getByRole('button', { name: /按建议登记决定/ }).click();
  // as the proposal says it, and as the ground of the decision
  await expect.poll(() => page.getByText('名次在名额 1 家之外').count()).toBe(2);
  expect(stage.complaints).toEqual([]);
}, 120_000);
