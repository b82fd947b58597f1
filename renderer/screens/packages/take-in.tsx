/** 收下: a package of which no form can be read comes in all the same, once somebody says whose it is. */
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { requiredText } from '../../ui/fields/items.tsx';
import { NamedForm } from '../../ui/forms/named-form.tsx';

interface Props {
  /** of the package, whose own name is proposed for the park */
  name: string;
  busy: boolean;
  onTakeIn: (refused: string, parkName: string) => void;
}

export function TakeIn({ name, busy, onTakeIn }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div>
        <Button size="small" disabled={busy} onClick={() => setOpen(true)}>
          {t('applications.takeIn.begin')}
        </Button>
      </div>
    );
  const proposed = name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/\.[A-Za-z0-9]{1,4}$/u, '')
    .trim();
  return (
    <NamedForm<{ parkName: string }>
      layout="vertical"
      className="field-form"
      initialValues={{ parkName: proposed }}
      onFinish={({ parkName }) => onTakeIn(name, parkName.trim())}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setOpen(false);
      }}
    >
      <Form.Item
        name="parkName"
        label={t('applications.takeIn.name')}
        extra={t('applications.takeIn.about')}
        rules={requiredText(t('applications.takeIn.needed'))}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('applications.takeIn.act')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
      </div>
    </NamedForm>
  );
}
