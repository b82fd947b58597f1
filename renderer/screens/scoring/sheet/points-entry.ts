/**
 * Points on their way from the keys to the sheet. A figure counts when it is complete: by Enter, by leaving the field, or
 * when the hands pause on it. What is refused leaves on the sheet what stood there before the typing began. No React and
 * no clock: the field tells when the hands pause.
 */
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { Refusal } from '../../../../domain/result.ts';
import { checkScore } from '../../../../domain/scoring/check-score.ts';
import { mayBecomePoints } from '../../../../domain/scoring/entry.ts';
import { ApiError } from '../../../client/transport.ts';
import { plainFigures } from '../../../ui/words.ts';

export interface EntryState {
  /** what stands in the field instead of the points of the sheet; null where nothing is being typed */
  readonly typed: string | null;
  /** why a figure does not count */
  readonly problem: ApiError | null;
  /** something that is no figure was typed: letters do nothing in the field */
  readonly letters: boolean;
}

export const noEntry: EntryState = { typed: null, problem: null, letters: false };

export interface EntryHost {
  readonly criterion: Leaf;
  /** what is on the sheet now, in hundredths; null where nothing is */
  readonly stands: () => number | null;
  readonly give: (points100: number) => void;
  readonly clear: () => void;
  readonly show: (state: EntryState) => void;
}

export interface PointsEntry {
  readonly state: EntryState;
  type(text: string): void;
  /** the hands have paused */
  pause(): void;
  /** Enter: an emptied field takes the points off. Gives whether the cursor may go on. */
  enter(): boolean;
  /** the cursor goes on by another key; gives whether it may */
  goOn(): boolean;
  /** the field is left by other means than a key: what was refused does not stay in it, but why */
  leave(): void;
  /** Esc: gives whether there was something to drop */
  drop(): boolean;
  /** Ctrl+Z: drops what has not been taken yet; false where it is the sheet's last change that is meant */
  undo(): boolean;
  /** what stands on the sheet has changed: where that is not what was given here, what was typed is over */
  follow(points100: number | null): void;
}

const another = /[^\d.．。,，\s+-]/u;

/** "8." is 8 once nothing follows, and ".5" is 0.5. */
function whole(typed: string): string {
  return /^\d*\.?\d*$/.test(typed) && /\d/.test(typed) ? typed.replace(/^\./, '0.').replace(/\.$/, '') : typed;
}

export function createPointsEntry({ criterion, stands, give, clear, show }: EntryHost): PointsEntry {
  let state = noEntry;
  let stood: number | null = null;
  /** the points that what is typed came to; undefined while it has not been taken */
  let given: number | undefined;

  const isIdle = (): boolean => state.typed === null && state.problem === null && !state.letters;

  function set(next: Partial<EntryState>): void {
    state = { ...state, ...next };
    show(state);
  }

  function putBack(): void {
    if (stands() === stood) return;
    if (stood === null) clear();
    else give(stood);
  }

  /** Takes what is typed as complete; false where it is refused, which puts back what stood. */
  function complete(isPause: boolean): boolean {
    if (state.typed === null) return true;
    const typed = plainFigures(state.typed);
    if (typed === '') return true;
    try {
      const points100 = checkScore(criterion, whole(typed));
      given = points100;
      if (points100 !== stands()) give(points100);
      if (state.problem) set({ problem: null });
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      if (isPause && mayBecomePoints(criterion, typed)) return true;
      set({ problem: new ApiError(thrown.code, '', thrown.details) });
      putBack();
      return false;
    }
  }

  function goOn(): boolean {
    if (!complete(false)) return false;
    if (!isIdle()) set(noEntry);
    return true;
  }

  function drop(): boolean {
    if (isIdle()) return false;
    if (state.typed !== null) putBack();
    set(noEntry);
    return true;
  }

  return {
    get state() {
      return state;
    },
    type(text) {
      // a letter changes nothing, not even what is selected to be typed over
      if (another.test(plainFigures(text))) {
        set({ letters: true });
        return;
      }
      if (state.typed === null) stood = stands();
      given = undefined;
      set({ typed: text, problem: null, letters: false });
    },
    pause() {
      complete(true);
    },
    enter() {
      if (state.typed !== null && plainFigures(state.typed) === '' && stands() !== null) clear();
      return goOn();
    },
    goOn,
    leave() {
      if (goOn()) return;
      set({ typed: null, letters: false });
    },
    drop,
    undo() {
      if (state.typed !== null && given === undefined) return drop();
      if (!isIdle()) set(noEntry);
      return false;
    },
    follow(points100) {
      if (state.typed !== null && given !== undefined && points100 !== given) set(noEntry);
    },
  };
}
