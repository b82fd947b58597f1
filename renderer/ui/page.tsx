/** What every screen is made of: its page, the parts of it, and what it says when it has nothing to show, is waiting, or was refused. */
import type { HTMLAttributes, ReactNode } from 'react';
import { addressOf, type Place } from '../state/route.ts';
import { ArrowLeftOutlined } from './icons.tsx';
import { Notice, Outline, PlainButton } from './plain.tsx';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../client/api.ts';
import type { QueryResult } from '../state/queries.ts';

export { Notice } from './plain.tsx';

interface PageProps {
  /** the screen that this one belongs to */
  back?: { place: Place; name: string };
  title: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  fill?: boolean;
}

/** The frame of a screen: its name, one line about it, its buttons, and below them the work. */
export function Page({ back, title, about, actions, children, fill = false }: PageProps) {
  return (
    <section className={fill ? 'stack-wide page page-fill' : 'stack-wide page'}>
      <header className="page-head">
        <div className="page-words">
          <h1>
            {back ? (
              <span className="row">
                <PlainButton type="text" icon={<ArrowLeftOutlined />} href={addressOf(back.place)} name={back.name} />
                {title}
              </span>
            ) : (
              title
            )}
          </h1>
          {about ? <p className="quiet">{about}</p> : null}
        </div>
        {actions ? <div className="row row-single page-actions">{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}

interface SectionProps extends Omit<HTMLAttributes<HTMLElement>, 'title' | 'about'> {
  title: string;
  /** can be found by its title among the regions of the page */
  region?: boolean;
  /** one line about it */
  about?: ReactNode;
  /** what stands beside the title */
  beside?: ReactNode;
}

/** A part of a screen under its heading. */
export function Section({ title, region = false, about, beside, className, children, ...rest }: SectionProps) {
  return (
    <section {...(region ? { 'aria-label': title } : {})} {...rest} className={className ? `section ${className}` : 'section'}>
      {beside ? (
        <div className="row-between">
          <h2 className="part-title">{title}</h2>
          {beside}
        </div>
      ) : (
        <h2>{title}</h2>
      )}
      {about ? <p className="quiet">{about}</p> : null}
      {children}
    </section>
  );
}

/** The sentence of a refusal: the program's own, or the window's where no answer came. */
export function useSentence(): (error: ApiError) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error.code === 'window/unreachable') return t('window.error.unreachable');
    if (error.code === 'window/expired') return t('window.error.expired');
    if (error.code === 'window/unreadable') return t('window.error.unreadable', { name: String(error.details['name']) });
    if (error.code === 'window/fault') return t('window.error.fault', { what: error.message });
    return error.message || t(`error.${error.code}`, { ...error.details });
  };
}

/** A refusal, in the place where it happened; stays until closed or tried again. */
export function Refused({ error, onClose, action }: { error: ApiError | null | undefined; onClose?: () => void; action?: ReactNode }) {
  const sentence = useSentence();
  if (!error) return null;
  return <Notice type="warning" className="refused" title={sentence(error)} action={action} onClose={onClose} />;
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
        <PlainButton type="primary" {...(href ? { href } : {})} onClick={onPress}>
          {button}
        </PlainButton>
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
  return <Outline />;
}
