/** Versions of the list (名单版本) and what changed between two of them. */
import type { Message } from '../text.ts';

/** A park as a version of the list holds it. */
export interface VersionRow {
  readonly applicationId: string;
  readonly parkName: string;
  readonly type: string;
  readonly result: 'listed' | 'notListed' | 'open';
  /** null where nobody scored it */
  readonly rank: number | null;
  readonly total: string | null;
  /** of a round of rewards, in 万元; null where nobody knew it */
  readonly amount?: string | null | undefined;
}

/** A park that an article of the rule book enters by itself (自动纳入), as a version of the list holds it. */
export interface EnteredPark {
  readonly applicationId: string;
  readonly parkName: string;
  readonly type: string;
  readonly article: string;
}

export interface VersionChange {
  readonly applicationId: string;
  readonly parkName: string;
  /** `result` first: the changes that people look for */
  readonly kind: 'entered' | 'left' | 'opened' | 'added' | 'removed' | 'type' | 'total' | 'rank' | 'amount';
  readonly message: Message;
}

/**
 * What changed, parks in the order of the later version, removed ones last. `entered` and `left` are the list itself;
 * `added` and `removed` parks that only one version knows.
 */
export function diffVersions(before: readonly VersionRow[], after: readonly VersionRow[]): VersionChange[] {
  const earlier = new Map(before.map((row) => [row.applicationId, row]));
  const later = new Set(after.map(({ applicationId }) => applicationId));
  const change = ({ applicationId, parkName }: VersionRow, kind: VersionChange['kind'], params: Message['params'] = {}): VersionChange => ({
    applicationId,
    parkName,
    kind,
    message: { key: `shortlist.change.${kind}`, params: { park: parkName, ...params } },
  });
  const changed = after.flatMap((row) => {
    const was = earlier.get(row.applicationId);
    if (!was) return [change(row, 'added'), ...(row.result === 'listed' ? [change(row, 'entered')] : [])];
    const found: VersionChange[] = [];
    if (was.result !== row.result) found.push(change(row, row.result === 'listed' ? 'entered' : row.result === 'open' ? 'opened' : 'left'));
    if (was.type !== row.type) found.push(change(row, 'type'));
    if (was.total !== row.total) found.push(change(row, 'total', { from: was.total ?? '—', to: row.total ?? '—' }));
    if (was.rank !== row.rank) found.push(change(row, 'rank', { from: was.rank ?? '—', to: row.rank ?? '—' }));
    if ((was.amount ?? null) !== (row.amount ?? null))
      found.push(change(row, 'amount', { from: was.amount ?? '—', to: row.amount ?? '—' }));
    return found;
  });
  const removed = before.filter(({ applicationId }) => !later.has(applicationId)).map((row) => change(row, 'removed'));
  return [...changed, ...removed];
}
