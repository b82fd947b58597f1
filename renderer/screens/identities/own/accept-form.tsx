/** 装入答复: the institution's answer is looked at first; whoever takes it in trusts its root from then on. */
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useTask } from '../../../state/task.ts';
import { CertificateFacts, Chain } from '../../../ui/keys/certificate.tsx';
import { Refused } from '../../../ui/notices.tsx';
import { Passphrase } from '../../../ui/keys/passphrase.tsx';
import { PathField } from '../../../ui/fields/path-field.tsx';
import { FileField } from '../../../ui/fields/file-field.tsx';
import { Compared } from '../../../ui/keys/compared.tsx';
import { certificateEndings, keyFileEndings, useKeyFile } from '../../../state/key-files.ts';

export function AcceptForm({ personId }: { personId: string | null }) {
  const { t } = useTranslation();
  const [keyFile] = useKeyFile(personId);
  const [paths, setPaths] = useState<string[]>([]);
  const [seen, setSeen] = useState<Output<'identities.look'> | null>(null);
  const [made, setMade] = useState<Output<'identities.accept'> | null>(null);
  const looking = useTask();
  const taking = useTask();
  const [answer] = paths;
  if (made) {
    return (
      <div className="stack-wide" role="status">
        <p className="lead">{t('identities.accepted')}</p>
        <span className="digest">{made.path}</span>
        <CertificateFacts certificate={made.certificate} withFingerprint />
        <p className="quiet flush">{t('identities.acceptedNext')}</p>
      </div>
    );
  }
  const root = seen?.kind === 'certificate' ? seen.chain.at(-1) : undefined;
  return (
    <div className="stack-wide">
      <p className="quiet flush">{t('identities.acceptNote')}</p>
      <FileField
        accept={certificateEndings}
        paths={paths}
        sentence={t('identities.pickAnswer')}
        onPaths={(chosen) => {
          setPaths(chosen);
          setSeen(null);
          const [path] = chosen;
          if (path) void looking.run(async () => setSeen(await call('identities.look', { path }, { job: crypto.randomUUID() })));
        }}
      />
      <Refused error={looking.error} />
      {seen?.kind === 'request' ? <p className="wants">{t('identities.isRequest')}</p> : null}
      {seen?.kind === 'certificate' && answer && root ? (
        <>
          <CertificateFacts certificate={seen.certificate} />
          <Chain chain={[seen.certificate, ...seen.chain]} />
          <Form<{ path: string; passphrase: string }>
            layout="vertical"
            requiredMark={false}
            initialValues={{ path: keyFile }}
            onFinish={({ path, passphrase }) =>
              void taking.run(async () =>
                setMade(await call('identities.accept', { path: path.trim(), passphrase, answer }, { job: crypto.randomUUID() })),
              )
            }
          >
            <Compared sentence={t('identities.rootOfAnswer', { root: root.subject })} fingerprint={root.fingerprint} />
            <Form.Item
              name="path"
              label={t('identities.pendingFile')}
              extra={t('identities.pendingFileAbout')}
              rules={[{ required: true, whitespace: true, message: t('identities.pathNeeded') }]}
            >
              <PathField accept={keyFileEndings} inPlace />
            </Form.Item>
            <Passphrase name="passphrase" label={t('identities.passphrase')} />
            <Refused error={taking.error} onClose={taking.clear} />
            <Button type="primary" htmlType="submit" loading={taking.busy}>
              {t('identities.accept')}
            </Button>
          </Form>
        </>
      ) : null}
    </div>
  );
}
