import { useTranslation } from 'react-i18next';
import type { ShortlistAnswer } from '../../../domain/contract/api.ts';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { addressOf } from '../../state/route.ts';
import { LongList } from '../../ui/tables/long-list.tsx';
import type { ListWords, Result } from './bands.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  parks: ShortlistAnswer['unranked'];
  words: ListWords;
  begun: { applicationId: string; result: Result } | null;
  task: Task;
  onBegin: (applicationId: string, result: Result) => void;
  onReason: (applicationId: string, result: Result, reason: string) => void;
  onCancel: () => void;
}

/** What a row without a decision takes, in px. */
const rowHeight = 45;

/** Parks without a rank: without a sheet that counts. A decision about one always takes a reason. */
export function UnrankedList({ parks, words, begun, task, onBegin, onReason, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <LongList
      className="plane plane-pad-across"
      rowClass="stack"
      rows={parks}
      rowKey={(park) => park.applicationId}
      height={rowHeight}
      whole={begun !== null}
    >
      {(park) => (
        <>
          <div className="row-between">
            <span>
              <a href={addressOf('packages', park.applicationId)}>{park.parkName}</a>{' '}
              <span className="quiet">{park.because ?? t('shortlist.screen.unrankedPlain')}</span>
              {park.decision ? <span>{` · ${words[park.decision.result]}`}</span> : null}
              {park.ground ? (
                <span className="raw" title={park.ground.made}>
                  {' '}
                  {park.ground.text}
                </span>
              ) : null}
            </span>
            <span className="acts">
              {(['listed', 'notListed'] as const)
                .filter((result) => park.decision?.result !== result)
                .map((result) => (
                  <SmallButton
                    key={result}
                    act={words[result]}
                    of={park.parkName}
                    disabled={task.busy}
                    onClick={() => onBegin(park.applicationId, result)}
                  />
                ))}
            </span>
          </div>
          {begun?.applicationId === park.applicationId ? (
            <ReasonForm
              question={t('shortlist.screen.why', { park: park.parkName, result: words[begun.result] })}
              press={t('shortlist.screen.decide')}
              needed={t('shortlist.screen.reasonNeeded')}
              task={task}
              onReason={(reason) => onReason(park.applicationId, begun.result, reason)}
              onCancel={onCancel}
            />
          ) : null}
        </>
      )}
    </LongList>
  );
}
