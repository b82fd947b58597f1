/** 交回结果: what the expert wrote, signed, in one file for the secretary. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output, Person } from '../../../domain/contract/api.ts';
import { safeFileName } from '../../../domain/names.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { useSession } from '../../state/session.ts';
import { JobLine } from '../../ui/job-line.tsx';
import { TickItem } from '../../ui/fields/items.tsx';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { folderOf, joinPath, showBytes, stamp } from '../../ui/words.ts';
import { useKeyFile } from '../../state/key-files.ts';
import { useExchangeFolder } from './folder.ts';
import { EmptyForm } from './empty.tsx';
import { FilePassphrase, OwnKeyFields } from './keys.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Notice } from '../../ui/page.tsx';
import { MadeFile } from '../../ui/fields/made-file.tsx';
import { openSheets } from '../../../domain/panel/due.ts';

interface Typed {
  path: string;
  identity: string;
  passphrase: string;
  filePassphrase?: string;
  replace?: boolean;
}

export function ReturnForm({ roundId, personId }: { roundId: string; personId: string }) {
  const people = useQuery('panel.list', { roundId });
  const person = people.value?.find((one) => one.personId === personId);
  return person ? <Fields roundId={roundId} person={person} /> : null;
}

function Fields({ roundId, person }: { roundId: string; person: Person }) {
  const { t } = useTranslation();
  const { personId, name } = person;
  const folder = useExchangeFolder();
  const keepFolder = useSession((now) => now.keepFolder);
  const [keyFile, keepKeyFile] = useKeyFile(personId);
  const [made, setMade] = useState<Output<'exchange.return'> | null>(null);
  const task = useJobMutation();
  // not in the office, where no task was opened
  const isLaptop = useQuery('exchange.list', made ? { roundId } : null);
  const left = openSheets(person);
  const giveBack = ({ path, identity, passphrase, filePassphrase, replace }: Typed): void =>
    void task.run(async (options) => {
      const done = await call(
        'exchange.return',
        {
          personId,
          path: path.trim(),
          identity: identity.trim(),
          passphrase,
          ...(filePassphrase ? { filePassphrase } : {}),
          ...(replace ? { replace } : {}),
        },
        options,
      );
      keepKeyFile(identity.trim());
      keepFolder('exchange', folderOf(path.trim()));
      setMade(done);
    });
  if (made) {
    return (
      <div className="stack" role="status">
        <p className="lead">
          {person.asked ? t('exchange.screen.returned', { submitted: made.submitted, due: made.due }) : t('exchange.screen.returnedVisit')}
        </p>
        {made.visits > 0 ? (
          <p className="flush">{t('exchange.screen.returnedVisits', { visits: made.visits, photos: made.photos })}</p>
        ) : null}
        <MadeFile path={made.path} testId="returned-path" />
        <p className="quiet flush">{t('exchange.screen.returnedNext', { size: showBytes(made.bytes) })}</p>
        <p className="quiet flush">{t('exchange.screen.returnedDigest')}</p>
        <span className="digest" data-testid="returned-digest">
          {made.sha256}
        </span>
        {isLaptop.value?.some((one) => one.direction === 'opened') ? <EmptyForm personId={personId} digest={made.sha256} /> : null}
      </div>
    );
  }
  return (
    <ActionForm<Typed>
      press={t('exchange.screen.return')}
      task={task}
      beside={<JobLine task={task} />}
      initialValues={{
        path: joinPath(folder, `${safeFileName(t('exchange.screen.returnFile', { name }))}-${stamp()}.ppreturn`),
        identity: keyFile,
      }}
      onFinish={giveBack}
    >
      {left > 0 ? <Notice className="form-note" title={t('exchange.screen.notAllIn', { count: left })} /> : null}
      <PathItem label={t('scores.paper.path')} about={t('exchange.screen.stick')} />
      {task.error?.code === 'exchange/path-taken' ? <TickItem name="replace" label={t('common.export.replace')} /> : null}
      <OwnKeyFields />
      <FilePassphrase summary={t('exchange.screen.returnWithPassphrase')} about={t('exchange.screen.returnPassphraseAbout')} />
    </ActionForm>
  );
}
