/** What people decide about a proposal (名单决定). The record keeps the proposal, the decision and why they differ. */
import { refuse } from '../result.ts';
import type { ProposalResult, ProposalRow, TypeProposal } from './propose.ts';

/** 拟认定 / 不予认定, as a person decides it. */
export const listResults = ['listed', 'notListed'] as const;
export type ListResult = (typeof listResults)[number];

export interface Decision {
  readonly applicationId: string;
  readonly result: ListResult;
  readonly reason: string | null;
  /** whether the panel voted to list it; absent or null: it did not vote on it */
  readonly carried?: boolean | null | undefined;
}

/**
 * Whether the decision is not simply the proposal: it departs from it, or settles what the proposal left open. What was left open may be
 * settled by a vote (`carried`: to list it; null: nobody voted), and whatever goes against the vote needs a reason.
 */
export function needsReason(proposed: ProposalResult, result: ListResult, carried: boolean | null = null): boolean {
  const follows = carried === null || carried === (result === 'listed');
  if (!follows) return true;
  if (proposed === 'needsDecision') return carried === null;
  return proposed !== (result === 'listed' ? 'proposed' : 'notProposed');
}

/**
 * The decision as it is recorded, the reason trimmed.
 * @throws `shortlist/against-vote` {park} where it goes against the vote without a reason; `shortlist/reason-missing` {park} where it departs from the proposal, or settles an open row, without a reason
 */
export function decide(row: ProposalRow, result: ListResult, reason?: string | null, carried: boolean | null = null): Decision {
  const words = reason?.trim() || null;
  if (!words && carried !== null && carried !== (result === 'listed'))
    refuse('shortlist/against-vote', { applicationId: row.applicationId, park: row.parkName });
  if (!words && needsReason(row.result, result, carried))
    refuse('shortlist/reason-missing', { applicationId: row.applicationId, park: row.parkName });
  return { applicationId: row.applicationId, result, reason: words };
}

export interface ListRow extends Omit<ProposalRow, 'result'> {
  readonly proposed: ProposalResult;
  readonly decision: Decision | null;
  /** the decision, else the proposal; `open` where the proposal needs one that is not there */
  readonly result: ListResult | 'open';
  /** the decision goes against the proposal */
  readonly departure: boolean;
  /** a reason lacks now, because the proposal has changed since the decision */
  readonly reasonMissing: boolean;
}

export interface TypeList {
  readonly type: string;
  readonly quota: number;
  readonly listed: number;
  /** listed beyond the quota; 0 where it is kept */
  readonly over: number;
  readonly rows: readonly ListRow[];
}

export interface SettledList {
  readonly byType: readonly TypeList[];
  /** applications that somebody still has to decide, in order */
  readonly open: readonly string[];
  /** every row is decided with the reason it needs */
  readonly settled: boolean;
}

function settleRow({ result: proposed, ...row }: ProposalRow, decision: Decision | null): ListRow {
  const byItself = proposed === 'needsDecision' ? 'open' : proposed === 'proposed' ? 'listed' : 'notListed';
  const needed = decision !== null && needsReason(proposed, decision.result, decision.carried);
  return {
    ...row,
    proposed,
    decision,
    result: decision?.result ?? byItself,
    departure: decision !== null && proposed !== 'needsDecision' && needsReason(proposed, decision.result),
    reasonMissing: needed && !decision.reason?.trim(),
  };
}

/** Lays the decisions over the proposal; decisions about parks that are not in it are left aside. */
export function settleList(proposal: readonly TypeProposal[], decisions: readonly Decision[]): SettledList {
  const byId = new Map(decisions.map((decision) => [decision.applicationId, decision]));
  const byType = proposal.map(({ type, quota, rows: proposed }): TypeList => {
    const rows = proposed.map((row) => settleRow(row, byId.get(row.applicationId) ?? null));
    const listed = rows.filter(({ result }) => result === 'listed').length;
    return { type, quota, listed, over: Math.max(0, listed - quota), rows };
  });
  const rows = byType.flatMap((list) => list.rows);
  const open = rows.filter(({ result }) => result === 'open').map(({ applicationId }) => applicationId);
  return { byType, open, settled: open.length === 0 && rows.every(({ reasonMissing }) => !reasonMissing) };
}
