import type { ReactNode } from 'react';

/** A fact under its name, in a list of pairs (`dl.pairs`); `look` is how it is set: `digest`, `figures`. */
export function Pair({ name, look, children }: { name: string; look?: string | undefined; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={look}>{children}</dd>
    </div>
  );
}
