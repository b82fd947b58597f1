/** 撤销: from now on nothing that the certificate signs is taken in; the word goes out with the next task files. */
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { CertificateFacts } from '../../../ui/keys/certificate.tsx';
import { requiredText } from '../../../ui/fields/items.tsx';
import { ActionForm } from '../../../ui/forms/action-form.tsx';

export function RevokeForm({ identity, onDone }: { identity: Identity; onDone: () => void }) {
  const { t } = useTranslation();
  const task = useMutation();
  return (
    <ActionForm<{ reason: string }>
      press={t('identities.revokeNow')}
      task={task}
      danger
      onFinish={({ reason }) =>
        void task.run(async () => {
          await call('identities.revoke', { identityId: identity.identityId, reason: reason.trim() });
          onDone();
        })
      }
    >
      <CertificateFacts certificate={identity} withFingerprint />
      <p>{t(`identities.revokeAbout.${identity.kind}`)}</p>
      <Form.Item name="reason" label={t('common.reason')} rules={requiredText(t('identities.reasonNeeded'))}>
        <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={5000} placeholder={t('identities.reasonExample')} />
      </Form.Item>
    </ActionForm>
  );
}
