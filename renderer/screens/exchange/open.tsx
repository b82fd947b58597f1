/** 打开任务, on the expert's own laptop. */
import { Button, Form, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { addressOf } from '../../state/route.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { JobLine } from '../../ui/job-line.tsx';
import { useQuery } from '../../state/queries.ts';
import { NewPassphrase } from '../../ui/keys/passphrase.tsx';
import { Refused } from '../../ui/page.tsx';
import { useKeyFile } from '../../state/key-files.ts';
import { FileField } from '../../ui/fields/file-field.tsx';
import { givenKeys, KeyFields, type Keys } from './keys.tsx';
import { OpeningRefused } from './refused.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';

/** Whose machine this is once the task is open, and where their work is. */
export interface Arrived {
  roundId: string;
  personId: string;
  visits: boolean;
}

interface Typed extends Keys {
  protect: boolean;
  workspacePassphrase?: string;
}

interface Props {
  /** files that were there before the form */
  given: readonly string[];
  personId: string | null;
  onArrived: (arrived: Arrived) => void;
  onBegin: () => void;
}

export function OpenForm({ given, personId, onArrived, onBegin }: Props) {
  const { t } = useTranslation();
  const [keyFile, keepKeyFile] = useKeyFile(personId);
  const [paths, setPaths] = useState<readonly string[]>(given);
  const [trust, setTrust] = useState<string | null>(null);
  const [opened, setOpened] = useState<Output<'exchange.open'> | null>(null);
  const [hasIdentity, setHasIdentity] = useState(false);
  const task = useJobMutation();
  const protection = useQuery('workspace.protection', {});
  const rounds = useQuery('rounds.list', {});
  const [path] = paths;
  const open = (typed: Typed): void => {
    if (!path) return;
    void task.run(async (options) => {
      const given = { path, ...givenKeys(typed), ...(trust ? { trust } : {}) };
      const workspacePassphrase = typed.protect ? typed.workspacePassphrase : undefined;
      const done = await call('exchange.open', { ...given, ...(workspacePassphrase ? { workspacePassphrase } : {}) }, options);
      if (typed.identity) keepKeyFile(typed.identity.trim(), done.personId);
      setHasIdentity(Boolean(typed.identity));
      const people = await call('panel.list', { roundId: done.roundId });
      onArrived({
        roundId: done.roundId,
        personId: done.personId,
        visits: people.find((one) => one.personId === done.personId)?.role === 'visitor',
      });
      setOpened(done);
    });
  };
  if (opened) return <Opened opened={opened} hasIdentity={hasIdentity} onBegin={onBegin} />;
  if (protection.value === undefined || rounds.value === undefined) return <Refused error={protection.error ?? rounds.error ?? null} />;
  return (
    <ActionForm<Typed>
      press={t(trust ? 'exchange.screen.trustAndOpen' : 'exchange.screen.open')}
      task={{ busy: task.busy, error: null }}
      disabled={!path}
      initialValues={{ with: 'identity', identity: keyFile, protect: rounds.value.length === 0 }}
      onFinish={open}
      beside={<JobLine task={task} />}
    >
      <Form.Item>
        <FileField
          accept=".pptask"
          paths={paths}
          sentence={t('exchange.screen.pickTask')}
          onPaths={(chosen) => {
            setPaths(chosen);
            setTrust(null);
            task.clear();
          }}
        />
      </Form.Item>
      <KeyFields />
      {protection.value.encrypted ? null : <ProtectFields />}
      <p className="quiet">
        {t('exchange.screen.noKey')} <a href={addressOf('identities', 'own')}>{t('identities.request')}</a>
      </p>
      <OpeningRefused error={task.error} path={path} trust={trust} onTrust={setTrust} />
    </ActionForm>
  );
}

/** Whoever finds or steals the laptop reads nothing: on by itself where nothing was here before. */
function ProtectFields() {
  const { t } = useTranslation();
  const protect: unknown = Form.useWatch('protect');
  return (
    <>
      <Form.Item name="protect" label={t('exchange.screen.protect')} valuePropName="checked" extra={t('exchange.screen.protectAbout')}>
        <Switch />
      </Form.Item>
      {protect ? (
        <NewPassphrase
          name="workspacePassphrase"
          label={t('exchange.screen.protectPassphrase')}
          about={t('exchange.screen.protectForgotten')}
        />
      ) : null}
    </>
  );
}

/** What the task brought, and the way into the work. */
function Opened({ opened, hasIdentity, onBegin }: { opened: Output<'exchange.open'>; hasIdentity: boolean; onBegin: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack-wide" role="status">
      <p className="lead">
        {t(opened.alreadyThere ? 'exchange.screen.openedBefore' : 'exchange.screen.opened', {
          name: opened.name,
          applications: opened.applications,
          documents: opened.documents,
        })}
      </p>
      {opened.visits > 0 ? <p className="flush">{t('exchange.screen.openedVisits', { count: opened.visits })}</p> : null}
      {opened.conflicts > 0 ? <p className="wants flush">{t('exchange.merge.conflicts', { count: opened.conflicts })}</p> : null}
      <Decided decisions={opened.decisions} />
      {opened.outdated.map((park) => (
        <p key={park.applicationId} className="wants flush" data-testid="outdated">
          {t(park.sealed ? 'exchange.screen.outdatedSealed' : 'exchange.screen.outdated', { park: park.parkName, count: park.dropped })}
        </p>
      ))}
      {opened.applications === 0 ? (
        <p className="wants flush">
          {opened.recused > 0 ? t('exchange.screen.openedRecused', { count: opened.recused }) : t('exchange.screen.openedNothing')}
        </p>
      ) : null}
      <Beside opened={opened} />
      {hasIdentity ? null : (
        <p className="wants flush" data-testid="identity-wanted">
          {t('exchange.screen.openedWithout')} <a href={addressOf('identities', 'own')}>{t('identities.request')}</a>
        </p>
      )}
      <p className="quiet flush">{t('exchange.screen.openedNext')}</p>
      <div>
        <Button type="primary" onClick={onBegin}>
          {t('exchange.screen.begin')}
        </Button>
      </div>
    </div>
  );
}

/** A second person's task on the same laptop: both should know that the other works here, too. */
function Beside({ opened }: { opened: Output<'exchange.open'> }) {
  const { t } = useTranslation();
  const rounds = useQuery('rounds.list', {});
  const people = useQuery('panel.list', { roundId: opened.roundId });
  const owners = rounds.value?.find((one) => one.roundId === opened.roundId)?.owners ?? [];
  const others = (people.value ?? []).filter((one) => one.personId !== opened.personId && owners.includes(one.personId));
  if (others.length === 0) return null;
  return (
    <p className="wants flush" data-testid="others-here">
      {t('exchange.screen.openedBeside', { names: others.map((one) => one.name).join(t('common.comma')) })}
    </p>
  );
}

/** What was chosen elsewhere in this person's rows: nobody should find another's choice in the own sheet unawares. */
function Decided({ decisions }: { decisions: Output<'exchange.open'>['decisions'] }) {
  const { t } = useTranslation();
  const standing = decisions.filter((one) => one.takenBack === null);
  if (standing.length === 0) return null;
  return (
    <div className="stack-tight" data-testid="decided">
      {standing.map((one) => (
        <p key={one.decision} className="wants flush">
          {t('exchange.screen.decided', {
            by: one.by ?? t('common.role.secretary'),
            count: one.settled,
            park: one.parkName,
            reason: one.reason,
          })}
          {one.reopened ? t('exchange.screen.decidedReopened') : null}
        </p>
      ))}
      <p className="quiet flush">{t('exchange.screen.decidedSeen')}</p>
    </div>
  );
}
