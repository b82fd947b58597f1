/** 登记成员文件: what a member hands over, shown for what it is before anything is done: a request is answered, a certificate put on record. */
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Refused } from '../../../ui/page.tsx';
import { FileField } from '../../../ui/fields/file-field.tsx';
import { AnswerForm } from './answer-form.tsx';
import { certificateEndings } from '../../../state/key-files.ts';
import { memberFileEndings, type MemberFile, type Members } from './member-files.ts';
import { RegisterForm } from './register-form.tsx';

export function TakeIn({ people }: { people: Members }) {
  const { t } = useTranslation();
  const [paths, setPaths] = useState<string[]>([]);
  const [above, setAbove] = useState<string[]>([]);
  const [seen, setSeen] = useState<MemberFile | null>(null);
  const looking = useMutation();
  const [path] = paths;
  const look = (chosen: string, others: string[]): void => {
    setSeen(null);
    void looking.run(async () => setSeen(await call('identities.look', { path: chosen, ...(others.length > 0 ? { above: others } : {}) })));
  };
  return (
    <div className="stack-wide">
      <p className="quiet flush">{t('identities.takeInAbout')}</p>
      <FileField
        accept={memberFileEndings}
        paths={paths}
        sentence={t('identities.pickHanded')}
        onPaths={(chosen) => {
          setPaths(chosen);
          setAbove([]);
          if (chosen[0]) look(chosen[0], []);
        }}
      />
      <Refused error={looking.error} />
      {looking.error?.code === 'identity/open-chain' && path ? (
        <Form.Item label={t('identities.above')}>
          <FileField
            accept={certificateEndings}
            multiple
            paths={above}
            sentence={t('identities.pickAbove')}
            testId="above-file"
            onPaths={(chosen) => {
              setAbove(chosen);
              look(path, chosen);
            }}
          />
        </Form.Item>
      ) : null}
      {path && seen?.kind === 'request' ? <AnswerForm key={path} path={path} request={seen} people={people} /> : null}
      {path && seen?.kind === 'certificate' ? <RegisterForm key={path} path={path} above={above} seen={seen} people={people} /> : null}
    </div>
  );
}
