/** 口令保护: encrypting the workspace, another passphrase, the recovery file, and the way back. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, MethodName, Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useJobMutation, type JobMutation } from '../../state/job-mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { MadeFile } from '../../ui/fields/made-file.tsx';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { JobLine } from '../../ui/job-line.tsx';
import { NewPassphrase, Passphrase } from '../../ui/keys/passphrase.tsx';
import { Notice, Ready } from '../../ui/page.tsx';
import { joinPath, stamp } from '../../ui/words.ts';

type Act = 'encrypt' | 'change' | 'recovery' | 'decrypt';

export function Protection() {
  const protection = useQuery('workspace.protection', {});
  return <Ready answer={protection}>{(value) => <Acts protection={value} />}</Ready>;
}

function Acts({ protection: { encrypted, foreign } }: { protection: Output<'workspace.protection'> }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  const [act, setAct] = useState<Act | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const task = useJobMutation();
  const acts: Act[] = encrypted ? ['change', ...(personId === null ? (['recovery'] as const) : []), 'decrypt'] : ['encrypt'];
  const close = (): void => {
    setAct(null);
    task.clear();
  };
  const ended = (sentence: string): void => {
    setDone(sentence);
    close();
  };
  return (
    <div className="stack" data-testid="protection">
      <div className="row-between">
        <span>
          <span className={encrypted ? 'verified' : ''}>{t(`workspace.protection.${encrypted ? 'is' : 'isNot'}`)}</span>{' '}
          <span className="quiet">{t(`workspace.protection.${encrypted ? 'isAbout' : 'isNotAbout'}`)}</span>
        </span>
      </div>
      {encrypted && foreign.length > 0 ? (
        <Notice title={t('workspace.protection.foreign', { paths: foreign.join(t('common.comma')) })} />
      ) : null}
      {done === null ? null : (
        <p className="verified flush" role="status">
          {done}
        </p>
      )}
      {act === null ? (
        <div className="row">
          {acts.map((one) => (
            <Button key={one} onClick={() => setAct(one)}>
              {t(`workspace.protection.act.${one}`)}
            </Button>
          ))}
        </div>
      ) : (
        <ActForm key={act} act={act} task={task} onDone={ended} onCancel={close} />
      )}
    </div>
  );
}

interface FormProps {
  act: Act;
  task: JobMutation;
  onDone: (sentence: string) => void;
  onCancel: () => void;
}

interface Typed {
  passphrase: string;
  next: string;
  path: string;
}

function ActForm({ act, task, onDone, onCancel }: FormProps) {
  const { t } = useTranslation();
  const folder = useSession((now) => now.folder);
  const [made, setMade] = useState<string | null>(null);
  const run = <M extends MethodName>(method: M, payload: Input<M>): void =>
    void task.run(async (options) => {
      const said = await call(method, payload, options);
      if (act === 'recovery') setMade((said as Output<'workspace.recoveryFile'>).path);
      else onDone(t(`workspace.protection.done.${act}`));
    });
  const finish = ({ passphrase, next, path }: Typed): void => {
    if (act === 'encrypt') run('workspace.encrypt', { passphrase: next });
    else if (act === 'change') run('workspace.changePassphrase', { passphrase, next });
    else if (act === 'decrypt') run('workspace.decrypt', { passphrase });
    else run('workspace.recoveryFile', { passphrase, path: path.trim() });
  };
  if (made !== null)
    return (
      <div className="stack-tight" role="status">
        <span>
          <span className="verified">{t('workspace.protection.done.recovery')}</span> <MadeFile path={made} />
        </span>
        <p className="wants flush">{t('workspace.protection.recoveryKeep')}</p>
        <div>
          <Button onClick={onCancel}>{t('common.close')}</Button>
        </div>
      </div>
    );
  return (
    <ActionForm<Typed>
      press={t(`workspace.protection.act.${act}`)}
      task={task}
      danger={act === 'decrypt'}
      onCancel={onCancel}
      initialValues={{ path: joinPath(folder, `${t('workspace.protection.recoveryName')}-${stamp()}.json`) }}
      onFinish={finish}
      beside={<JobLine task={task} />}
    >
      <p className="quiet flush-top">{t(`workspace.protection.about.${act}`)}</p>
      {act === 'encrypt' ? null : <Passphrase name="passphrase" label={t('workspace.protection.present')} autoFocus />}
      {act === 'encrypt' || act === 'change' ? (
        <NewPassphrase name="next" label={t('workspace.protection.next')} about={t('workspace.protection.passphraseAbout')} />
      ) : null}
      {act === 'recovery' ? (
        <PathItem label={t('workspace.protection.recoveryFile')} about={t('workspace.protection.recoveryAbout')} />
      ) : null}
    </ActionForm>
  );
}
