import type { HTMLAttributes } from 'react';

/** A share from 0 to 1 as a thin bar with its percentage. */
export function ShareBar({ share, name, ...rest }: { share: number; name?: string } & HTMLAttributes<HTMLSpanElement>) {
  return (
    <span className="range" {...rest}>
      {name ? <span className="unseen">{name}</span> : null}
      <span className="share-track" aria-hidden="true">
        <span className="share-fill" style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className="figures">{showPercent(share)}</span>
    </span>
  );
}

/** Never 100 or 0 unless it is so in every draw. */
function showPercent(share: number): string {
  if (share === 0 || share === 1) return String(share * 100);
  return Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1);
}
