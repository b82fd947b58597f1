/** 补正 of one park: each request with what came of it, and what the new version states otherwise. */
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { Refused } from '../../ui/page.tsx';
import { FieldName, useValueWords } from '../../ui/values.tsx';
import { showTime } from '../../ui/words.ts';
import { CloseDrawer, ReceiveDrawer, RequestDrawer, type Supplement } from './supplement-drawers.tsx';

interface Props {
  application: ApplicationView;
  supplements: readonly Supplement[];
  /** under review, in a round that is not over */
  open: boolean;
  /** experts score already */
  scoring: boolean;
}

export function SupplementList({ application, supplements, open, scoring }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [receiving, setReceiving] = useState(false);
  const [closing, setClosing] = useState(false);
  const waits = supplements.find(({ state }) => state === 'open');
  return (
    <div className="stack-wide">
      {open && !waits ? (
        <div>
          <Button onClick={() => setAsking(true)}>{t('applications.supplement.request')}</Button>
        </div>
      ) : null}
      {supplements.length === 0 ? <p className="quiet flush">{t('applications.supplement.none')}</p> : null}
      {supplements.toReversed().map((one) => (
        <Request
          key={one.supplementId}
          supplement={one}
          application={application}
          acts={
            open && one.state === 'open' ? (
              <span className="row">
                <SmallButton act={t('applications.supplement.receive')} onClick={() => setReceiving(true)} />
                <SmallButton act={t('applications.supplement.close')} onClick={() => setClosing(true)} />
              </span>
            ) : null
          }
          checkable={open}
        />
      ))}
      <RequestDrawer applicationId={application.applicationId} scoring={scoring} open={asking} onClose={() => setAsking(false)} />
      {waits ? <ReceiveDrawer supplement={waits} open={receiving} onClose={() => setReceiving(false)} /> : null}
      {waits ? <CloseDrawer supplement={waits} open={closing} onClose={() => setClosing(false)} /> : null}
    </div>
  );
}

interface RequestProps {
  supplement: Supplement;
  application: ApplicationView;
  acts: ReactNode;
  checkable: boolean;
}

function Request({ supplement, application, acts, checkable }: RequestProps) {
  const { t } = useTranslation();
  const { state, overdue, late, items, requestedOn, dueOn, receivedOn, receipt, reason, follows } = supplement;
  const shown = overdue ? 'overdue' : late ? 'late' : state;
  return (
    <section className="section" aria-label={t('applications.supplement.of', { date: requestedOn })}>
      <div className="row-between">
        <span>
          <Tag color={overdue || late ? 'warning' : state === 'received' ? 'success' : 'default'} variant="filled" className="status-tag">
            {t(`applications.supplement.state.${shown}`)}
          </Tag>
          <span className="figures">{t('applications.supplement.asked', { requested: requestedOn, due: dueOn })}</span>
        </span>
        {acts}
      </div>
      {reason === null ? null : <p className="quiet flush">{t('applications.supplement.whyLine', { reason })}</p>}
      {receivedOn === null ? null : (
        <p className="flush">
          {t(`applications.supplement.receivedLine.${receipt ?? 'paper'}`, { date: receivedOn, name: supplement.package ?? '' })}
        </p>
      )}
      {follows === null ? null : <p className="flush">{follows}</p>}
      {receipt === 'files' ? <Differences supplement={supplement} application={application} checkable={checkable} /> : null}
      {/* what was asked for steps back behind what came of it */}
      <details className="details" open={state === 'open'}>
        <summary>{t('applications.supplement.items', { count: items.length })}</summary>
        <ol className="bullets stack-tight">
          {items.map(({ what, of }) => (
            <li key={`${what} ${of}`}>
              {what}
              {of === '' ? null : <span className="raw"> {of}</span>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

/** Old and new side by side, and whether somebody has looked at it. */
function Differences({ supplement, application, checkable }: Omit<RequestProps, 'acts'>) {
  const { t } = useTranslation();
  const words = useValueWords();
  const task = useMutation();
  const { differences, checkedAt, checkedBy, supplementId } = supplement;
  const optionsOf = (key: string) => application.fields.find((field) => field.key === key)?.options ?? [];
  if (differences.length === 0) return <p className="quiet flush">{t('applications.supplement.same')}</p>;
  return (
    <>
      <table className="plain-table" aria-label={t('applications.supplement.differences')}>
        <thead>
          <tr>
            {['field', 'before', 'after'].map((head) => (
              <th key={head} scope="col">
                {t(`applications.supplement.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ key, label, unit, before, after, established }) => (
            <tr key={key}>
              <th scope="row">
                <FieldName label={label} unit={unit} />
              </th>
              <td className="quiet">{words(before, optionsOf(key))}</td>
              <td>
                {words(after, optionsOf(key))}
                {established === null ? null : (
                  <span className="wants"> {t('applications.supplement.established', { value: words(established, optionsOf(key)) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {checkedAt === null ? (
        checkable ? (
          <div className="row">
            <SmallButton
              act={t('applications.supplement.check')}
              loading={task.busy}
              onClick={() => void task.run(() => call('supplements.check', { supplementId }))}
            />
            <span className="wants">{t('applications.supplement.unchecked')}</span>
          </div>
        ) : null
      ) : (
        <p className="quiet flush">{t('applications.supplement.checked', { time: showTime(checkedAt), by: checkedBy ?? '' })}</p>
      )}
      <Refused error={task.error} />
    </>
  );
}
