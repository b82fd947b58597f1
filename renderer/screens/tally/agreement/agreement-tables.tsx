import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { Figures } from '../../../ui/tables/figures.tsx';

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
        <Figures
          name={t('tally.figures.all')}
          rows={rows}
          rowKey={(row) => row.key}
          columns={[
            {
              title: t('tally.figures.coefficient'),
              head: true,
              cell: ({ key, note }) => (
                <>
                  {t(`tally.figures.names.${key}`)}
                  {note ? <div className="raw">{note}</div> : null}
                </>
              ),
            },
            { title: t('tally.figures.value'), number: true, cell: (row) => show(row.value) },
            { title: t('tally.figures.low'), number: true, cell: (row) => show(row.low) },
            { title: t('tally.figures.high'), number: true, cell: (row) => show(row.high) },
          ]}
        />
        <div className="stack">
          <Figures
            name={t('tally.figures.experts')}
            rows={experts}
            rowKey={(one) => one.personId}
            columns={[
              { title: t('tally.figures.expert'), head: true, cell: (one) => one.name },
              { title: t('tally.figures.count'), number: true, cell: (one) => one.count },
              {
                title: t('tally.figures.effect'),
                number: true,
                cell: ({ effect }) => `${effect !== null && effect > 0 ? '+' : ''}${show(effect, 2)}`,
              },
              { title: t('tally.figures.spread'), number: true, cell: (one) => show(one.spread, 2) },
              { title: t('tally.figures.distance'), number: true, cell: (one) => show(one.distance, 2) },
            ]}
          />
          <span className="raw">{agreement.severityReason ?? t('tally.figures.effectAbout')}</span>
        </div>
      </div>
    </details>
  );
}
