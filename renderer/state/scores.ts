/**
 * The score sheet under the expert's hands. A change shows at once, goes to the store at once, one after the
 * other, and falls back to what is durably there when it is refused. What this window changed it can undo.
 */
import { create } from 'zustand';
import type { SheetView } from '../../domain/contract/api.ts';
import type { Evidence } from '../../domain/model.ts';
import { asApiError, call, type ApiError } from '../client/api.ts';
import { askAgain } from './answers.ts';
import { useSaved } from './saved.ts';

/** A score as it stands on the sheet. */
export interface Line {
  points100: number;
  comment: string | null;
  evidence: readonly Evidence[];
  /** of the last durable state; 0 before the first */
  version: number;
}

export type Lines = Readonly<Record<string, Line>>;
export type Change = Partial<Pick<Line, 'points100' | 'comment' | 'evidence'>>;

export interface Seat {
  personId: string;
  applicationId: string;
}

interface Sheet {
  lines: Lines;
  refusals: Readonly<Record<string, ApiError>>;
}

/** What an undo or redo did, to be said; `criterionId` null where there was nothing to do. */
interface Told {
  did: 'undone' | 'redone';
  criterionId: string | null;
  applicationId: string | null;
  from100: number | null;
  to100: number | null;
}

interface Review {
  /** sheets by person and park */
  sheets: Readonly<Record<string, Sheet>>;
  /** changes not yet durable */
  saving: number;
  /** the criterion under the cursor */
  at: string | null;
  /** the criterion for which a reason of abstaining is being asked */
  abstaining: string | null;
  /** the criterion that was to be given evidence before it has points */
  unscored: string | null;
  told: Told | null;
  moveTo: (criterionId: string | null) => void;
  askAbstention: (criterionId: string | null) => void;
  /** takes over what the store has, except where a change is on its way */
  adopt: (sheet: SheetView) => void;
  setScore: (seat: Seat, criterionId: string, change: Change) => void;
  /** adds an anchor, once; a criterion without points says that it wants them first */
  cite: (seat: Seat, criterionId: string, anchor: Evidence) => void;
  /** takes points, comment and evidence off */
  clearScore: (seat: Seat, criterionId: string) => void;
  /** `criterionId` null: the whole park. @throws ApiError */
  abstain: (seat: Seat, criterionId: string | null, reason: string, withdraw: boolean) => Promise<void>;
  /** takes back this window's last change of that sheet or, named by the person alone, of any; with `again` the last undo */
  undo: (of: Seat | Pick<Seat, 'personId'>, again: boolean) => Promise<void>;
  /** whether a sheet has changes that are not durable yet */
  pending: (of: Seat | Pick<Seat, 'personId'>) => boolean;
}

export const seatKey = ({ personId, applicationId }: Seat): string => `${personId}/${applicationId}`;
const lineKey = (seat: Seat, criterionId: string): string => `${seatKey(seat)}/${criterionId}`;
const none: Sheet = { lines: {}, refusals: {} };

type Kind = keyof Change | 'clear' | 'abstain';

interface Waiting {
  seat: Seat;
  criterionId: string;
  kind: Kind;
  /** when it was typed, in visits */
  visit: number;
}

/** Something that can be taken back: one or more changes of one criterion by one visit of the hands. */
interface Step {
  seat: Seat;
  criterionId: string;
  kind: Kind;
  /** the first change of the step */
  seq: number;
  visit: number;
}

/** Criteria with unsaved changes, in the order they were touched; a second touch of a waiting one rides along. */
const waiting = new Map<string, Waiting>();
/** What the store holds as this window knows it, and the change that told so. */
const durable = new Map<string, { line: Line | undefined; seq: number }>();
/** The version that this window itself gave a criterion last: what another window did since is not undone. */
const own = new Map<string, number>();
const underWay = new Set<string>();
const done: Step[] = [];
const undone: Step[] = [];
let running = false;
/** grows with each move of the cursor, so that the digits of one entry are one step */
let visit = 0;

const pause = 20;
const rest = (): Promise<void> => new Promise((wake) => setTimeout(wake, pause));

/** Puts a step on its pile; digits of one entry, or the pauses in one comment, are one. */
function remember(pile: Step[], step: Step): void {
  const last = pile.at(-1);
  const goesOn =
    last &&
    last.visit === step.visit &&
    last.kind === step.kind &&
    last.criterionId === step.criterionId &&
    seatKey(last.seat) === seatKey(step.seat);
  if (!goesOn || step.kind === 'evidence' || step.kind === 'abstain') pile.push(step);
}

/** What a write came to. */
const settle = (seat: Seat, criterionId: string, line: Line | undefined, seq: number, version: number): void => {
  durable.set(lineKey(seat, criterionId), { line, seq });
  own.set(lineKey(seat, criterionId), version);
};

export const useReview = create<Review>((set, get) => {
  const sheetOf = (seat: Seat): Sheet => get().sheets[seatKey(seat)] ?? none;
  const show = (seat: Seat, criterionId: string, line: Line | undefined, refusal?: ApiError): void => {
    const { [criterionId]: _line, ...lines } = sheetOf(seat).lines;
    const { [criterionId]: _refusal, ...refusals } = sheetOf(seat).refusals;
    const sheet: Sheet = {
      lines: line ? { ...lines, [criterionId]: line } : lines,
      refusals: refusal ? { ...refusals, [criterionId]: refusal } : refusals,
    };
    set((now) => ({ sheets: { ...now.sheets, [seatKey(seat)]: sheet } }));
  };
  const changed = (step: Step): void => {
    remember(done, step);
    undone.length = 0;
    set({ told: null });
  };
  const refuse = (seat: Seat, criterionId: string, thrown: unknown): void => {
    const refusal = asApiError(thrown);
    show(seat, criterionId, durable.get(lineKey(seat, criterionId))?.line, refusal);
    // what another window changed is a matter of this line alone; a store that does not write is everybody's
    if (refusal.code !== 'score/stale') useSaved.getState().fail(refusal);
    askAgain();
  };

  const save = async ({ seat, criterionId, kind, visit: typedIn }: Waiting): Promise<void> => {
    const key = lineKey(seat, criterionId);
    const line = sheetOf(seat).lines[criterionId];
    const expectedVersion = durable.get(key)?.line?.version ?? 0;
    underWay.add(key);
    try {
      const saved = line
        ? await call('scores.set', {
            ...seat,
            criterionId,
            points: (line.points100 / 100).toFixed(2),
            comment: line.comment ?? '',
            evidence: [...line.evidence],
            expectedVersion,
          })
        : await call('scores.clear', { ...seat, criterionId, expectedVersion });
      settle(seat, criterionId, line && { ...line, version: saved.version }, saved.seq ?? 0, saved.version);
      if (saved.seq !== null) changed({ seat, criterionId, kind, seq: saved.seq, visit: typedIn });
      useSaved.getState().wrote(saved.at);
      const shown = sheetOf(seat).lines[criterionId];
      if (shown) show(seat, criterionId, { ...shown, version: saved.version });
    } catch (thrown) {
      waiting.delete(key);
      refuse(seat, criterionId, thrown);
    } finally {
      underWay.delete(key);
    }
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (;;) {
      const next = waiting.entries().next();
      if (next.done) break;
      const [key, one] = next.value;
      waiting.delete(key);
      await save(one);
      set({ saving: waiting.size });
    }
    running = false;
  };
  const queue = (entry: Waiting): void => {
    waiting.set(lineKey(entry.seat, entry.criterionId), entry);
    set({ saving: waiting.size + underWay.size });
    void run();
  };

  return {
    sheets: {},
    saving: 0,
    at: null,
    abstaining: null,
    unscored: null,
    told: null,
    moveTo(at) {
      if (at === get().at) return;
      visit += 1;
      set({ at, unscored: null });
    },
    askAbstention: (abstaining) => set({ abstaining }),
    adopt(sheet) {
      const seat = { personId: sheet.personId, applicationId: sheet.applicationId };
      const before = sheetOf(seat);
      const stored = new Map(
        sheet.scores.map(({ criterionId, points100, comment, evidence, version }) => [
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
        if (waiting.has(key) || underWay.has(key) || (known && known.seq > sheet.seq)) {
          if (kept) lines[criterionId] = kept;
          continue;
        }
        const line = stored.get(criterionId);
        durable.set(key, { line, seq: sheet.seq });
        if (line) lines[criterionId] = line;
      }
      set((now) => ({ sheets: { ...now.sheets, [seatKey(seat)]: { lines, refusals: before.refusals } } }));
    },
    setScore(seat, criterionId, change) {
      const before = sheetOf(seat).lines[criterionId];
      const points100 = change.points100 ?? before?.points100;
      // a comment stands on a score; the sheet asks for the points first
      if (points100 === undefined) return;
      const line: Line = {
        points100,
        comment: change.comment === undefined ? (before?.comment ?? null) : change.comment,
        evidence: change.evidence ?? before?.evidence ?? [],
        version: before?.version ?? 0,
      };
      if (before && before.points100 === line.points100 && before.comment === line.comment && before.evidence === line.evidence) return;
      show(seat, criterionId, line);
      set({ unscored: null });
      queue({
        seat,
        criterionId,
        kind: change.points100 !== undefined ? 'points100' : change.comment !== undefined ? 'comment' : 'evidence',
        visit,
      });
    },
    cite(seat, criterionId, anchor) {
      const line = sheetOf(seat).lines[criterionId];
      if (!line) {
        set({ unscored: criterionId });
        return;
      }
      const text = JSON.stringify(anchor);
      if (!line.evidence.some((one) => JSON.stringify(one) === text))
        get().setScore(seat, criterionId, { evidence: [...line.evidence, anchor] });
    },
    clearScore(seat, criterionId) {
      if (!sheetOf(seat).lines[criterionId]) return;
      show(seat, criterionId, undefined);
      queue({ seat, criterionId, kind: 'clear', visit });
    },
    async abstain(seat, criterionId, reason, withdraw) {
      while (get().pending(seat)) await rest();
      const answer = await call('scores.abstain', { ...seat, criterionId, reason, ...(withdraw ? { withdraw } : {}) });
      if (criterionId !== null && answer.seq !== null) {
        settle(seat, criterionId, undefined, answer.seq, answer.version);
        show(seat, criterionId, undefined);
        changed({ seat, criterionId, kind: 'abstain', seq: answer.seq, visit });
      }
      set({ abstaining: null });
      useSaved.getState().wrote(answer.at);
      askAgain();
    },
    async undo(of, again) {
      while (get().pending(of)) await rest();
      const pile = again ? undone : done;
      const at = pile.findLastIndex(
        ({ seat }) => seat.personId === of.personId && (!('applicationId' in of) || seat.applicationId === of.applicationId),
      );
      const [step] = at < 0 ? [] : pile.splice(at, 1);
      const did = again ? 'redone' : 'undone';
      if (!step) {
        set({ told: { did, criterionId: null, applicationId: null, from100: null, to100: null } });
        return;
      }
      const { criterionId, seat } = step;
      const key = lineKey(seat, criterionId);
      const from100 = sheetOf(seat).lines[criterionId]?.points100 ?? null;
      underWay.add(key);
      try {
        const answer = await call('scores.undo', { ...seat, criterionId, seq: step.seq, expectedVersion: own.get(key) ?? 0 });
        const line: Line | undefined = answer.score ?? undefined;
        settle(seat, criterionId, line, answer.seq, answer.version);
        show(seat, criterionId, line);
        visit += 1;
        (again ? done : undone).push({ ...step, seq: answer.seq, visit });
        set({ at: criterionId, told: { did, criterionId, applicationId: seat.applicationId, from100, to100: line?.points100 ?? null } });
        useSaved.getState().wrote(answer.at);
        askAgain();
      } catch (thrown) {
        refuse(seat, criterionId, thrown);
      } finally {
        underWay.delete(key);
      }
    },
    pending: (of) =>
      [...waiting.keys(), ...underWay].some((key) => key.startsWith('applicationId' in of ? `${seatKey(of)}/` : `${of.personId}/`)),
  };
});
