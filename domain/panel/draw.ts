/** 随机抽取: who is drawn from the roster for a panel, in an order that anybody can count again from its seed. */

export interface DrawCandidate {
  readonly expertId: string;
  /** 专业领域, several told apart by 、，, or ; */
  readonly field: string;
  readonly region: string;
}

export interface DrawConditions {
  /** of which one must be the candidate's; empty: any */
  readonly fields: readonly string[];
  readonly regions: readonly string[];
}

/** The parts of a list that people wrote into one line. */
export function partsOf(text: string): string[] {
  return text
    .split(/[、，,;；/]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function fitsDraw({ field, region }: DrawCandidate, { fields, regions }: DrawConditions): boolean {
  const own = partsOf(field);
  return (fields.length === 0 || fields.some((one) => own.includes(one))) && (regions.length === 0 || regions.includes(region));
}

/**
 * All candidates in the order of their ranks; `rankOf` gives SHA-256 over seed, a line feed and the id, in hex, so that no order of the
 * roster changes who is drawn.
 */
export function drawOrder(ids: readonly string[], rankOf: (id: string) => string): string[] {
  return [...new Set(ids)]
    .map((id) => ({ id, rank: rankOf(id) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ id }) => id);
}

/**
 * `withdrawn`: who accepted and is no longer on the panel; `replaced`: who had a place that was given to a successor; `seated`: who sits on it and takes no place of the draw; `merged`: another
 * entry of somebody who stands before.
 */
export const drawAnswers = ['called', 'accepted', 'refused', 'withdrawn', 'replaced', 'seated', 'merged', 'waiting'] as const;
export type DrawAnswer = (typeof drawAnswers)[number];

/** What is known of somebody who was drawn. */
export interface DrawnOne {
  /** what was said to this draw, as long as it holds */
  readonly said: 'accepted' | 'replaced' | 'refused' | 'withdrawn' | 'merged' | null;
  /** on the panel by another way */
  readonly sits: boolean;
  /** was on the panel by another way, and a successor who was not drawn sits there now */
  readonly hasSuccessor: boolean;
}

/**
 * Where each stands. Who accepted keeps the place, and a successor for them; of the others the first in the order have the places that are left: who came onto
 * the panel by another way as if by accepting, everybody else by being called.
 */
export function standings(
  order: readonly string[],
  size: number,
  known: ReadonlyMap<string, DrawnOne>,
): { id: string; answer: DrawAnswer }[] {
  const isTaken = (said: DrawnOne['said'] | undefined): boolean => said === 'accepted' || said === 'replaced';
  let places = size - order.filter((id) => isTaken(known.get(id)?.said)).length;
  const takePlace = (): boolean => {
    if (places <= 0) return false;
    places -= 1;
    return true;
  };
  return order.map((id) => {
    const { said, sits, hasSuccessor } = known.get(id) ?? { said: null, sits: false, hasSuccessor: false };
    if (said === 'accepted' || said === 'replaced' || said === 'merged') return { id, answer: said };
    if (sits) return { id, answer: said !== 'refused' && takePlace() ? 'accepted' : 'seated' };
    if (said === null && hasSuccessor) return { id, answer: takePlace() ? 'replaced' : 'withdrawn' };
    return { id, answer: said ?? (takePlace() ? 'called' : 'waiting') };
  });
}
