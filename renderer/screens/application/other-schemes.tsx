/** 还可以申报什么: every other rule book of which enough is known, and of rewards that overlap the better one. */
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { Ready, Section } from '../../ui/page.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { TryButton } from './trial.tsx';

type Elsewhere = Output<'eligibility.elsewhere'>;
type Chance = Elsewhere['chances'][number];

export function Elsewhere({ applicationId, schemeId }: { applicationId: string; schemeId: string | undefined }) {
  const { t } = useTranslation();
  const found = useQuery('eligibility.elsewhere', { applicationId });
  return (
    <Section title={t('eligibility.elsewhere.title')} about={t('eligibility.elsewhere.about')}>
      <Ready answer={found}>
        {({ chances, leftOut, offers, overlaps }) => {
          const others = chances.filter((one) => one.schemeId !== schemeId);
          const hopeful = others.filter((one) => one.overall !== 'notMet' && one.known * 2 >= one.asked);
          const rest = others.length - hopeful.length;
          return (
            <>
              {hopeful.length === 0 ? <p>{t('eligibility.elsewhere.none')}</p> : null}
              <Chances applicationId={applicationId} chances={hopeful} />
              <Offers offers={offers} overlaps={overlaps} />
              {rest > 0 ? <p className="raw">{t('eligibility.elsewhere.more', { count: rest })}</p> : null}
              {(['region', 'validity'] as const).map((why) => (
                <LeftOut key={why} why={why} leftOut={leftOut} />
              ))}
            </>
          );
        }}
      </Ready>
    </Section>
  );
}

function Chances({ applicationId, chances }: { applicationId: string; chances: readonly Chance[] }) {
  const { t } = useTranslation();
  return (
    <ul className="plain-list" aria-label={t('eligibility.elsewhere.title')}>
      {chances.map((one) => (
        <li key={`${one.schemeId} ${one.type ?? ''}`} className="stack">
          <div className="row-between">
            <span>
              <strong>{one.title}</strong> {one.typeLabel}{' '}
              <span className="raw">{t('eligibility.elsewhere.knownOf', { known: one.known, asked: one.asked })}</span>
            </span>
            <Verdict verdict={one.overall} />
          </div>
          <div className="row-between">
            <span className="quiet">{one.because}</span>
            <TryButton applicationId={applicationId} chance={one} />
          </div>
          {one.open.map((sentence) => (
            <span key={sentence} className="quiet">
              {sentence}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Rule books that were not tried, by name; those for another kind of applicant go without saying. */
function LeftOut({ why, leftOut }: { why: 'region' | 'validity'; leftOut: Elsewhere['leftOut'] }) {
  const { t } = useTranslation();
  const titles = leftOut.filter((one) => one.why === why).map((one) => one.title);
  if (titles.length === 0) return null;
  return <p className="raw">{t(`eligibility.elsewhere.leftOut.${why}`, { titles: titles.join(t('common.comma')) })}</p>;
}

function Offers({ offers, overlaps }: Pick<Elsewhere, 'offers' | 'overlaps'>) {
  const { t } = useTranslation();
  if (offers.length === 0) return null;
  const named = ({ title, label }: Elsewhere['offers'][number]) => `${title} ${label}`;
  return (
    <div className="stack">
      <span>{t('eligibility.elsewhere.offers')}</span>
      <ul className="bullets">
        {offers.map(({ amount, cap, ...offer }) => {
          const tier = named({ amount, cap, ...offer });
          return (
            <li key={`${offer.schemeId} ${offer.tier}`}>
              {amount === null ? t('eligibility.elsewhere.offer', { tier, cap }) : t('eligibility.elsewhere.offerAmount', { tier, amount })}
            </li>
          );
        })}
      </ul>
      {overlaps.map(({ article, text, chosen, certain }) => (
        <span key={`${article} ${chosen.schemeId}`}>
          {t('eligibility.elsewhere.overlap', { article, text, tier: named(chosen) })}
          {certain ? null : <span className="quiet"> {t('eligibility.elsewhere.uncertain')}</span>}
        </span>
      ))}
    </div>
  );
}
