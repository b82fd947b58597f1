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

export type DrawAnswer = 'called' | 'accepted' | 'refused' | 'waiting';

/** Where each stands: the first `size` who did not refuse are called; what somebody answered stands. */
export function standings(
  order: readonly string[],
  size: number,
  answers: ReadonlyMap<string, { readonly accepts: boolean }>,
): { id: string; answer: DrawAnswer }[] {
  let places = size;
  return order.map((id) => {
    const answer = answers.get(id);
    if (answer?.accepts === false) return { id, answer: 'refused' };
    if (places === 0) return { id, answer: 'waiting' };
    places -= 1;
    return { id, answer: answer ? 'accepted' : 'called' };
  });
}
