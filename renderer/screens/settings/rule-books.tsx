/** 评审办法文件: which of the workspace's own there are, which files cannot be used and why; checking one, and putting it in. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { PathItem } from '../../ui/fields/path-field.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Notice, Ready } from '../../ui/page.tsx';

type Checked = Output<'schemes.check'>;
type Problems = Checked['problems'];

export function RuleBooks() {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  const list = useQuery('schemes.list', {});
  const faults = useQuery('schemes.faults', {});
  return (
    <div className="stack" data-testid="rule-books">
      <Ready answer={list}>
        {(all) => {
          const own = all.filter(({ origin }) => origin === 'workspace');
          return (
            <>
              <span className="quiet">{t('schemes.files.about', { count: all.length, own: own.length })}</span>
              {own.length === 0 ? null : (
                <ul className="bullets">
                  {own.map(({ id, title }) => (
                    <li key={id}>{title}</li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Ready>
      <Ready answer={faults}>
        {(all) => (
          <>
            {all.map(({ file, origin, problems }) => (
              <Notice
                key={`${origin} ${file}`}
                type="warning"
                title={t(`schemes.files.fault.${origin}`, { file })}
                description={<ProblemList problems={problems} />}
              />
            ))}
          </>
        )}
      </Ready>
      {personId === null ? <Import /> : null}
    </div>
  );
}

function ProblemList({ problems }: { problems: Problems }) {
  const { t } = useTranslation();
  return (
    <>
      <span>{t('schemes.files.problemsAbout')}</span>
      <ul className="bullets">
        {problems.map(({ place, message }) => (
          <li key={`${place} ${message}`}>{place === '' ? message : t('schemes.files.problem', { place, message })}</li>
        ))}
      </ul>
    </>
  );
}

/** A file is looked into first; then a button puts it in, and says what it takes the place of. */
function Import() {
  const { t } = useTranslation();
  const task = useMutation();
  const [looked, setLooked] = useState<{ path: string; checked: Checked } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const check = ({ path }: { path: string }): void => {
    setDone(null);
    void task.run(async () => setLooked({ path: path.trim(), checked: await call('schemes.check', { path: path.trim() }) }));
  };
  const put = (path: string): void =>
    void task.run(async () => {
      const { scheme } = await call('schemes.import', { path, replace: true });
      setLooked(null);
      setDone(t('schemes.files.done', { title: scheme.title }));
    });
  const found = looked?.checked;
  return (
    <>
      {done === null ? null : (
        <p className="verified flush" role="status">
          {done}
        </p>
      )}
      <ActionForm<{ path: string }> press={t('schemes.files.check')} task={task} onFinish={check} onValuesChange={() => setLooked(null)}>
        <PathItem label={t('schemes.files.path')} about={t('schemes.files.pathAbout')} accept=".json" />
      </ActionForm>
      {found && found.scheme === null ? (
        <Notice
          type="warning"
          title={t('schemes.files.bad', { count: found.problems.length })}
          description={<ProblemList problems={found.problems} />}
        />
      ) : null}
      {looked && found?.scheme ? (
        <div className="row-between" role="status">
          <span>{t(found.replaces === null ? 'schemes.files.good' : 'schemes.files.replaces', { title: found.scheme.title })}</span>
          <Button loading={task.busy} onClick={() => put(looked.path)}>
            {t(found.replaces === null ? 'schemes.files.put' : 'schemes.files.replace')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
