import { Form, Input, type FormItemProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { isoDate } from '../../../domain/model.ts';
import { today } from '../words.ts';

/** A day as a part of a form, YYYY-MM-DD. */
export function DateItem({
  name,
  label,
  about,
  noStyle,
}: { name: string; label: string; about?: string } & Pick<FormItemProps, 'noStyle'>) {
  const { t } = useTranslation();
  const real = (_rule: unknown, text: unknown): Promise<void> =>
    isoDate.safeParse(text).success ? Promise.resolve() : Promise.reject(new Error(t('rounds.dateNeeded')));
  return (
    <Form.Item name={name} label={label} extra={about} noStyle={noStyle ?? false} rules={[{ validator: real }]}>
      <Input inputMode="numeric" maxLength={10} placeholder={today()} className="date-input" aria-label={label} />
    </Form.Item>
  );
}
