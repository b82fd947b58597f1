/** A form that does one thing: its fields, what was refused, and the button that does it. */
import { Button, type FormProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mutation } from '../../state/mutation.ts';
import { Refused } from '../page.tsx';
import { NamedForm } from './named-form.tsx';

/** What the button sets going: whether it runs, and what it was refused. */
export type Task = Pick<Mutation, 'busy' | 'error'>;

interface Props<Typed> extends Omit<FormProps<Typed>, 'layout' | 'children' | 'disabled'> {
  children: ReactNode;
  /** the words of the button */
  press: string;
  task: Task & Partial<Pick<Mutation, 'clear'>>;
  /** the button destroys something */
  danger?: boolean;
  disabled?: boolean;
  /** leaves without doing it, by a button or by Escape */
  onCancel?: () => void;
  /** what stands beside the button */
  beside?: ReactNode;
}

export function ActionForm<Typed>({ children, press, task, danger = false, disabled = false, onCancel, beside, ...form }: Props<Typed>) {
  const { t } = useTranslation();
  const button = (
    <Button type="primary" danger={danger} htmlType="submit" loading={task.busy} disabled={disabled}>
      {press}
    </Button>
  );
  return (
    <NamedForm<Typed>
      layout="vertical"
      {...(onCancel ? { onKeyDown: (event) => (event.key === 'Escape' ? onCancel() : undefined) } : {})}
      {...form}
    >
      {children}
      <Refused error={task.error} {...(task.clear ? { onClose: task.clear } : {})} />
      {onCancel ? (
        <div className="row">
          {button}
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
        </div>
      ) : (
        button
      )}
      {beside}
    </NamedForm>
  );
}
