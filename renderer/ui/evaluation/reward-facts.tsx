/** 奖励: tier, amount and cap, what is paid beside it, and what the next tier still asks. Amounts in 万元. */
import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../../domain/contract/api.ts';
import { amountWords } from '../../../domain/eligibility/award-words.ts';
import { Section } from '../page.tsx';

type Reward = NonNullable<EvaluationView['reward']>;

export function RewardFacts({ reward }: { reward: Reward }) {
  const { t } = useTranslation();
  const { awards, next } = reward;
  return (
    <Section className="tinted reward" region title={t('eligibility.reward.title')}>
      {awards.length === 0 ? <p>{t('eligibility.reward.none')}</p> : null}
      {awards.map((award) => (
        <dl key={award.tier} className="facts">
          <Fact name={t('eligibility.reward.tier')} text={`${award.label}（${award.article}）`} />
          <Fact name={t('eligibility.reward.amount')} text={amountWords(award, (key, params) => t(key, { ...params }))} strong />
          <Fact name={t('eligibility.reward.cap')} text={t('eligibility.reward.wan', { amount: award.cap })} />
        </dl>
      ))}
      {next ? (
        <div className="stack next-tier">
          <span>
            {next.amount === null
              ? t('eligibility.reward.nextCap', { label: next.label, cap: next.cap })
              : t('eligibility.reward.nextAmount', { label: next.label, amount: next.amount })}
          </span>
          <ul className="bullets">
            {next.lacking.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  );
}

function Fact({ name, text, strong = false }: { name: string; text: string; strong?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{strong ? <strong className="figures">{text}</strong> : text}</dd>
    </div>
  );
}
