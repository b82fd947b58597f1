/** 名单: one table per type with the line of its quota; a departure from the proposal asks its reason in the row. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { addressOf } from '../../state/route.ts';
import { useTask } from '../../state/task.ts';
import { Blank, Ready, Refused } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { ShortlistTable } from './shortlist-table.tsx';
import type { ShortlistRow } from './shortlist-table.tsx';
import { useShortlist } from './store.ts';

type Result = 'listed' | 'notListed';

export function ShortlistScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const shortlist = useAnswer('shortlist.propose', { roundId });
  const deciding = useTask();
  const { begun, begin, end } = useShortlist();
  const decide = async (applicationId: string, result: Result, reason?: string): Promise<void> => {
    const done = await deciding.run(() => call('shortlist.decide', { applicationId, result, ...(reason ? { reason } : {}) }));
    if (done) end();
  };
  const choose = (row: ShortlistRow, result: Result): void => {
    deciding.clear();
    const follows = (result === 'listed' && row.proposed === 'proposed') || (result === 'notListed' && row.proposed === 'notProposed');
    if (follows) void decide(row.applicationId, result);
    else begin(row.applicationId, result);
  };
  const missing = shortlist.error?.code;
  if (missing === 'tally/no-sheets' || missing === 'shortlist/no-quota') {
    const noQuota = missing === 'shortlist/no-quota';
    return (
      <Page title={t('window.place.shortlist')}>
        <div className="plane">
          <Blank
            sentence={t(noQuota ? 'window.shortlist.noQuota' : 'window.tally.empty')}
            button={t(noQuota ? 'window.shortlist.toQuota' : 'window.tally.toScoring')}
            href={addressOf(noQuota ? 'home' : 'scoring')}
          />
        </div>
      </Page>
    );
  }
  return (
    <Page title={t('window.place.shortlist')} about={t('window.shortlist.about')}>
      {begun === null ? <Refused error={deciding.error} onClose={deciding.clear} /> : null}
      <Ready answer={shortlist}>
        {({ types, unranked }) => (
          <>
            {types.map((type) => (
              <section key={type.type} className="section">
                <h2>{type.label}</h2>
                <p className="quiet">
                  {t('window.shortlist.sum', {
                    quota: type.quota,
                    proposed: type.rows.filter((row) => row.proposed === 'proposed').length,
                    open: type.rows.filter((row) => row.proposed === 'needsDecision' && !row.decision).length,
                    decided: type.rows.filter((row) => row.decision).length,
                  })}
                </p>
                {type.over > 0 ? <Alert type="warning" showIcon title={t('window.shortlist.over', { count: type.over })} /> : null}
                <div className="plane clipped">
                  <ShortlistTable
                    label={type.label}
                    quota={type.quota}
                    rows={type.rows}
                    begun={begun}
                    busy={deciding.busy}
                    refusal={deciding.error}
                    onChoose={choose}
                    onReason={(applicationId, result, reason) => void decide(applicationId, result, reason)}
                    onCancel={end}
                  />
                </div>
              </section>
            ))}
            {unranked.length > 0 ? (
              <section className="section">
                <h2>{t('window.shortlist.unranked')}</h2>
                <ul className="plane plain-list plane-pad">
                  {unranked.map((park) => (
                    <li key={park.applicationId} className="row-between">
                      <a href={addressOf('packages', park.applicationId)}>{park.parkName}</a>
                      <span className="quiet">{park.automatic ?? t('window.shortlist.noSheet')}</span>
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
          </>
        )}
      </Ready>
    </Page>
  );
}
