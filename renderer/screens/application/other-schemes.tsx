/** 还可以申报什么: every other rule book of which enough is known, and of rewards that overlap the better one. */
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { Ready, Section } from '../../ui/page.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { TryButton, useTypeLabel } from './trial.tsx';

type Elsewhere = Output<'eligibility.elsewhere'>;
type Chance = Elsewhere['chances'][number];

export function Elsewhere({ applicationId, schemeId }: { applicationId: string; schemeId: string | undefined }) {
  const { t } = useTranslation();
  const found = useQuery('eligibility.elsewhere', { applicationId });
  return (
    <Section title={t('eligibility.elsewhere.title')} about={t('eligibility.elsewhere.about')}>
      <Ready answer={found}>
        {({ chances, rewards }) => {
          const others = chances.filter((one) => one.schemeId !== schemeId);
          const hopeful = others.filter((one) => one.overall !== 'notMet' && one.known * 2 >= one.asked);
          const rest = others.length - hopeful.length;
          return (
            <>
              <Chances applicationId={applicationId} chances={hopeful} />
              {rewards ? <Rewards rewards={rewards} /> : null}
              {rest > 0 ? <p className="raw">{t('eligibility.elsewhere.more', { count: rest })}</p> : null}
            </>
          );
        }}
      </Ready>
    </Section>
  );
}

function Chances({ applicationId, chances }: { applicationId: string; chances: readonly Chance[] }) {
  const { t } = useTranslation();
  const typeLabel = useTypeLabel();
  return (
    <ul className="plain-list" aria-label={t('eligibility.elsewhere.title')}>
      {chances.map((one) => (
        <li key={`${one.schemeId} ${one.type ?? ''}`} className="stack">
          <div className="row-between">
            <span>
              <strong>{one.title}</strong> {typeLabel(one)}{' '}
              <span className="raw">{t('eligibility.elsewhere.knownOf', { known: one.known, asked: one.asked })}</span>
            </span>
            <Verdict verdict={one.overall} />
          </div>
          <div className="row-between">
            <span className="quiet">{one.because}</span>
            <TryButton applicationId={applicationId} chance={one} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Rewards({ rewards }: { rewards: NonNullable<Elsewhere['rewards']> }) {
  const { t } = useTranslation();
  const { title, label, amount, cap } = rewards.chosen;
  const tier = `${title} ${label}`;
  return (
    <p>
      {amount === null ? t('eligibility.elsewhere.reward', { tier, cap }) : t('eligibility.elsewhere.rewardAmount', { tier, amount })}
      {rewards.certain ? null : <span className="quiet"> {t('eligibility.elsewhere.uncertain')}</span>}
    </p>
  );
}
