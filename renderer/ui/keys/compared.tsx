/** A root that nobody has trusted here yet: its fingerprint, and the word of a person who compared it. */
import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Fingerprint } from './certificate.tsx';

/** Part of a form: it does not go on before the box is ticked. */
export function Compared({ sentence, fingerprint }: { sentence: string; fingerprint: string }) {
  const { t } = useTranslation();
  return (
    <div className="stack tinted trust-box">
      <span>{sentence}</span>
      <Fingerprint value={fingerprint} />
      <Form.Item
        name="compared"
        valuePropName="checked"
        className="flush-item"
        rules={[
          {
            validator: (_rule, ticked: boolean) => (ticked ? Promise.resolve() : Promise.reject(new Error(t('identities.compareNeeded')))),
          },
        ]}
      >
        <Checkbox>{t('identities.compared')}</Checkbox>
      </Form.Item>
    </div>
  );
}
