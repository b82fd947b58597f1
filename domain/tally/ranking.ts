/** Ranks with ties that stay ties: 1, 2, 2, 4. */

export interface Placed<T> {
  readonly item: T;
  /** 1 + how many stand strictly before it */
  readonly rank: number;
  /** another item has the same rank */
  readonly tied: boolean;
  /** which later rule parted it from one that is equal by the first rule; null where none had to */
  readonly decidedBy: number | null;
}

/**
 * Sorts by `rules` in order, each answering negative where `a` stands before `b`, and gives ranks. What no rule parts
 * shares a rank and stands in the order of `label`.
 */
export function placeInOrder<T>(items: readonly T[], rules: readonly ((a: T, b: T) => number)[], label: (item: T) => string): Placed<T>[] {
  const deciding = (a: T, b: T): { by: number; sign: number } => {
    for (const [by, rule] of rules.entries()) {
      const sign = rule(a, b);
      if (sign !== 0) return { by, sign };
    }
    return { by: -1, sign: 0 };
  };
  const sorted = [...items].sort((a, b) => deciding(a, b).sign || (label(a) < label(b) ? -1 : 1));
  const groups: [T, ...T[]][] = [];
  for (const item of sorted) {
    const group = groups.at(-1);
    if (group && deciding(group[0], item).sign === 0) group.push(item);
    else groups.push([item]);
  }
  let before = 0;
  return groups.flatMap((group, index) => {
    const rank = before + 1;
    before += group.length;
    const neighbours = [groups[index - 1], groups[index + 1]].map((other) => (other ? deciding(other[0], group[0]).by : 0));
    const decidedBy = Math.max(...neighbours);
    return group.map((item) => ({ item, rank, tied: group.length > 1, decidedBy: decidedBy > 0 ? decidedBy : null }));
  });
}
