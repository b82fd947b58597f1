/** Several rows chosen at once: each by its box, a range by the box of its other end with Shift held, by mouse or keys. */
import { useRef, useState } from 'react';

/** What is chosen after a press on one; with Shift all between it and the one pressed before take its new state. */
export function press(
  ids: readonly string[],
  chosen: ReadonlySet<string>,
  id: string,
  { from, checked }: { readonly from: string | null; readonly checked: boolean },
): ReadonlySet<string> {
  const [one, other] = [ids.indexOf(from ?? id), ids.indexOf(id)].sort((a, b) => a - b);
  // who is no longer listed begins no range
  const range = one === undefined || one < 0 || other === undefined ? [id] : ids.slice(one, other + 1);
  const next = new Set(chosen);
  for (const each of range) {
    if (checked) next.add(each);
    else next.delete(each);
  }
  return next;
}

interface Chosen {
  /** in the order of the rows; what is not listed any more is not chosen */
  readonly ids: readonly string[];
  readonly has: (id: string) => boolean;
  readonly press: (id: string, checked: boolean, isRange: boolean) => void;
  readonly set: (ids: readonly string[]) => void;
}

export function useChosen(ids: readonly string[]): Chosen {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  return {
    ids: ids.filter((id) => chosen.has(id)),
    has: (id) => chosen.has(id),
    press(id, checked, isRange) {
      setChosen(press(ids, chosen, id, { from: isRange ? last.current : null, checked }));
      last.current = id;
    },
    set: (next) => setChosen(new Set(next)),
  };
}
