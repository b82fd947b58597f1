/**
 * Parts of antd as plain markup. The first page is drawn with them before antd itself is there; its rules for them are written when the
 * window is built (`static-styles.ts`), and `test/renderer/plain.test.ts` holds the markup to antd's own.
 */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CheckCircleFilled,
  CheckOutlined,
  CloseCircleFilled,
  CloseOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
  LoadingOutlined,
} from './icons.tsx';

const kinds = {
  default: 'ant-btn-default ant-btn-color-default ant-btn-variant-outlined',
  primary: 'ant-btn-primary ant-btn-color-primary ant-btn-variant-solid',
  text: 'ant-btn-text ant-btn-color-default ant-btn-variant-text',
} as const;

interface PlainButtonProps {
  type?: keyof typeof kinds;
  icon?: ReactNode;
  children?: ReactNode;
  /** its name and what is shown to whoever rests on it, where it has an icon alone */
  name?: string;
  href?: string;
  /** something it asked for is on its way */
  loading?: boolean;
  onClick?: (() => void) | undefined;
}

/** A button, or with `href` a link that looks like one. */
export function PlainButton({ type = 'default', icon, children, name, href, loading = false, onClick }: PlainButtonProps) {
  const className = ['ant-btn pp', kinds[type], children === undefined ? 'ant-btn-icon-only' : '', loading ? 'ant-btn-loading' : '']
    .filter(Boolean)
    .join(' ');
  const words = name === undefined ? {} : { title: name, 'aria-label': name };
  const inside = (
    <>
      {loading ? (
        <span className="ant-btn-icon ant-btn-loading-icon">
          <LoadingOutlined />
        </span>
      ) : icon === undefined ? null : (
        <span className="ant-btn-icon">{icon}</span>
      )}
      {children === undefined ? null : <span>{children}</span>}
    </>
  );
  if (href !== undefined) {
    return (
      <a {...words} href={href} className={className} onClick={onClick}>
        {inside}
      </a>
    );
  }
  return (
    <button {...words} type="button" className={className} onClick={loading ? undefined : onClick}>
      {inside}
    </button>
  );
}

const noticeIcons = {
  info: <InfoCircleFilled />,
  success: <CheckCircleFilled />,
  warning: <ExclamationCircleFilled />,
  error: <CloseCircleFilled />,
} as const;

interface NoticeProps {
  /** without one it only tells */
  type?: keyof typeof noticeIcons;
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
  role?: 'alert' | 'status';
  'data-testid'?: string;
  onClose?: (() => void) | undefined;
}

/** A sentence about the whole of what stands below it, as antd's Alert. */
export function Notice({ type = 'info', icon, title, description, action, className, role = 'alert', onClose, ...rest }: NoticeProps) {
  const { t } = useTranslation();
  const named = `ant-alert ant-alert-${type} ant-alert-outlined`;
  return (
    <div
      className={[named, description ? 'ant-alert-with-description' : '', className, 'pp'].filter(Boolean).join(' ')}
      role={role}
      {...rest}
    >
      <span className="ant-alert-icon">{icon ?? noticeIcons[type]}</span>
      <div className="ant-alert-section">
        <div className="ant-alert-title">{title}</div>
        {description ? <div className="ant-alert-description">{description}</div> : null}
      </div>
      {action ? <div className="ant-alert-actions">{action}</div> : null}
      {onClose ? (
        <button type="button" className="ant-alert-close-icon" aria-label={t('common.close')} onClick={onClose}>
          <CloseOutlined />
        </button>
      ) : null}
    </div>
  );
}

/** The outline of four lines that are on their way. */
export function Outline() {
  return (
    <div className="ant-skeleton ant-skeleton-active waiting pp">
      <div className="ant-skeleton-section">
        <ul className="ant-skeleton-paragraph">
          <li />
          <li />
          <li />
          <li style={{ width: '61%' }} />
        </ul>
      </div>
    </div>
  );
}

export interface PlainStep {
  readonly key: string;
  readonly title: string;
  readonly content: string;
  readonly status: 'wait' | 'process' | 'finish';
  readonly href: string;
}

/** Steps side by side, each a way to its place. antd's own, but for links in place of what only looks like buttons. */
export function PlainSteps({ steps }: { steps: readonly PlainStep[] }) {
  return (
    <div className="ant-steps ant-steps-horizontal ant-steps-title-vertical ant-steps-filled ant-steps-small pp">
      {steps.map(({ key, title, content, status, href }, at) => {
        const next = steps[at + 1];
        return (
          <a key={key} href={href} aria-label={`${title} ${content}`} className={`ant-steps-item ant-steps-item-${status}`}>
            <div className="ant-steps-item-wrapper">
              <div className="ant-steps-item-icon ant-wave-target">
                {status === 'finish' ? (
                  <CheckOutlined className="ant-steps-item-icon-finish" />
                ) : (
                  <span className="ant-steps-item-icon-number">{at + 1}</span>
                )}
              </div>
              <div className="ant-steps-item-section">
                <div className="ant-steps-item-header">
                  <div className="ant-steps-item-title">{title}</div>
                  {next ? <div className={`ant-steps-item-rail ant-steps-item-rail-${next.status}`} /> : null}
                </div>
                <div className="ant-steps-item-content">{content}</div>
              </div>
            </div>
          </a>
        );
      })}
    </div>
  );
}
