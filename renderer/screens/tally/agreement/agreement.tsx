import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';

type Figures = Output<'tally.agreement'>;

interface Shown {
  key: 'icc' | 'w' | 'alpha';
  value: number | null;
  range: string | null;
}

function numberIn(record: Readonly<Record<string, unknown>>, key: string): number | null {
  const value = record[key];
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'number' ? value.value : null;
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
  const icc = agreement.icc['icc2k'];
  const figures: Shown[] = [
    {
      key: 'icc',
      value: meaningful(icc?.value ?? null),
      range:
        meaningful(icc?.value ?? null) !== null && typeof icc?.low === 'number' && typeof icc.high === 'number'
          ? `${icc.low.toFixed(2)}–${icc.high.toFixed(2)}`
          : null,
    },
    { key: 'w', value: meaningful(numberIn(agreement.kendallW, 'wCorrected')), range: null },
    { key: 'alpha', value: meaningful(numberIn(agreement.krippendorff, 'interval')), range: null },
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
