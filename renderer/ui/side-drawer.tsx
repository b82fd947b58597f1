import { Button, Drawer, type DrawerProps } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sizes } from '../theme/sizes.ts';
import { Notice } from './plain.tsx';

type Props = Omit<DrawerProps, 'size' | 'destroyOnHidden'> & { wide?: boolean };

/** Fields into which people write words: what was picked is picked again in no time. */
function isWritten(target: EventTarget): boolean {
  if (target instanceof HTMLTextAreaElement) return target.value.trim() !== '';
  return target instanceof HTMLInputElement && /^(text|search|tel|url|email|number)$/.test(target.type) && target.value.trim() !== '';
}

/** What was handed in and refused has not been taken. */
const isRefused = (): boolean => document.querySelector('.ant-drawer-open :is(.refused, .ant-form-item-has-error)') !== null;

/**
 * A drawer at the side of the screen, forgotten when it closes. What was written into it and not handed in is not lost by a press beside
 * it or by Escape: that asks first. A button of its own that leaves does what it says.
 */
export function SideDrawer({ wide = false, onClose, children, ...drawer }: Props) {
  const { t } = useTranslation();
  const { open = false } = drawer;
  const written = useRef<'no' | 'open' | 'handedIn'>('no');
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (open) return;
    written.current = 'no';
    setAsking(false);
  }, [open]);
  const close: Props['onClose'] = (event) => {
    if (written.current === 'open' || (written.current === 'handedIn' && isRefused())) setAsking(true);
    else onClose?.(event);
  };
  const handIn = (): void => {
    if (written.current === 'open') written.current = 'handedIn';
  };
  return (
    // events of the drawer come here through React, wherever it hangs in the page
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- they are only watched
    <div
      className="watched"
      onInput={({ target }) => {
        if (isWritten(target)) written.current = 'open';
      }}
      onSubmit={handIn}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('.ant-btn-primary')) handIn();
      }}
    >
      <Drawer size={wide ? sizes.wideDrawer : sizes.drawer} destroyOnHidden {...drawer} {...(onClose ? { onClose: close } : {})}>
        {asking ? (
          <Notice
            type="warning"
            className="leave-question"
            title={t('common.leave.question')}
            action={
              <span className="row row-single">
                <Button size="small" autoFocus onClick={() => setAsking(false)}>
                  {t('common.leave.stay')}
                </Button>
                <Button
                  size="small"
                  danger
                  onClick={(event) => {
                    written.current = 'no';
                    setAsking(false);
                    onClose?.(event);
                  }}
                >
                  {t('common.leave.go')}
                </Button>
              </span>
            }
          />
        ) : null}
        {children}
      </Drawer>
    </div>
  );
}
