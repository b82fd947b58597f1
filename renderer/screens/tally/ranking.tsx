import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, TallyOverview } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { IconButton } from '../../ui/buttons.tsx';
import { MinusSquareOutlined, PlusSquareOutlined } from '../../ui/icons.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { Ready } from '../../ui/page.tsx';
import { Derivation } from './derivation.tsx';

type Row = TallyOverview['ranking'][number];

interface Props {
  question: Input<'tally.overview'>;
  ranking: readonly Row[];
  types: readonly { id: string; label: string }[];
  /** types are asked criteria of their own: only those of one type have ranks beside each other */
  byType: boolean;
  /** sheets are not in yet */
  provisional: boolean;
  nameOf: (personId: string) => string;
}

/** The ranking; opening a line shows how its total came about. */
export function Ranking({ question, ranking, types, byType, provisional, nameOf }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const place = (rank: number, tied: boolean): string => (tied ? t('tally.screen.tied', { rank }) : String(rank));
  const headed = (key: string): string => (provisional ? t('tally.screen.provisional', { figure: t(key) }) : t(key));
  const turn = ({ applicationId }: Row): void => {
    const next = new Set(opened);
    if (!next.delete(applicationId)) next.add(applicationId);
    setOpened(next);
  };
  return (
    <Figures
      name={t('tally.screen.ranking')}
      rows={ranking}
      rowKey={(row) => row.applicationId}
      columns={[
        {
          title: t('tally.screen.how'),
          noPrint: true,
          cell: (row) => {
            const isOpen = opened.has(row.applicationId);
            return (
              <IconButton
                size="small"
                name={t(isOpen ? 'tally.screen.hideHow' : 'tally.screen.showHow', { park: row.parkName })}
                aria-expanded={isOpen}
                icon={isOpen ? <MinusSquareOutlined /> : <PlusSquareOutlined />}
                onClick={() => turn(row)}
              />
            );
          },
        },
        ...(byType ? [] : [{ title: headed('tally.screen.rank'), number: true, cell: (row: Row) => place(row.rank, row.tied) }]),
        {
          title: t('applications.list.park'),
          head: true,
          cell: (row) => <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a>,
        },
        { title: t('applications.list.type'), cell: (row) => types.find((one) => one.id === row.type)?.label ?? '—' },
        { title: headed('tally.screen.rankInType'), number: true, cell: (row) => place(row.rankInType, row.tiedInType) },
        { title: headed('tally.screen.total'), number: true, cell: (row) => <strong>{row.total}</strong> },
      ]}
      below={({ applicationId }) =>
        opened.has(applicationId) ? <HowCounted question={{ ...question, applicationId }} nameOf={nameOf} /> : null
      }
    />
  );
}

/** Asked for when it is looked at: the derivations of a province are megabytes. */
function HowCounted({ question, nameOf }: { question: Input<'tally.derivation'>; nameOf: Props['nameOf'] }) {
  const derivation = useQuery('tally.derivation', question);
  return <Ready answer={derivation}>{(value) => (value ? <Derivation derivation={value} nameOf={nameOf} /> : null)}</Ready>;
}
