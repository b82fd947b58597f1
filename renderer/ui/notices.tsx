/** What a screen says when it has nothing to show, is waiting, or was refused. */
import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../client/api.ts';
import type { QueryResult } from '../state/queries.ts';

/** The sentence of a refusal: the program's own, or the window's where no answer came. */
export function useSentence(): (error: ApiError) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error.code === 'window/unreachable') return t('window.error.unreachable');
    if (error.code === 'window/unreadable') return t('window.error.unreadable', { name: String(error.details['name']) });
    if (error.code === 'window/fault') return t('window.error.fault', { what: error.message });
    return error.message || t(`error.${error.code}`, { ...error.details });
  };
}

/** A refusal, in the place where it happened; stays until closed or tried again. */
export function Refused({ error, onClose, action }: { error: ApiError | null | undefined; onClose?: () => void; action?: ReactNode }) {
  const sentence = useSentence();
  if (!error) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="refused"
      title={sentence(error)}
      action={action}
      closable={onClose ? { onClose } : false}
      role="alert"
    />
  );
}

interface BlankProps {
  sentence: string;
  /** a plane of its own */
  framed?: boolean;
  button?: string;
  onPress?: () => void;
  href?: string;
}

/** An empty place: one sentence, one button. */
export function Blank({ sentence, framed = false, button, onPress, href }: BlankProps) {
  const blank = (
    <div className="stack-wide blank">
      <p>{sentence}</p>
      {button ? (
        <Button type="primary" {...(href ? { href } : {})} {...(onPress ? { onClick: onPress } : {})}>
          {button}
        </Button>
      ) : null}
    </div>
  );
  return framed ? <div className="plane">{blank}</div> : blank;
}

/** Shows an answer once it is there; before that its outline, and instead of it the refusal. */
export function Ready<T>({ answer, children }: { answer: QueryResult<T>; children: (value: T) => ReactNode }) {
  if (answer.value !== undefined) {
    return (
      <>
        <Refused error={answer.error} />
        {children(answer.value)}
      </>
    );
  }
  if (answer.error) return <Refused error={answer.error} />;
  return <Skeleton active title={false} paragraph={{ rows: 4 }} className="waiting" />;
}
