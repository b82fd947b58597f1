/** 查看身份文件: who it is, who vouches for it and until when; and the public part of it as a file for the secretary. */
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { CertificateFacts, Chain } from '../../../ui/keys/certificate.tsx';
import { Notice, Refused } from '../../../ui/page.tsx';
import { Passphrase } from '../../../ui/keys/passphrase.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { joinPath } from '../../../ui/words.ts';
import { keyFileEndings, useIdentityFolder, useKeyFile } from '../../../state/key-files.ts';
import { MadeFile } from '../../../ui/fields/made-file.tsx';
import { NamedForm } from '../../../ui/forms/named-form.tsx';

type Seen = Output<'identities.inspect'>;

export function KeyFileForm({ personId }: { personId: string | null }) {
  const { t } = useTranslation();
  const [keyFile, keepKeyFile] = useKeyFile(personId);
  const folder = useIdentityFolder();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [handed, setHanded] = useState<Output<'identities.handOver'> | null>(null);
  const [form] = Form.useForm<{ path: string; passphrase: string; certificatePath: string }>();
  const looking = useMutation();
  const handing = useMutation();
  const look = (path: string, passphrase: string): void =>
    void looking.run(async () => {
      setSeen(null);
      setHanded(null);
      const found = await call('identities.inspect', { path, passphrase });
      setSeen(found);
      form.setFieldsValue({ certificatePath: joinPath(folder, `${safeFileName(found.certificate.subject)}.crt`) });
      keepKeyFile(path);
    });
  const handOver = (): void => {
    const { path, passphrase, certificatePath } = form.getFieldsValue();
    void handing.run(async () =>
      setHanded(await call('identities.handOver', { path: path.trim(), passphrase, certificatePath: certificatePath.trim() })),
    );
  };
  return (
    <NamedForm
      form={form}
      layout="vertical"
      initialValues={{ path: keyFile }}
      onFinish={({ path, passphrase }) => (seen ? handOver() : look(path.trim(), passphrase))}
      onValuesChange={(changed) => ('certificatePath' in changed ? undefined : setSeen(null))}
    >
      <PathItem label={t('identities.keyFile')} accept={keyFileEndings} />
      <Passphrase name="passphrase" label={t('identities.passphrase')} />
      <Refused error={looking.error} onClose={looking.clear} />
      {seen ? (
        <div className="stack-wide">
          <CertificateFacts certificate={seen.certificate} withFingerprint />
          <Chain chain={[seen.certificate, ...seen.chain]} />
          {seen.recipient === null ? <Notice title={t('identities.noRecipientOwn')} /> : null}
          {handed ? (
            <div className="stack" role="status">
              <p className="lead">{t('identities.handedOver')}</p>
              <MadeFile path={handed.path} testId="handed-path" />
            </div>
          ) : (
            <div>
              <PathItem name="certificatePath" label={t('identities.handOverPath')} about={t('identities.handOverAbout')} />
              <Refused error={handing.error} onClose={handing.clear} />
              <Button type="primary" htmlType="submit" loading={handing.busy}>
                {t('identities.handOver')}
              </Button>
            </div>
          )}
        </div>
      ) : (
        <Button type="primary" htmlType="submit" loading={looking.busy}>
          {t('identities.look')}
        </Button>
      )}
    </NamedForm>
  );
}
