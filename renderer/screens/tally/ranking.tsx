import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { IconButton } from '../../ui/buttons.tsx';
import { MinusSquareOutlined, PlusSquareOutlined } from '../../ui/icons.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { Derivation } from './derivation.tsx';

type Row = TallyAnswer['ranking'][number];

interface Props {
  tally: TallyAnswer;
  types: readonly { id: string; label: string }[];
  nameOf: (personId: string) => string;
}

/** The ranking; opening a line shows how its total came about. */
export function Ranking({ tally, types, nameOf }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const place = (rank: number, tied: boolean): string => (tied ? t('tally.screen.tied', { rank }) : String(rank));
  const turn = ({ applicationId }: Row): void => {
    const next = new Set(opened);
    if (!next.delete(applicationId)) next.add(applicationId);
    setOpened(next);
  };
  return (
    <Figures
      name={t('tally.screen.ranking')}
      rows={tally.ranking}
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
        { title: t('tally.screen.rank'), number: true, cell: (row) => place(row.rank, row.tied) },
        {
          title: t('applications.list.park'),
          head: true,
          cell: (row) => <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a>,
        },
        { title: t('applications.list.type'), cell: (row) => types.find((one) => one.id === row.type)?.label ?? '—' },
        { title: t('tally.screen.rankInType'), number: true, cell: (row) => place(row.rankInType, row.tiedInType) },
        { title: t('tally.screen.total'), number: true, cell: (row) => <strong>{row.total}</strong> },
      ]}
      below={({ applicationId }) => {
        if (!opened.has(applicationId)) return null;
        const derivation = tally.derivation.find((one) => one.applicationId === applicationId);
        return derivation ? <Derivation derivation={derivation} nameOf={nameOf} /> : null;
      }}
    />
  );
}
