import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sizes } from '../../theme/theme.ts';

interface Props {
  open: boolean;
  title: string;
  /** the words of the one button that does it */
  act: string;
  busy: boolean;
  onAct: () => void;
  onClose: () => void;
  /** what stands beside the button; absent: a button that leaves without doing it */
  beside?: ReactNode;
  children: ReactNode;
}

/** A form at the side of the screen, forgotten when it closes, with its one button always in sight. */
export function FormDrawer({ open, title, act, busy, onAct, onClose, beside, children }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={sizes.drawer}
      title={title}
      destroyOnHidden
      footer={
        <div className="row">
          <Button type="primary" loading={busy} onClick={onAct}>
            {act}
          </Button>
          {beside ?? <Button onClick={onClose}>{t('common.cancel')}</Button>}
        </div>
      }
    >
      {children}
    </Drawer>
  );
}
