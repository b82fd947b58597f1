/** Parts of a form that many forms have, and what a field asks for, with the sentence that says so. */
import { Checkbox, Form, Input, type FormItemProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { isDate } from '../../../domain/numbers/days.ts';
import { today } from '../words.ts';

type Rules = NonNullable<FormItemProps['rules']>;

/** Something chosen or entered. */
export const required = (message: string): Rules => [{ required: true, message }];

/** Words; blanks alone are none. */
export const requiredText = (message: string): Rules => [{ required: true, whitespace: true, message }];

interface TextProps {
  name: string;
  label: string;
  about?: string;
  /** what is said where nothing is entered; absent: nothing need be */
  needed?: string;
  /** least and most rows of a field that grows; absent: one line */
  rows?: readonly [number, number];
  autoFocus?: boolean;
  maxLength?: number;
}

/** Words, or a line of them. */
export function TextItem({ name, label, about, needed, rows, ...input }: TextProps) {
  return (
    <Form.Item name={name} label={label} extra={about} rules={needed === undefined ? [] : requiredText(needed)}>
      {rows ? <Input.TextArea autoSize={{ minRows: rows[0], maxRows: rows[1] }} {...input} /> : <Input {...input} />}
    </Form.Item>
  );
}

/** Something that is so or not. */
export function TickItem({ name, label, about }: { name: string; label: string; about?: string }) {
  return (
    <Form.Item name={name} valuePropName="checked" extra={about}>
      <Checkbox>{label}</Checkbox>
    </Form.Item>
  );
}

/** A sum in 万元, to the yuan. */
export function AmountItem({ name, label, autoFocus = false }: Pick<TextProps, 'name' | 'label' | 'autoFocus'>) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t('rewards.places')}
      rules={[{ required: true, pattern: /^\s*\d{1,9}(\.\d{1,4})?\s*$/, message: t('rewards.shape') }]}
    >
      <Input autoFocus={autoFocus} inputMode="decimal" className="date-input" />
    </Form.Item>
  );
}

/** CNY for one USD; empty where nothing is converted. */
export function RateItem() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="usdRate"
      label={t('rounds.usdRate')}
      extra={t('rounds.usdRateAbout')}
      rules={[{ pattern: /^\s*\d+(\.\d+)?\s*$/, message: t('rounds.rateShape') }]}
    >
      <Input inputMode="decimal" className="date-input" />
    </Form.Item>
  );
}

/** A day as a part of a form, YYYY-MM-DD. */
export function DateItem({
  name,
  label,
  about,
  noStyle,
}: { name: string; label: string; about?: string } & Pick<FormItemProps, 'noStyle'>) {
  const { t } = useTranslation();
  const real = (_rule: unknown, text: unknown): Promise<void> =>
    typeof text === 'string' && isDate(text) ? Promise.resolve() : Promise.reject(new Error(t('rounds.dateNeeded')));
  return (
    <Form.Item name={name} label={label} extra={about} noStyle={noStyle ?? false} rules={[{ validator: real }]}>
      <Input inputMode="numeric" maxLength={10} placeholder={today()} className="date-input" aria-label={label} />
    </Form.Item>
  );
}
