import type { HTMLAttributes, ReactNode } from 'react';

interface Props extends Omit<HTMLAttributes<HTMLElement>, 'title' | 'about'> {
  title: string;
  /** can be found by its title among the regions of the page */
  region?: boolean;
  /** one line about it */
  about?: ReactNode;
  /** what stands beside the title */
  beside?: ReactNode;
}

/** A part of a screen under its heading. */
export function Section({ title, region = false, about, beside, className, children, ...rest }: Props) {
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
