import { Button, Form, type FormProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mutation } from '../../state/mutation.ts';
import { Refused } from '../page.tsx';
import { SideDrawer } from '../side-drawer.tsx';
import { NamedForm } from './named-form.tsx';

interface Props<Typed> extends Omit<FormProps<Typed>, 'layout' | 'children' | 'title'> {
  open: boolean;
  title: string;
  /** the words of the one button that does it */
  act: string;
  task: Pick<Mutation, 'busy' | 'error'>;
  onClose: () => void;
  /** what stands beside the button; absent: a button that leaves without doing it */
  beside?: ReactNode;
  /** what stands below the fields */
  below?: ReactNode;
  children: ReactNode;
}

/** A form at the side of the screen, forgotten when it closes, with its one button always in sight. */
export function FormDrawer<Typed>({ open, title, act, task, onClose, beside, below, children, form: given, ...rest }: Props<Typed>) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>(given);
  return (
    <SideDrawer
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <div className="row">
          <Button type="primary" loading={task.busy} onClick={() => form.submit()}>
            {act}
          </Button>
          {beside ?? <Button onClick={onClose}>{t('common.cancel')}</Button>}
        </div>
      }
    >
      <NamedForm<Typed> form={form} layout="vertical" {...rest}>
        {children}
        <Refused error={task.error} />
      </NamedForm>
      {below}
    </SideDrawer>
  );
}
