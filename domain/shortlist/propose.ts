/**
 * The proposal (拟认定建议): who stands above the line of each type, who below, and what only a person can settle.
 * It decides nothing by itself: ties at the line and open eligibility stay open and say so.
 */
import { type Rational, compare, parseDecimal, toDecimal } from '../numbers/rational.ts';
import { refuse } from '../result.ts';
import type { Message } from '../text.ts';
import type { Quotas } from './quotas.ts';
import { type Contender, type Seat, seatInOrder } from './seating.ts';

/** Overall verdict of the eligibility, worst of its conditions. */
export type Eligibility = 'met' | 'notMet' | 'relaxable' | 'missing' | 'judgement';

/** A ranked park with what the proposal asks about it. */
export interface Candidate {
  readonly applicationId: string;
  readonly parkName: string;
  readonly type: string;
  /** 市州; null where not known */
  readonly region: string | null;
  /** rank of the tally after its tie-breaks; equal ranks are ties; null where nobody scores */
  readonly rank: number | null;
  /** points, decimal; null where nobody scores */
  readonly total: string | null;
  readonly eligibility: Eligibility;
  /** 可放宽 decided by a person, with a reason that is kept elsewhere; null or absent: not decided */
  readonly relaxation?: 'granted' | 'refused' | null | undefined;
  /** a veto (一票否决) holds */
  readonly vetoed: boolean;
  /** 重点考虑 */
  readonly priority: boolean;
}

export type ProposalResult = 'proposed' | 'notProposed' | 'needsDecision';

export interface ProposalRow {
  readonly applicationId: string;
  readonly parkName: string;
  readonly region: string | null;
  /** within the type; ties share it; null where nobody scores */
  readonly rank: number | null;
  readonly tied: boolean;
  readonly total: string | null;
  readonly priority: boolean;
  readonly result: ProposalResult;
  /** why, the deciding one first */
  readonly reasons: readonly Message[];
}

export interface TypeProposal {
  readonly type: string;
  readonly quota: number;
  /** places that are certainly taken */
  readonly proposed: number;
  /** the lowest total that is proposed; null where nobody is */
  readonly line: string | null;
  readonly rows: readonly ProposalRow[];
}

export interface ProposalInput {
  readonly candidates: readonly Candidate[];
  readonly quotas: Quotas;
  /** points; a total equal to it is enough */
  readonly minimumScore?: string | null | undefined;
}

/** What eligibility, veto and minimum score leave: in the race, out of it, or waiting for a person. */
interface Gate {
  readonly state: 'open' | 'closed' | 'undecided';
  readonly reasons: readonly Message[];
}

const message = (name: string, params?: Message['params']): Message => ({ key: `shortlist.reason.${name}`, ...(params && { params }) });

const closed = (reason: Message): Gate => ({ state: 'closed', reasons: [reason] });

function gateOf(candidate: Candidate, minimum: Rational | null): Gate {
  if (candidate.vetoed) return closed(message('vetoed'));
  if (candidate.eligibility === 'notMet') return closed(message('notEligible'));
  if (candidate.eligibility === 'relaxable' && candidate.relaxation === 'refused') return closed(message('relaxationRefused'));
  if (candidate.total !== null) {
    const total = parseDecimal(candidate.total);
    if (!total) throw new Error(`total of ${candidate.applicationId} is not a decimal: ${candidate.total}`);
    if (minimum && compare(total, minimum) < 0) {
      return closed(message('belowMinimum', { total: candidate.total, minimum: toDecimal(minimum) }));
    }
  }
  switch (candidate.eligibility) {
    case 'missing':
      return { state: 'undecided', reasons: [message('missing')] };
    case 'relaxable':
      return candidate.relaxation === 'granted'
        ? { state: 'open', reasons: [message('relaxationGranted')] }
        : { state: 'undecided', reasons: [message('relaxable')] };
    case 'judgement':
      return { state: 'open', reasons: [message('judgement')] };
    default:
      return { state: 'open', reasons: [] };
  }
}

function seatReason(seat: Seat, quota: number, candidate: Candidate, byRegion: Readonly<Record<string, number>>): Message | null {
  const region = candidate.region ?? '';
  switch (seat.kind) {
    case 'seated':
      return null;
    case 'beyondQuota':
      return message('beyondQuota', { quota });
    case 'beyondRegion':
      return message('beyondRegion', { region, quota: byRegion[region] ?? 0 });
    default:
      return message(seat.kind, { seats: seat.seats, count: seat.count, region });
  }
}

/** Who is not ranked stands beside all others who are not, as ties do. */
const placeOf = ({ rank }: Candidate): number => rank ?? Number.MAX_SAFE_INTEGER;

const isOut = ({ kind }: Seat): boolean => kind === 'beyondQuota' || kind === 'beyondRegion';

function proposeType(
  type: string,
  candidates: readonly Candidate[],
  quota: number,
  byRegion: Readonly<Record<string, number>>,
  minimum: Rational | null,
): TypeProposal {
  const gates = new Map(candidates.map((candidate) => [candidate.applicationId, gateOf(candidate, minimum)]));
  const contender = (candidate: Candidate): Contender => ({
    id: candidate.applicationId,
    rank: placeOf(candidate),
    region: candidate.region,
  });
  const inState = (state: Gate['state']): Contender[] =>
    candidates.filter(({ applicationId }) => gates.get(applicationId)?.state === state).map(contender);
  const open = inState('open');
  const undecided = inState('undecided');
  // places only get scarcer with every further contender, so these two cases bound all that people can still decide
  const allRefused = seatInOrder(open, quota, byRegion);
  const allGranted = seatInOrder([...open, ...undecided], quota, byRegion);

  const settle = (candidate: Candidate): { result: ProposalResult; reasons: (Message | null)[] } => {
    const id = candidate.applicationId;
    const gate = gates.get(id);
    if (!gate || gate.state === 'closed') return { result: 'notProposed', reasons: [...(gate?.reasons ?? [])] };
    const alone = () => seatInOrder([...open, contender(candidate)], quota, byRegion).get(id);
    const best = gate.state === 'open' ? allRefused.get(id) : alone();
    const worst = allGranted.get(id);
    if (!best || !worst) throw new Error(`no seat for ${id}`);
    const because = seatReason(best, quota, candidate, byRegion);
    if (isOut(best)) return { result: 'notProposed', reasons: [because, ...gate.reasons] };
    if (gate.state === 'undecided') return { result: 'needsDecision', reasons: [...gate.reasons, because] };
    if (worst.kind === 'seated') return { result: 'proposed', reasons: [...gate.reasons] };
    const hangs = best.kind === worst.kind ? null : message('dependsOnUndecided');
    return { result: 'needsDecision', reasons: [because, hangs, ...gate.reasons] };
  };

  const sorted = candidates.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.applicationId < b.applicationId ? -1 : 1));
  const rows = sorted.map((candidate): ProposalRow => {
    const { result, reasons } = settle(candidate);
    return {
      applicationId: candidate.applicationId,
      parkName: candidate.parkName,
      region: candidate.region,
      rank: candidate.rank === null ? null : 1 + sorted.filter((other) => placeOf(other) < placeOf(candidate)).length,
      tied: candidate.rank !== null && sorted.some((other) => other !== candidate && other.rank === candidate.rank),
      total: candidate.total,
      priority: candidate.priority,
      result,
      reasons: [...reasons, candidate.priority ? message('priority') : null].filter((reason) => reason !== null),
    };
  });
  const proposed = rows.filter(({ result }) => result === 'proposed');
  return { type, quota, proposed: proposed.length, line: proposed.at(-1)?.total ?? null, rows };
}

/**
 * Proposes per type: not vetoed, eligible, at or above the minimum score, within the quotas, by rank. `needsDecision` where a tie
 * stands at the line, where 可放宽 or 资料不足 is still open and the park could have a place, and where a park's place
 * hangs on such a decision about another. An overall verdict `judgement` may be proposed and says so.
 * @throws `shortlist/no-quota` {types} where a park's type has no quota; `shortlist/bad-minimum`
 */
export function propose({ candidates, quotas, minimumScore }: ProposalInput): { byType: TypeProposal[] } {
  const types = Object.keys(quotas.byType);
  const without = [...new Set(candidates.map(({ type }) => type))].filter((type) => !types.includes(type));
  if (without.length > 0) refuse('shortlist/no-quota', { types: without, type: without.join(' / ') });
  const minimum = typeof minimumScore === 'string' ? parseDecimal(minimumScore) : null;
  if (typeof minimumScore === 'string' && !minimum) refuse('shortlist/bad-minimum', { minimum: minimumScore });
  return {
    byType: types.map((type) =>
      proposeType(
        type,
        candidates.filter((candidate) => candidate.type === type),
        quotas.byType[type] ?? 0,
        quotas.byRegion ?? {},
        minimum,
      ),
    ),
  };
}
