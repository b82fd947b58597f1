import { DeleteOutlined, PlusOutlined } from '../../ui/icons.tsx';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Who signs: the file of each identity and what opens it. Signed in this order, one revision each. */
export function Signers({ places, onAdd, onRemove }: { places: readonly number[]; onAdd: () => void; onRemove: (place: number) => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      {places.map((place, at) => (
        <div key={place} className="field-form">
          <div className="row-between">
            <strong>{t('window.documents.signer', { at: at + 1 })}</strong>
            <Button type="text" size="small" icon={<DeleteOutlined />} onClick={() => onRemove(place)} aria-label={t('window.documents.unsign', { at: at + 1 })} title={t('window.documents.unsign', { at: at + 1 })} />
          </div>
          <Form.Item name={[place, 'identity']} label={t('window.identity.path')} rules={[{ required: true, whitespace: true, message: t('window.identity.pathNeeded') }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name={[place, 'passphrase']} label={t('window.identity.passphrase')} rules={[{ required: true, message: t('window.identity.passphraseNeeded') }]}>
            <Input.Password autoComplete="off" />
          </Form.Item>
        </div>
      ))}
      <div>
        <Button icon={<PlusOutlined />} onClick={onAdd}>
          {t('window.documents.addSigner')}
        </Button>
      </div>
    </div>
  );
}
