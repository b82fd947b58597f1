/** 导出撤销清单: what was taken back, signed by the root, for readers outside this program. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { PathItem } from '../../../ui/fields/path-field.tsx';
import { joinPath, stamp } from '../../../ui/words.ts';
import { useIdentityFolder } from '../../../state/key-files.ts';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../../ui/keys/institution-key.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';
import { MadeFile } from '../../../ui/fields/made-file.tsx';

export function RevokedForm() {
  const { t } = useTranslation();
  const folder = useIdentityFolder();
  const task = useMutation();
  const [made, setMade] = useState<Output<'identities.exportRevoked'> | null>(null);
  if (made) {
    return (
      <div className="stack" role="status">
        <p className="lead">{t('identities.revokedExported', { count: made.revoked })}</p>
        <MadeFile path={made.path} />
      </div>
    );
  }
  return (
    <ActionForm<InstitutionKey & { path: string }>
      press={t('identities.exportRevoked')}
      task={task}
      initialValues={{ path: joinPath(folder, `${t('identities.file.revoked')}-${stamp()}.crl`) }}
      onFinish={({ path, ...institution }) =>
        void task.run(async () => setMade(await call('identities.exportRevoked', { path: path.trim(), ...givenInstitution(institution) })))
      }
    >
      <p className="quiet flush-top">{t('identities.revokedAbout')}</p>
      <PathItem label={t('identities.savePath')} />
      <InstitutionKeyFields />
    </ActionForm>
  );
}
