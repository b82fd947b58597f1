import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';

type Figures = Output<'tally.agreement'>;

const iccs = ['icc11', 'icc21', 'icc31', 'icc1k', 'icc2k', 'icc3k'] as const;
const alphas = ['nominal', 'ordinal', 'interval', 'ratio'] as const;

function show(value: number | null, digits = 3): string {
  return value === null ? '—' : value.toFixed(digits);
}

/** Every coefficient with its interval, and each expert against the panel. */
export function AgreementTables({ agreement }: { agreement: Figures }) {
  const { t } = useTranslation();
  const { icc, kendallW, krippendorff, experts } = agreement;
  const reason = (code: string | undefined): string | null => (code === undefined ? null : t(`tally.reason.${code}`));
  const rows = [
    ...iccs.map((key) => ({ key, ...icc[key], note: reason(icc[key].reason) })),
    {
      key: 'w',
      value: kendallW.wCorrected,
      low: null,
      high: null,
      note:
        kendallW.chi2 === null
          ? reason(kendallW.reason)
          : t('tally.figures.p', {
              chi2: show(kendallW.chi2, 2),
              df: kendallW.df ?? '—',
              p: kendallW.p !== null && kendallW.p < 0.001 ? '< 0.001' : show(kendallW.p),
            }),
    },
    ...alphas.map((key) => ({ key, value: krippendorff[key], low: null, high: null, note: reason(krippendorff.reasons?.[key]) })),
  ];
  return (
    <details className="details">
      <summary>{t('tally.figures.all')}</summary>
      <div className="columns">
        <table className="plain-table" aria-label={t('tally.figures.all')}>
          <thead>
            <tr>
              <th scope="col">{t('tally.figures.coefficient')}</th>
              <th scope="col" className="number">
                {t('tally.figures.value')}
              </th>
              <th scope="col" className="number">
                {t('tally.figures.low')}
              </th>
              <th scope="col" className="number">
                {t('tally.figures.high')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {t(`tally.figures.names.${row.key}`)}
                  {row.note ? <div className="raw">{row.note}</div> : null}
                </th>
                <td className="number">{show(row.value)}</td>
                <td className="number">{show(row.low)}</td>
                <td className="number">{show(row.high)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="stack">
          <table className="plain-table" aria-label={t('tally.figures.experts')}>
            <thead>
              <tr>
                <th scope="col">{t('tally.figures.expert')}</th>
                <th scope="col" className="number">
                  {t('tally.figures.count')}
                </th>
                <th scope="col" className="number">
                  {t('tally.figures.effect')}
                </th>
                <th scope="col" className="number">
                  {t('tally.figures.spread')}
                </th>
                <th scope="col" className="number">
                  {t('tally.figures.distance')}
                </th>
              </tr>
            </thead>
            <tbody>
              {experts.map((one) => (
                <tr key={one.personId}>
                  <th scope="row">{one.name}</th>
                  <td className="number">{one.count}</td>
                  <td className="number">{one.effect !== null && one.effect > 0 ? `+${show(one.effect, 2)}` : show(one.effect, 2)}</td>
                  <td className="number">{show(one.spread, 2)}</td>
                  <td className="number">{show(one.distance, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <span className="raw">{agreement.severityReason ?? t('tally.figures.effectAbout')}</span>
        </div>
      </div>
    </details>
  );
}
