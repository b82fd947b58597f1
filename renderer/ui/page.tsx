import type { ReactNode } from 'react';
import { addressOf, type Place } from '../state/route.ts';
import { IconButton } from './icon-button.tsx';
import { ArrowLeftOutlined } from './icons.tsx';

interface Props {
  /** the screen that this one belongs to */
  back?: { place: Place; name: string };
  title: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  fill?: boolean;
}

/** The frame of a screen: its name, one line about it, its buttons, and below them the work. */
export function Page({ back, title, about, actions, children, fill = false }: Props) {
  return (
    <section className={fill ? 'stack-wide page page-fill' : 'stack-wide page'}>
      <header className="page-head">
        <div className="page-words">
          <h1>
            {back ? (
              <span className="row">
                <IconButton icon={<ArrowLeftOutlined />} href={addressOf(back.place)} name={back.name} />
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
