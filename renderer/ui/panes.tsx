import { Splitter } from 'antd';
import type { ReactNode } from 'react';
import { useSession } from '../state/session.ts';

interface Pane {
  /** share of the width at first, in percent */
  share: number;
  /** least width in pixels */
  least: number;
  body: ReactNode;
}

/** Panes side by side that a person resizes; the shares are remembered under `name`. */
export function Panes({ name, panes }: { name: string; panes: readonly Pane[] }) {
  const kept = useSession((now) => now.panes[name]);
  const keepPanes = useSession((now) => now.keepPanes);
  const shares = kept?.length === panes.length ? kept : panes.map((pane) => pane.share);
  return (
    <Splitter
      className="panes"
      onResizeEnd={(sizes) => {
        const whole = sizes.reduce((sum, size) => sum + size, 0);
        if (whole > 0)
          keepPanes(
            name,
            sizes.map((size) => (size / whole) * 100),
          );
      }}
    >
      {panes.map((pane, at) => (
        <Splitter.Panel key={at} className={`pane-${at + 1}`} defaultSize={`${shares[at] ?? pane.share}%`} min={pane.least}>
          {pane.body}
        </Splitter.Panel>
      ))}
    </Splitter>
  );
}
