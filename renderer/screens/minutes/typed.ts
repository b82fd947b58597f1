/** What somebody types into the minutes, kept on this machine like every other text until it is saved as a version. */
import type { Output } from '../../../domain/contract/api.ts';
import { call, type ApiError } from '../../client/api.ts';
import { useDraft } from '../../state/draft.ts';

export type Typed = NonNullable<Output<'minutes.unsaved'>>;

interface TypedMinutes {
  /** null: nothing was typed since the last version */
  typed: Typed | null;
  error: ApiError | null;
  type: (typed: Typed) => void;
  forget: () => Promise<void>;
  /** for the fields, so that nothing is put in their place while somebody types */
  focus: { onFocus: () => void; onBlur: () => void };
}

/** The date, the place and the text are one draft: '' where there is none. */
export function useTyped(roundId: string, unsaved: Typed | null): TypedMinutes {
  const { text, error, change, keep, onFocus, onBlur } = useDraft(
    unsaved ? JSON.stringify(unsaved) : '',
    (next) => call('minutes.keepUnsaved', { roundId, typed: next === '' ? null : (JSON.parse(next) as Typed) }),
    true,
  );
  return {
    typed: text === '' ? null : (JSON.parse(text) as Typed),
    error,
    type: (typed) => change(JSON.stringify(typed)),
    forget() {
      change('');
      return keep();
    },
    focus: { onFocus, onBlur },
  };
}
