/**
 * The score sheet under the expert's hands. A change shows at once, goes to the store at once, one after the
 * other, and falls back to what is durably there when it is refused.
 */
import { create } from 'zustand';
import type { Input, SheetView } from '../../../domain/api.ts';
import { asApiError, call } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { askAgain } from '../../state/answers.ts';
import { useSaved } from '../../state/saved.ts';

export type Evidence = NonNullable<Input<'scores.set'>['evidence']>[number];

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

interface Review {
  /** sheets by person and park */
  sheets: Readonly<Record<string, Sheet>>;
  /** changes not yet durable */
  saving: number;
  /** the criterion under the cursor */
  at: string | null;
  moveTo: (criterionId: string | null) => void;
  /** takes over what the store has, except where a change is on its way */
  adopt: (sheet: SheetView) => void;
  setScore: (seat: Seat, criterionId: string, change: Change) => void;
  /** whether a sheet has changes that are not durable yet */
  pending: (seat: Seat) => boolean;
}

export const seatKey = ({ personId, applicationId }: Seat): string => `${personId}/${applicationId}`;
const lineKey = (seat: Seat, criterionId: string): string => `${seatKey(seat)}/${criterionId}`;
const none: Sheet = { lines: {}, refusals: {} };

interface Waiting {
  seat: Seat;
  criterionId: string;
}

/** Criteria with unsaved changes, in the order they were touched; a second touch of a waiting one rides along. */
const waiting = new Map<string, Waiting>();
const durable = new Map<string, Line | undefined>();
const underWay = new Set<string>();
let running = false;

export const useReview = create<Review>((set, get) => {
  const sheetOf = (seat: Seat): Sheet => get().sheets[seatKey(seat)] ?? none;
  const show = (seat: Seat, criterionId: string, line: Line | undefined, refusal?: ApiError): void => {
    const { [criterionId]: _line, ...lines } = sheetOf(seat).lines;
    const { [criterionId]: _refusal, ...refusals } = sheetOf(seat).refusals;
    const sheet: Sheet = { lines: line ? { ...lines, [criterionId]: line } : lines, refusals: refusal ? { ...refusals, [criterionId]: refusal } : refusals };
    set((now) => ({ sheets: { ...now.sheets, [seatKey(seat)]: sheet } }));
  };

  const save = async ({ seat, criterionId }: Waiting): Promise<void> => {
    const key = lineKey(seat, criterionId);
    const line = sheetOf(seat).lines[criterionId];
    if (!line) return;
    underWay.add(key);
    try {
      const saved = await call('scores.set', {
        ...seat,
        criterionId,
        points: (line.points100 / 100).toFixed(2),
        comment: line.comment ?? '',
        evidence: [...line.evidence],
        expectedVersion: durable.get(key)?.version ?? 0,
      });
      durable.set(key, { ...line, version: saved.version });
      useSaved.getState().wrote(saved.at);
      const shown = sheetOf(seat).lines[criterionId];
      if (shown) show(seat, criterionId, { ...shown, version: saved.version });
    } catch (thrown) {
      const refusal = asApiError(thrown);
      waiting.delete(key);
      show(seat, criterionId, durable.get(key), refusal);
      useSaved.getState().fail(refusal);
      askAgain();
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

  return {
    sheets: {},
    saving: 0,
    at: null,
    moveTo: (at) => set({ at }),
    adopt(sheet) {
      const seat = { personId: sheet.personId, applicationId: sheet.applicationId };
      const busy = (criterionId: string): boolean => waiting.has(lineKey(seat, criterionId)) || underWay.has(lineKey(seat, criterionId));
      const before = sheetOf(seat);
      const lines: Record<string, Line> = {};
      for (const { criterionId, points100, comment, evidence, version } of sheet.scores) {
        const kept = before.lines[criterionId];
        if (busy(criterionId) && kept) continue;
        const known = durable.get(lineKey(seat, criterionId));
        // an answer asked before the last write was durable tells the past
        if (known && kept && known.version > version) lines[criterionId] = kept;
        else {
          const line = { points100, comment, evidence, version };
          durable.set(lineKey(seat, criterionId), line);
          lines[criterionId] = line;
        }
      }
      for (const [criterionId, line] of Object.entries(before.lines)) if (busy(criterionId) || line.version > 0) lines[criterionId] ??= line;
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
      waiting.set(lineKey(seat, criterionId), { seat, criterionId });
      set({ saving: waiting.size + underWay.size });
      void run();
    },
    pending: (seat) => [...waiting.keys(), ...underWay].some((key) => key.startsWith(`${seatKey(seat)}/`)),
  };
});
