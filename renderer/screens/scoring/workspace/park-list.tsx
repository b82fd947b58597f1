import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../state/route.ts';
import { BarChartOutlined, TableOutlined } from '../../../ui/icons.tsx';

export type ParkState = 'undeclared' | 'recused' | 'abstained' | 'empty' | 'begun' | 'submitted';

interface Park {
  applicationId: string;
  parkName: string;
  state: ParkState;
}

const marks: Readonly<Record<ParkState, string>> = {
  submitted: '●',
  begun: '◐',
  empty: '○',
  undeclared: '？',
  abstained: '–',
  recused: '⊘',
};

interface Props {
  parks: readonly Park[];
  current: string | null;
  /** where sheets on paper are typed in */
  gridHref: string;
  onOpen: (applicationId: string) => void;
  /** all own scores side by side */
  onOverview: () => void;
}

/** The expert's parks, each with how far it is; of a recused one not even the name. */
export function ParkList({ parks, current, gridHref, onOpen, onOverview }: Props) {
  const { t } = useTranslation();
  const done = parks.filter((park) => park.state === 'submitted').length;
  const due = parks.filter((park) => park.state !== 'recused' && park.state !== 'abstained').length;
  return (
    <nav className="pane" aria-label={t('scores.parks')}>
      <div className="pane-head row-between">
        <strong>{t('scores.parks')}</strong>
        <span className="figures quiet">{`${done} / ${due}`}</span>
      </div>
      <ul className="bare-list fill park-list">
        {parks.map((park) => (
          <li key={park.applicationId}>
            {park.state === 'recused' ? (
              <span className="park quiet">
                <span aria-hidden="true">{marks.recused}</span>
                {t('scores.recused')}
              </span>
            ) : (
              <a
                className="park"
                href={addressOf('scoring', park.applicationId)}
                aria-current={park.applicationId === current ? 'true' : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  onOpen(park.applicationId);
                }}
                title={t(`scores.state.${park.state}`)}
              >
                <span aria-hidden="true">{marks[park.state]}</span>
                <span className="park-name">{park.parkName}</span>
                <span className="unseen">{t(`scores.state.${park.state}`)}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="bare-button park grid-link" onClick={onOverview}>
        <BarChartOutlined /> {t('scores.overview.title')}
      </button>
      <a className="park grid-link" href={gridHref}>
        <TableOutlined /> {t('scores.grid.open')}
      </a>
      <ul className="bare-list legend raw" aria-hidden="true">
        {(['submitted', 'begun', 'empty', 'undeclared'] as const).map((state) => (
          <li key={state}>{`${marks[state]} ${t(`scores.state.${state}`)}`}</li>
        ))}
      </ul>
    </nav>
  );
}
