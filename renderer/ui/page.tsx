import type { ReactNode } from 'react';

/** The frame of a screen: its name, one line about it, its buttons, and below them the work. */
export function Page({
  title,
  about,
  actions,
  children,
  fill = false,
}: {
  title: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  fill?: boolean;
}) {
  return (
    <section className={fill ? 'page page-fill' : 'page'}>
      <header className="page-head">
        <div className="page-words">
          <h1>{title}</h1>
          {about ? <p className="quiet">{about}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}
