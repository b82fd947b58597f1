import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../state/answers.ts';
import { today } from '../../ui/words.ts';
import { daysBetween } from './days.ts';
import type { Output } from '../../../domain/contract/api.ts';

type Title = Output<'titles.list'>[number];

/** One title a row: the park, its state with what is due, and below it what happened, round by round. */
export function TitleList({ titles, onChange }: { titles: readonly Title[]; onChange: (parkName: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="plane scroll-across">
      <table className="plain-table title-table" aria-label={t('window.place.titles')}>
        <thead>
          <tr>
            <th scope="col">{t('applications.list.park')}</th>
            <th scope="col">{t('titles.stateHead')}</th>
            <th scope="col">{t('titles.since')}</th>
            <th scope="col">{t('titles.due')}</th>
            <th scope="col">{t('titles.history')}</th>
            <th scope="col" className="no-print">
              <span className="unseen">{t('titles.record')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {titles.map((title) => (
            <tr key={title.parkName}>
              <th scope="row">
                {title.parkName}
                {title.type ? <div className="raw">{title.type}</div> : null}
              </th>
              <td>
                <StateMark state={title.state} />
              </td>
              <td className="figures">{title.since ?? '—'}</td>
              <td>
                <Due title={title} />
              </td>
              <td>
                <History title={title} />
              </td>
              <td className="number no-print">
                <Button size="small" onClick={() => onChange(title.parkName)} aria-label={t('titles.change', { park: title.parkName })}>
                  {t('titles.changeShort')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
  const rounds = useAnswer('rounds.list', {});
  return (
    <ol className="title-history">
      {title.history.map((event) => (
        <li key={`${event.on} ${event.kind} ${event.text}`}>
          {event.text}
          <span className="raw"> {rounds.value?.find((one) => one.roundId === event.roundId)?.name}</span>
        </li>
      ))}
    </ol>
  );
}
