/** 装入答复: the institution's answer is looked at first; whoever takes it in trusts its root from then on. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { CertificateFacts, Chain } from '../../../ui/keys/certificate.tsx';
import { Refused } from '../../../ui/page.tsx';
import { Passphrase } from '../../../ui/keys/passphrase.tsx';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { FileField } from '../../../ui/fields/file-field.tsx';
import { Compared } from '../../../ui/keys/compared.tsx';
import { certificateEndings, keyFileEndings, useKeyFile } from '../../../state/key-files.ts';
import { ActionForm } from '../../../ui/forms/action-form.tsx';

export function AcceptForm({ personId }: { personId: string | null }) {
  const { t } = useTranslation();
  const [keyFile] = useKeyFile(personId);
  const [paths, setPaths] = useState<string[]>([]);
  const [seen, setSeen] = useState<Output<'identities.look'> | null>(null);
  const [made, setMade] = useState<Output<'identities.accept'> | null>(null);
  const looking = useMutation();
  const taking = useMutation();
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
          if (path) void looking.run(async () => setSeen(await call('identities.look', { path })));
        }}
      />
      <Refused error={looking.error} />
      {seen?.kind === 'request' ? <p className="wants">{t('identities.isRequest')}</p> : null}
      {seen?.kind === 'certificate' && answer && root ? (
        <>
          <CertificateFacts certificate={seen.certificate} />
          <Chain chain={[seen.certificate, ...seen.chain]} />
          <ActionForm<{ path: string; passphrase: string }>
            press={t('identities.accept')}
            task={taking}
            initialValues={{ path: keyFile }}
            onFinish={({ path, passphrase }) =>
              void taking.run(async () => setMade(await call('identities.accept', { path: path.trim(), passphrase, answer })))
            }
          >
            <Compared sentence={t('identities.rootOfAnswer', { root: root.subject })} fingerprint={root.fingerprint} />
            <PathItem label={t('identities.pendingFile')} about={t('identities.pendingFileAbout')} accept={keyFileEndings} inPlace />
            <Passphrase name="passphrase" label={t('identities.passphrase')} />
          </ActionForm>
        </>
      ) : null}
    </div>
  );
}
