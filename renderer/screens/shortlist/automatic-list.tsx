import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShortlistAnswer } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import type { Result } from './bands.ts';

interface Props {
  parks: ShortlistAnswer['automatic'];
  begun: { applicationId: string; result: Result } | null;
  task: Task;
  onEnter: () => void;
  onList: (applicationId: string) => void;
  onBegin: (applicationId: string, result: Result) => void;
  onReason: (applicationId: string, result: Result, reason: string) => void;
  onCancel: () => void;
}

/** 自动纳入: parks that an article enters by itself. To list them takes no reason; that the article does not hold takes one. */
export function AutomaticList({ parks, begun, task, onEnter, onList, onBegin, onReason, onCancel }: Props) {
  const { t } = useTranslation();
  const due = parks.filter((park) => park.entered && park.since === null);
  return (
    <>
      <ul className="plane plain-list plane-pad-across">
        {parks.map((park) => (
          <li key={park.applicationId} className="stack">
            <div className="row-between">
              <span>
                <a href={addressOf('packages', park.applicationId)}>{park.parkName}</a>{' '}
                <span className="quiet">
                  {t(park.entered ? 'shortlist.screen.enters' : 'shortlist.screen.entersNot', { article: park.article, type: park.label })}
                </span>
                {park.since === null ? null : <span className="quiet"> {t('shortlist.screen.titled', { date: park.since })}</span>}
                {park.decision?.reason ? <span className="raw"> {park.decision.reason}</span> : null}
                {park.ground?.moved ? <span className="wants small"> {t('shortlist.screen.moved')}</span> : null}
                <div className="raw">{park.text}</div>
              </span>
              <span className="acts">
                {park.entered ? (
                  <SmallButton
                    act={t('shortlist.screen.enterNot')}
                    of={park.parkName}
                    disabled={task.busy || park.since !== null}
                    onClick={() => onBegin(park.applicationId, 'notListed')}
                  />
                ) : (
                  <SmallButton
                    act={t('shortlist.screen.enter')}
                    of={park.parkName}
                    disabled={task.busy}
                    onClick={() => onList(park.applicationId)}
                  />
                )}
              </span>
            </div>
            {begun?.applicationId === park.applicationId ? (
              <ReasonForm
                question={t('shortlist.screen.whyNotEntered', { park: park.parkName })}
                press={t('shortlist.screen.decide')}
                needed={t('shortlist.screen.reasonNeeded')}
                task={task}
                onReason={(reason) => onReason(park.applicationId, begun.result, reason)}
                onCancel={onCancel}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {due.length > 0 ? (
        <div className="row">
          <Button loading={task.busy} onClick={onEnter}>
            {t('shortlist.screen.enterNow', { count: due.length })}
          </Button>
        </div>
      ) : null}
    </>
  );
}
