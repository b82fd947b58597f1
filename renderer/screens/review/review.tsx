/** 逐项核对: package by package, the page of the form left, what was read out of it right. The keyboard alone is enough. */
import { Button } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow, ApplicationView } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf, go } from '../../state/route.ts';
import { useMutation, type Mutation } from '../../state/mutation.ts';
import { CheckOutlined } from '../../ui/icons.tsx';
import { Blank, Page, Ready, Refused } from '../../ui/page.tsx';
import { Panes } from '../../ui/panes.tsx';
import { Viewer, type Opened } from '../../ui/viewer/viewer.tsx';
import type { Mark } from '../../ui/viewer/point.ts';
import { showTime } from '../../ui/words.ts';
import { statementOf, type NewValue } from '../../ui/forms/field-form.tsx';
import { CheckList } from './check-list.tsx';
import { useCheckKeys } from './keys.ts';
import { isUnread, nextWaiting } from './order.ts';

export function ReviewScreen({ roundId, applicationId }: { roundId: string; applicationId: string | null }) {
  const { t } = useTranslation();
  const applications = useQuery('applications.list', { roundId });
  return (
    <Ready answer={applications}>
      {(rows) => {
        const row = rows.find((one) => one.applicationId === applicationId) ?? rows.find((one) => one.acceptedAt === null) ?? rows[0];
        if (row) return <Walk rows={rows} row={row} />;
        return (
          <Page title={t('applications.review.title')}>
            <Blank
              framed
              sentence={t('applications.list.empty')}
              button={t('applications.review.backToList')}
              href={addressOf('packages')}
            />
          </Page>
        );
      }}
    </Ready>
  );
}

function Walk({ rows, row }: { rows: readonly ApplicationRow[]; row: ApplicationRow }) {
  const { t } = useTranslation();
  const application = useQuery('applications.get', { applicationId: row.applicationId });
  const task = useMutation();
  const at = rows.indexOf(row);
  const accepted = rows.filter((one) => one.acceptedAt !== null).length;
  const waiting = nextWaiting(rows, row.applicationId);
  const step = (by: 1 | -1): void => {
    const other = rows[at + by];
    if (other) go('review', other.applicationId);
  };
  const accept = async (): Promise<void> => {
    // nothing is accepted before it is on screen, and nothing twice
    if (!application.value) return;
    const { applicationId, roundId, acceptedAt } = application.value;
    await task.run(async () => {
      if (acceptedAt === null) await call('applications.accept', { applicationId });
      // the list on screen does not yet know what was just accepted
      const next = nextWaiting(await call('applications.list', { roundId }), applicationId);
      if (next) go('review', next.applicationId);
    });
  };
  useCheckKeys({ onNext: () => step(1), onBefore: () => step(-1), onAccept: () => void accept() });
  const unread = application.value?.fields.filter(isUnread).length ?? 0;
  return (
    <Page
      fill
      back={{ place: 'packages', name: t('applications.review.backToList') }}
      title={
        <>
          {row.parkName}
          {row.acceptedAt ? (
            <span className="verified small">
              <CheckOutlined /> {t('applications.review.acceptedAt', { time: showTime(row.acceptedAt) })}
            </span>
          ) : null}
        </>
      }
      about={t(accepted === rows.length ? 'applications.review.all' : 'applications.review.place', {
        at: at + 1,
        of: rows.length,
        accepted,
      })}
      actions={
        <>
          <Button disabled={at === 0} onClick={() => step(-1)}>
            {t('applications.review.before')}
          </Button>
          <Button disabled={at === rows.length - 1} onClick={() => step(1)}>
            {t('applications.review.next')}
          </Button>
          {row.acceptedAt !== null && !waiting ? (
            <Button type="primary" href={addressOf('packages')}>
              {t('applications.review.backToList')}
            </Button>
          ) : (
            <Button
              type="primary"
              loading={task.busy}
              onClick={() => void accept()}
              title={row.acceptedAt === null && unread > 0 ? t('applications.review.acceptUnread', { count: unread }) : undefined}
            >
              {t(
                row.acceptedAt !== null
                  ? 'applications.review.nextWaiting'
                  : waiting
                    ? 'applications.review.accept'
                    : 'applications.review.acceptLast',
              )}
            </Button>
          )}
        </>
      }
    >
      <Refused error={task.error} onClose={task.clear} />
      <div className="plane fill clipped">
        {/* an answer of the park before must not be shown under this one's name */}
        <Ready answer={application}>{(value) => <ReviewPanes key={value.applicationId} application={value} task={task} />}</Ready>
      </div>
      <p className="raw flush">{t('applications.review.keys')}</p>
    </Page>
  );
}

function ReviewPanes({ application, task }: { application: ApplicationView; task: Mutation }) {
  const { applicationId, documents } = application;
  const form = documents.find((document) => document.kind === 'form');
  const [opened, setOpened] = useState<Opened | null>(form ? { documentId: form.documentId } : null);
  const [mark, setMark] = useState<Mark | undefined>(undefined);
  const sight = useRef<Opened | null>(null);
  const onSight = useCallback((seen: Opened) => {
    sight.current = seen;
  }, []);
  const setField = (key: string, typed: NewValue): Promise<boolean> => {
    const cited = sight.current;
    const evidence = typed.citing && cited ? { evidence: [cited] } : {};
    return task.run(() => call('applications.setField', { applicationId, key, ...statementOf(typed), ...evidence }));
  };
  return (
    <Panes
      name="review"
      panes={[
        {
          share: 54,
          least: 320,
          body: (
            <Viewer applicationId={applicationId} documents={documents} opened={opened} onOpen={setOpened} onSight={onSight} mark={mark} />
          ),
        },
        {
          share: 46,
          least: 360,
          body: <CheckList application={application} task={task} onSet={setField} onClear={task.clear} onPoint={setMark} />,
        },
      ]}
    />
  );
}
