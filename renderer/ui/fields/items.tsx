/** Parts of a form that many forms have. */
import { Checkbox, Form, Input } from 'antd';
import { requiredText } from '../rules.ts';

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
