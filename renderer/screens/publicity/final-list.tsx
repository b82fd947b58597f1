/** 最终名单: what was kept when the publicity closed, what changed against the published list, and the titles given. */
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { Ready, Section } from '../../ui/page.tsx';
import { Figures, type Column } from '../../ui/tables/figures.tsx';

type Row = Output<'shortlist.versions'>[number]['rows'][number];

export function FinalList({ roundId, published }: { roundId: string; published: number }) {
  const { t } = useTranslation();
  const versions = useQuery('shortlist.versions', { roundId });
  const round = useQuery('rounds.get', { roundId });
  const types = round.value?.types ?? [];
  const ranks: Column<Row>[] = [
    { title: t('tally.screen.rank'), number: true, cell: (row) => row.rank },
    { title: t('tally.screen.total'), number: true, cell: (row) => <strong>{row.total}</strong> },
  ];
  const amount: Column<Row> = {
    title: t('shortlist.screen.amount'),
    number: true,
    cell: (row) => ((row.amount ?? null) === null ? '—' : t('eligibility.reward.wan', { amount: row.amount })),
  };
  return (
    <Section title={t('publicity.screen.finalList')} beside={<a href={addressOf('documents')}>{t('publicity.screen.toDocuments')}</a>}>
      <Ready answer={versions}>
        {(all) => {
          const final = all.at(-1);
          // the answer may still be the one from before the end
          if (!final || final.version <= published) return null;
          const listed = final.rows.filter((row) => row.result === 'listed');
          // nobody scores a round of conditions alone
          const scored = listed.some(({ rank }) => rank !== null);
          const amounts = listed.some((row) => (row.amount ?? null) !== null);
          return (
            <>
              <p className="quiet">{t('publicity.screen.finalAbout', { version: final.version, published, count: listed.length })}</p>
              <Figures
                frame="plane scroll-across"
                className="shortlist"
                name={t('publicity.screen.finalList')}
                rows={listed}
                rowKey={(row) => row.applicationId}
                rowProps={() => ({ className: 'listed' })}
                columns={[
                  { title: t('applications.list.type'), cell: (row) => types.find((one) => one.id === row.type)?.label ?? '—' },
                  {
                    title: t('applications.list.park'),
                    head: true,
                    cell: (row) => <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a>,
                  },
                  ...(scored ? ranks : []),
                  ...(amounts ? [amount] : []),
                  { title: t('common.reason'), className: 'quiet', cell: (row) => row.reason ?? '—' },
                ]}
              />
              <Changes roundId={roundId} from={published} to={final.version} />
            </>
          );
        }}
      </Ready>
    </Section>
  );
}

function Changes({ roundId, from, to }: { roundId: string; from: number; to: number }) {
  const { t } = useTranslation();
  const changes = useQuery('shortlist.compare', { roundId, from, to });
  if (!changes.value) return null;
  if (changes.value.length === 0) return <p className="quiet">{t('publicity.screen.asPublished')}</p>;
  return (
    <>
      <h3 className="part-title">{t('publicity.screen.sincePublished')}</h3>
      <ul className="stack-tight bullets">
        {changes.value.map((one) => (
          <li key={`${one.applicationId} ${one.kind}`}>{one.text}</li>
        ))}
      </ul>
    </>
  );
}
