/** 还可以申报什么: the other type of the round's rule book, and every other rule book of which enough is known. */
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { useAnswer } from '../../state/answers.ts';
import { Ready } from '../../ui/notices.tsx';
import { Verdict } from '../../ui/verdict.tsx';

type Elsewhere = Output<'eligibility.elsewhere'>;
type Chance = Elsewhere['chances'][number];

export function Elsewhere({ applicationId, schemeId, type }: { applicationId: string; schemeId: string | undefined; type: string | null }) {
  const { t } = useTranslation();
  const found = useAnswer('eligibility.elsewhere', { applicationId });
  return (
    <section className="section">
      <h2>{t('desk.elsewhere.title')}</h2>
      <p className="quiet">{t('desk.elsewhere.about')}</p>
      <Ready answer={found}>
        {({ chances, rewards }) => {
          const others = chances.filter((one) => one.schemeId !== schemeId || one.type !== type);
          const own = others.filter((one) => one.schemeId === schemeId);
          const hopeful = others.filter((one) => one.schemeId !== schemeId && one.overall !== 'notMet' && one.known * 2 >= one.asked);
          const rest = others.length - own.length - hopeful.length;
          return (
            <>
              <Chances chances={[...own, ...hopeful]} own={schemeId} />
              {rewards ? <Rewards rewards={rewards} /> : null}
              {rest > 0 ? <p className="raw">{t('desk.elsewhere.more', { count: rest })}</p> : null}
            </>
          );
        }}
      </Ready>
    </section>
  );
}

function Chances({ chances, own }: { chances: readonly Chance[]; own: string | undefined }) {
  const { t } = useTranslation();
  const schemes = useAnswer('schemes.list', {});
  const typeOf = ({ schemeId, type }: Chance): string | null => schemes.value?.find((one) => one.id === schemeId)?.types.find((one) => one.id === type)?.label ?? type;
  return (
    <ul className="plain-list" aria-label={t('desk.elsewhere.title')}>
      {chances.map((one) => (
        <li key={`${one.schemeId} ${one.type ?? ''}`} className="stack condition">
          <div className="row-between">
            <span>
              <strong>{one.schemeId === own ? t('desk.elsewhere.otherType') : one.title}</strong>
              {typeOf(one) ? ` ${typeOf(one)}` : null} <span className="raw">{t('desk.elsewhere.knownOf', { known: one.known, asked: one.asked })}</span>
            </span>
            <Verdict verdict={one.overall} />
          </div>
          <span className="quiet">{one.because}</span>
        </li>
      ))}
    </ul>
  );
}

function Rewards({ rewards }: { rewards: NonNullable<Elsewhere['rewards']> }) {
  const { t } = useTranslation();
  const { tier, amount, cap } = rewards.chosen;
  return (
    <p>
      {amount === null ? t('desk.elsewhere.reward', { tier, cap }) : t('desk.elsewhere.rewardAmount', { tier, amount })}
      {rewards.certain ? null : <span className="quiet"> {t('desk.elsewhere.uncertain')}</span>}
    </p>
  );
}
