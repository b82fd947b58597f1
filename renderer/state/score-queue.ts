/**
 * The changes of score sheets on their way to the store. A change shows at once, goes to the store in the order it was
 * typed, one call at a time, and falls back to what is durably there when it is refused. What was written here can be
 * undone. No React and no clock: whoever shows it subscribes, whoever waits for it gets a promise.
 */
import type { Input, Output, SheetView } from '../../domain/contract/api.ts';
import type { Evidence } from '../../domain/model.ts';
import { asApiError } from '../client/transport.ts';
import type { ApiError } from '../client/transport.ts';

/** A score as it stands on the sheet. */
export interface Line {
  /** hundredths of a point */
  points100: number;
  comment: string | null;
  evidence: readonly Evidence[];
  /** of the last durable state; 0 before the first */
  version: number;
}

export type Lines = Readonly<Record<string, Line>>;
export type Change = Partial<Pick<Line, 'points100' | 'comment' | 'evidence'>>;

/** One expert before one park. */
export interface Seat {
  readonly personId: string;
  readonly applicationId: string;
}

/** One sheet, or all sheets of a person. */
export type SheetsOf = Seat | Pick<Seat, 'personId'>;

export interface Sheet {
  readonly lines: Lines;
  /** by criterion: why its last change is not in the store */
  readonly refusals: Readonly<Record<string, ApiError>>;
  /** by criterion: what was given and is not in the store, though nothing is wrong with it; null: it was to be taken off */
  readonly unsaved: Readonly<Record<string, Line | null>>;
}

/** Whether the store has judged a change, and not merely failed to take it. */
const isJudged = ({ code }: ApiError): boolean => !/^(window|workspace|file)\/|^call\/internal$/.test(code);

export interface QueueState {
  /** sheets by {@link seatKey} */
  readonly sheets: Readonly<Record<string, Sheet>>;
  /** changes that are not durable yet */
  readonly saving: number;
}

/** What an undo or redo did; `criterionId` null where there was nothing to do. */
export interface Undone {
  readonly did: 'undone' | 'redone';
  readonly criterionId: string | null;
  readonly applicationId: string | null;
  readonly from100: number | null;
  readonly to100: number | null;
}

type ScoreMethod = 'scores.set' | 'scores.clear' | 'scores.undo' | 'scores.abstain';

/** What the queue needs from its surroundings. */
export interface QueueHost {
  readonly call: <M extends ScoreMethod>(method: M, payload: Input<M>) => Promise<Output<M>>;
  /** a change is durable since `at`, a UTC time; null where there was nothing to write */
  readonly onWritten: (at: string | null) => void;
  readonly onRefused: (refusal: ApiError, seat: Seat) => void;
}

export interface ScoreQueue {
  readonly state: QueueState;
  subscribe(listener: () => void): () => void;
  /** Takes over what the store has, except where a change is on its way. */
  adopt(view: SheetView): void;
  /** Points, comment or evidence of one criterion; a comment without points is not taken. */
  set(seat: Seat, criterionId: string, change: Change): void;
  /** Sends once more what the store failed to take of a criterion. */
  sendAgain(seat: Seat, criterionId: string): void;
  /** Takes points, comment and evidence off. */
  clear(seat: Seat, criterionId: string): void;
  /** `criterionId` null: the whole park. Follows what was typed before it. @throws ApiError */
  abstain(seat: Seat, criterionId: string | null, reason: string, withdraw: boolean): Promise<void>;
  /** Takes back the last change made here on these sheets; with `again`, the last undo. Follows what was typed before it. */
  undo(of: SheetsOf, again: boolean): Promise<Undone>;
  /** The cursor moved: what is typed from now on is a step of its own for undo. */
  startEntry(): void;
  /** Whether these sheets have changes that are not durable yet. */
  pending(of: SheetsOf): boolean;
  /** The store is another than before: what was known of it no longer holds. What is still on its way stays in sight. */
  forget(): void;
  /** Resolves once nothing of these sheets is on its way; what was refused shows by then. */
  settled(of: SheetsOf): Promise<void>;
}

export const seatKey = ({ personId, applicationId }: Seat): string => `${personId}/${applicationId}`;
const lineKey = (seat: Seat, criterionId: string): string => `${seatKey(seat)}/${criterionId}`;
const prefixOf = (of: SheetsOf): string => ('applicationId' in of ? `${seatKey(of)}/` : `${of.personId}/`);
/** How the keys of what is done on all sheets of a person begin. */
const actPrefix = ({ personId }: Pick<Seat, 'personId'>): string => `${personId}/act `;
const emptySheet: Sheet = { lines: {}, refusals: {}, unsaved: {} };

type Kind = keyof Change | 'clear' | 'abstain';

/** Something that can be undone: one or more changes of one criterion during one entry. */
interface Step {
  readonly seat: Seat;
  readonly criterionId: string;
  readonly kind: Kind;
  /** the first change of the step, as the store numbers it */
  readonly seq: number;
  readonly entry: number;
}

/** Puts a step on its stack; the digits of one entry, or the pauses in one comment, are one step. */
function remember(stack: Step[], step: Step): void {
  const last = stack.at(-1);
  const goesOn =
    last &&
    last.entry === step.entry &&
    last.kind === step.kind &&
    last.criterionId === step.criterionId &&
    seatKey(last.seat) === seatKey(step.seat);
  if (!goesOn || step.kind === 'evidence' || step.kind === 'abstain') stack.push(step);
}

/** `12.5` points as the contract takes them, from hundredths. */
const pointsOf = (points100: number): string => (points100 / 100).toFixed(2);

export function createScoreQueue({ call, onWritten, onRefused }: QueueHost): ScoreQueue {
  let state: QueueState = { sheets: {}, saving: 0 };
  const listeners = new Set<() => void>();
  /** what is to be done, in order; the key of a line stands once, so that a second change of a waiting line rides along */
  const waiting = new Map<string, () => Promise<void>>();
  /** the key that is being done */
  let underWay: string | null = null;
  let idle: { readonly of: SheetsOf; readonly wake: () => void }[] = [];
  /** what the store holds as far as is known here, and the change that told so */
  const durable = new Map<string, { readonly line: Line | undefined; readonly seq: number }>();
  /** the version that this window itself gave a line last: what another window did since is not undone */
  const written = new Map<string, number>();
  const done: Step[] = [];
  const undone: Step[] = [];
  let entry = 0;
  let acts = 0;

  function publish(next: Partial<QueueState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  const sheetOf = (seat: Seat): Sheet => state.sheets[seatKey(seat)] ?? emptySheet;

  function show(seat: Seat, criterionId: string, line: Line | undefined, refusal?: ApiError, lost?: Line | null): void {
    const { [criterionId]: _line, ...lines } = sheetOf(seat).lines;
    const { [criterionId]: _refusal, ...refusals } = sheetOf(seat).refusals;
    const { [criterionId]: _lost, ...unsaved } = sheetOf(seat).unsaved;
    const sheet: Sheet = {
      lines: line ? { ...lines, [criterionId]: line } : lines,
      refusals: refusal ? { ...refusals, [criterionId]: refusal } : refusals,
      unsaved: lost === undefined ? unsaved : { ...unsaved, [criterionId]: lost },
    };
    publish({ sheets: { ...state.sheets, [seatKey(seat)]: sheet } });
  }

  /** The store holds this now. */
  function settle(seat: Seat, criterionId: string, line: Line | undefined, seq: number, version: number): void {
    const key = lineKey(seat, criterionId);
    durable.set(key, { line, seq });
    written.set(key, version);
    // what was typed meanwhile stays in sight, on top of the version that it follows
    const shown = waiting.has(key) ? sheetOf(seat).lines[criterionId] : line;
    show(seat, criterionId, shown && { ...shown, version });
  }

  /** `given`: what the refused change would have made of the line. */
  function refuse(seat: Seat, criterionId: string, thrown: unknown, given?: Line | null): void {
    const refusal = asApiError(thrown);
    const key = lineKey(seat, criterionId);
    // a newer change of the line is on its way and will tell for itself
    if (!waiting.has(key)) show(seat, criterionId, durable.get(key)?.line, refusal, isJudged(refusal) ? undefined : given);
    onRefused(refusal, seat);
  }

  async function run(): Promise<void> {
    if (underWay !== null) return;
    for (;;) {
      const [next] = waiting;
      if (!next) break;
      const [key, work] = next;
      waiting.delete(key);
      underWay = key;
      await work();
      underWay = null;
      const woken = idle.filter(({ of }) => !isPending(of));
      idle = idle.filter((one) => !woken.includes(one));
      publish({ saving: waiting.size });
      for (const { wake } of woken) wake();
    }
  }

  function enqueue(key: string, work: () => Promise<void>): void {
    waiting.set(key, work);
    publish({ saving: waiting.size + (underWay === null ? 0 : 1) });
    void run();
  }

  /** Something other than the change of a line, in its turn. */
  function inTurn<T>(of: SheetsOf, work: () => Promise<T>): Promise<T> {
    acts += 1;
    return new Promise((resolve, reject) => {
      enqueue(`${'applicationId' in of ? prefixOf(of) : actPrefix(of)}${acts}`, () => work().then(resolve, reject));
    });
  }

  const isOnItsWay = (key: string): boolean => underWay === key || waiting.has(key);

  function isPending(of: SheetsOf): boolean {
    // an undo on all sheets of a person may touch each of them
    const prefixes = 'applicationId' in of ? [prefixOf(of), actPrefix(of)] : [prefixOf(of)];
    const keys = underWay === null ? [...waiting.keys()] : [underWay, ...waiting.keys()];
    return keys.some((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  }

  function save(seat: Seat, criterionId: string, kind: Kind): void {
    const key = lineKey(seat, criterionId);
    const typedIn = entry;
    enqueue(key, async () => {
      // as it stands now: what was typed while it waited is in it
      const line = sheetOf(seat).lines[criterionId];
      const expectedVersion = durable.get(key)?.line?.version ?? 0;
      try {
        const saved = line
          ? await call('scores.set', {
              ...seat,
              criterionId,
              points: pointsOf(line.points100),
              comment: line.comment ?? '',
              evidence: [...line.evidence],
              expectedVersion,
            })
          : await call('scores.clear', { ...seat, criterionId, expectedVersion });
        settle(seat, criterionId, line && { ...line, version: saved.version }, saved.seq ?? durable.get(key)?.seq ?? 0, saved.version);
        if (saved.seq !== null) {
          remember(done, { seat, criterionId, kind, seq: saved.seq, entry: typedIn });
          undone.length = 0;
        }
        onWritten(saved.at);
      } catch (thrown) {
        refuse(seat, criterionId, thrown, line ?? null);
      }
    });
  }

  async function undoNow(of: SheetsOf, again: boolean): Promise<Undone> {
    const did = again ? 'redone' : 'undone';
    const stack = again ? undone : done;
    const at = stack.findLastIndex(
      ({ seat }) => seat.personId === of.personId && (!('applicationId' in of) || seat.applicationId === of.applicationId),
    );
    const step = stack[at];
    if (!step) return { did, criterionId: null, applicationId: null, from100: null, to100: null };
    stack.splice(at, 1);
    const { criterionId, seat } = step;
    const key = lineKey(seat, criterionId);
    const from100 = sheetOf(seat).lines[criterionId]?.points100 ?? null;
    try {
      const answer = await call('scores.undo', { ...seat, criterionId, seq: step.seq, expectedVersion: written.get(key) ?? 0 });
      settle(seat, criterionId, answer.score ?? undefined, answer.seq, answer.version);
      entry += 1;
      (again ? done : undone).push({ ...step, seq: answer.seq, entry });
      onWritten(answer.at);
      return { did, criterionId, applicationId: seat.applicationId, from100, to100: answer.score?.points100 ?? null };
    } catch (thrown) {
      refuse(seat, criterionId, thrown);
      return { did, criterionId: null, applicationId: null, from100: null, to100: null };
    }
  }

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    adopt(view) {
      const seat = { personId: view.personId, applicationId: view.applicationId };
      const before = sheetOf(seat);
      const stored = new Map(
        view.scores.map(({ criterionId, points100, comment, evidence, version }) => [
          criterionId,
          { points100, comment, evidence, version },
        ]),
      );
      const lines: Record<string, Line> = {};
      for (const criterionId of new Set([...stored.keys(), ...Object.keys(before.lines)])) {
        const key = lineKey(seat, criterionId);
        const known = durable.get(key);
        const kept = before.lines[criterionId];
        // an answer asked before the last write was durable tells the past
        if (isOnItsWay(key) || (known && known.seq > view.seq)) {
          if (kept) lines[criterionId] = kept;
          continue;
        }
        const line = stored.get(criterionId);
        durable.set(key, { line, seq: view.seq });
        if (line) lines[criterionId] = line;
      }
      publish({ sheets: { ...state.sheets, [seatKey(seat)]: { ...before, lines } } });
    },
    set(seat, criterionId, change) {
      const before = sheetOf(seat).lines[criterionId];
      const points100 = change.points100 ?? before?.points100;
      // a comment stands on a score; the sheet asks for the points first
      if (points100 === undefined) return;
      const line: Line = {
        points100,
        // an emptied comment is none, as the store has it
        comment: change.comment === undefined ? (before?.comment ?? null) : change.comment || null,
        evidence: change.evidence ?? before?.evidence ?? [],
        version: before?.version ?? 0,
      };
      if (before && before.points100 === line.points100 && before.comment === line.comment && before.evidence === line.evidence) {
        // what was refused is no longer on the sheet
        if (sheetOf(seat).refusals[criterionId]) show(seat, criterionId, before);
        return;
      }
      show(seat, criterionId, line);
      save(seat, criterionId, change.points100 !== undefined ? 'points100' : change.comment !== undefined ? 'comment' : 'evidence');
    },
    sendAgain(seat, criterionId) {
      const given = sheetOf(seat).unsaved[criterionId];
      if (given === undefined) return;
      const standing = sheetOf(seat).lines[criterionId];
      show(seat, criterionId, given ? { ...given, version: standing?.version ?? 0 } : undefined);
      save(seat, criterionId, given ? 'points100' : 'clear');
    },
    clear(seat, criterionId) {
      if (!sheetOf(seat).lines[criterionId]) return;
      show(seat, criterionId, undefined);
      save(seat, criterionId, 'clear');
    },
    abstain(seat, criterionId, reason, withdraw) {
      return inTurn(seat, async () => {
        const answer = await call('scores.abstain', { ...seat, criterionId, reason, ...(withdraw ? { withdraw } : {}) });
        if (criterionId !== null && answer.seq !== null) {
          settle(seat, criterionId, undefined, answer.seq, answer.version);
          remember(done, { seat, criterionId, kind: 'abstain', seq: answer.seq, entry });
          undone.length = 0;
        }
        onWritten(answer.at);
      });
    },
    undo: (of, again) => inTurn(of, () => undoNow(of, again)),
    startEntry() {
      entry += 1;
    },
    pending: isPending,
    forget() {
      durable.clear();
      written.clear();
      done.length = 0;
      undone.length = 0;
      const sheets: Record<string, Sheet> = {};
      for (const [sheet, { lines }] of Object.entries(state.sheets)) {
        const onTheirWay = Object.entries(lines).filter(([criterionId]) => isOnItsWay(`${sheet}/${criterionId}`));
        if (onTheirWay.length > 0) sheets[sheet] = { ...emptySheet, lines: Object.fromEntries(onTheirWay) };
      }
      publish({ sheets });
    },
    settled: (of) => (isPending(of) ? new Promise((wake) => idle.push({ of, wake })) : Promise.resolve()),
  };
}
