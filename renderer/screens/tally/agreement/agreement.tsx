import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';

type Figures = Output<'tally.agreement'>;

interface Shown {
  key: 'icc' | 'w' | 'alpha';
  value: number | null;
  range: string | null;
}

/** A coefficient beyond ±1 tells that parks hardly differ, so that its denominator vanishes; it is no measure then. */
function meaningful(value: number | null): number | null {
  return value !== null && Math.abs(value) <= 1 ? value : null;
}

/** 强 · 中 · 弱, by the usual cut-offs of the coefficient (Koo & Li 2016 for ICC; taken over for the others). */
function strength(value: number): 'strong' | 'fair' | 'weak' {
  if (value >= 0.75) return 'strong';
  return value >= 0.5 ? 'fair' : 'weak';
}

/** Agreement as three figures, each with its sentence. */
export function Agreement({ agreement }: { agreement: Figures }) {
  const { t } = useTranslation();
  const { value, low, high } = agreement.icc.icc2k;
  const icc = meaningful(value);
  const figures: Shown[] = [
    { key: 'icc', value: icc, range: icc === null || low === null || high === null ? null : `${low.toFixed(2)}–${high.toFixed(2)}` },
    { key: 'w', value: meaningful(agreement.kendallW.wCorrected), range: null },
    { key: 'alpha', value: meaningful(agreement.krippendorff.interval), range: null },
  ];
  return (
    <>
      <dl className="agreement">
        {figures.map((figure) => (
          <div key={figure.key}>
            <dt>{t(`tally.agreement.${figure.key}`)}</dt>
            <dd>
              <strong className="figures">{figure.value === null ? '—' : figure.value.toFixed(2)}</strong>
              {figure.range ? <span className="raw"> {t('tally.agreement.range', { range: figure.range })}</span> : null}
            </dd>
            <dd className="quiet">
              {figure.value === null
                ? t(agreement.usedRows < 2 ? 'tally.agreement.unknown' : 'tally.agreement.flat')
                : t(`tally.agreement.${strength(figure.value)}`)}
            </dd>
          </div>
        ))}
      </dl>
      {agreement.sentences.map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
    </>
  );
}
