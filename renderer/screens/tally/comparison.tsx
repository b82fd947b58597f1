/** What stands beside the ranking and never in its place: totals without severity, grades of an assessment. */
import { useTranslation } from 'react-i18next';
import type { TallyOverview } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { ResultTable } from '../../ui/tables/result-table.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { Section } from '../../ui/page.tsx';

export function AdjustedTable({ tally }: { tally: TallyOverview }) {
  const { t } = useTranslation();
  const { adjusted, ranking } = tally;
  if (!adjusted) return null;
  return (
    <Section title={t('tally.adjusted.title')} about={adjusted.reason ?? t('tally.adjusted.about')}>
      {adjusted.reason === null ? (
        <Figures
          frame="plane scroll-across"
          name={t('tally.adjusted.title')}
          rows={ranking.map((row) => ({ ...row, other: adjusted.parks.find((park) => park.applicationId === row.applicationId) }))}
          rowKey={(row) => row.applicationId}
          columns={[
            { title: t('applications.list.park'), head: true, cell: (row) => row.parkName },
            { title: t('tally.screen.rank'), number: true, cell: (row) => row.rank },
            { title: t('tally.screen.total'), number: true, cell: (row) => row.total },
            {
              title: t('tally.adjusted.rank'),
              number: true,
              className: ({ rank, other }) => (other?.rank === rank ? undefined : 'wants'),
              cell: ({ other }) => other?.rank ?? '—',
            },
            { title: t('tally.adjusted.total'), number: true, cell: ({ other }) => other?.total ?? '—' },
          ]}
        />
      ) : null}
    </Section>
  );
}

export function GradingTable({ grading }: { grading: TallyOverview['grading'] }) {
  const { t } = useTranslation();
  if (!grading) return null;
  return (
    <Section title={t('titles.results.grades')} beside={<a href={addressOf('shortlist')}>{t('titles.results.title')}</a>}>
      <ResultTable parks={grading.parks} />
    </Section>
  );
}
