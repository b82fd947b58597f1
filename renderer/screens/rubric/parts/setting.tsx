import type { ReactNode } from 'react';

/** One setting with its name above it. */
export function Setting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="stack-tight setting">
      <span className="quiet">{label}</span>
      {children}
    </div>
  );
}
