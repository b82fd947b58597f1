import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { today } from '../../ui/words.ts';
import { daysBetween } from './days.ts';
import type { Title } from '../../../domain/contract/api.ts';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

/** A park may hold titles of several authorities. */
const keyOf = ({ parkName, authority }: Title): string => `${parkName} ${authority ?? ''}`;

/** One title a row: the park, its state with what is due, and below it what happened, round by round. */
export function TitleList({ titles, onChange }: { titles: readonly Title[]; onChange: (title: Title) => void }) {
  const { t } = useTranslation();
  const written: readonly SheetColumn<Title>[] = [
    { head: t('applications.list.park'), cell: ({ parkName }) => parkName },
    { head: t('titles.sheet.type'), cell: ({ type }) => type },
    { head: t('titles.sheet.authority'), cell: ({ authority }) => authority },
    { head: t('titles.stateHead'), cell: ({ state }) => t(`titles.state.${state}`) },
    { head: t('titles.since'), cell: ({ since }) => since },
    { head: t('titles.sheet.until'), cell: ({ until }) => until },
    { head: t('titles.sheet.mayApply'), cell: ({ mayApplyFrom }) => mayApplyFrom },
    { head: t('titles.history'), cell: ({ history }) => history.map(({ text }) => text).join('\n') },
  ];
  return (
    <>
      <TableTools name={t('titles.title')} content={() => sheetOf(t('titles.title'), written, titles)} />
      <Figures
        frame="plane scroll-across"
        className="title-table"
        name={t('titles.title')}
        rows={titles}
        rowKey={keyOf}
        columns={[
          {
            title: t('applications.list.park'),
            head: true,
            cell: ({ parkName, type, authority }) => (
              <>
                {parkName}
                {type || authority ? <div className="raw">{[type, authority].filter(Boolean).join(' · ')}</div> : null}
              </>
            ),
          },
          { title: t('titles.stateHead'), cell: ({ state }) => <StateMark state={state} /> },
          { title: t('titles.since'), className: 'figures', cell: ({ since }) => since ?? '—' },
          { title: t('titles.due'), cell: (title) => <Due title={title} /> },
          { title: t('titles.history'), cell: (title) => <History title={title} /> },
          {
            title: t('titles.record'),
            unseen: true,
            number: true,
            noPrint: true,
            cell: (title) => (
              <SmallButton
                act={t('titles.changeShort')}
                name={t('titles.change', { park: title.parkName })}
                onClick={() => onChange(title)}
              />
            ),
          },
        ]}
      />
    </>
  );
}

const marks: Readonly<Record<Title['state'], string>> = { none: '—', recognised: '✓', rectifying: '◇', overdue: '!', revoked: '✗' };

function StateMark({ state }: { state: Title['state'] }) {
  const { t } = useTranslation();
  return (
    <span className={`verdict title-${state}`}>
      <span aria-hidden="true" className="verdict-mark">
        {marks[state]}
      </span>
      {t(`titles.state.${state}`)}
    </span>
  );
}

/** The end of 整改 with the days that are left, or the day from which a park may apply again. */
function Due({ title: { state, until, mayApplyFrom } }: { title: Title }) {
  const { t } = useTranslation();
  if (mayApplyFrom) return <span>{t('titles.mayApply', { date: mayApplyFrom })}</span>;
  if (!until) return <span className="raw">—</span>;
  const days = daysBetween(today(), until);
  return (
    <>
      <span className="figures">{until}</span>
      <div className={state === 'overdue' ? 'wants small' : 'raw'}>
        {days >= 0 ? t('titles.daysLeft', { count: days }) : t('titles.daysOver', { count: -days })}
      </div>
    </>
  );
}

function History({ title }: { title: Title }) {
  const rounds = useQuery('rounds.list', {});
  return (
    <ol className="bare-list title-history">
      {title.history.map((event) => (
        <li key={`${event.on} ${event.kind} ${event.text}`}>
          {event.text}
          <span className="raw"> {rounds.value?.find((one) => one.roundId === event.roundId)?.name}</span>
        </li>
      ))}
    </ol>
  );
}
