/** 四至范围: the four bounds, in one cell or several: 东至东一路  西至西二路, 东：…；南：…, 东临…. */
export const boundaryKeys = { 东: 'boundaryEast', 西: 'boundaryWest', 南: 'boundarySouth', 北: 'boundaryNorth' } as const;
export type BoundaryKey = (typeof boundaryKeys)[keyof typeof boundaryKeys];

const mark = /([东西南北])\s*(?:面|侧|边|部)?\s*(?:起至|至|到|抵|邻|临|接|[:：])\s*[:：]?/gu;

function keyOf(direction: string): BoundaryKey | undefined {
  return Object.entries(boundaryKeys).find(([name]) => name === direction)?.[1];
}

export function isBoundaryKey(key: string): key is BoundaryKey {
  return Object.values<string>(boundaryKeys).includes(key);
}

/**
 * The bounds that the text states, each up to the next; '' where the direction stands without a road.
 * Null where a direction stands twice (东至西至路 西至…): one of the two is part of a name.
 */
export function readBoundaries(text: string): ReadonlyMap<BoundaryKey, string> | null {
  const starts = [...text.matchAll(mark)];
  const bounds = new Map<BoundaryKey, string>();
  for (const [at, start] of starts.entries()) {
    const key = keyOf(start[1] ?? '');
    if (!key || bounds.has(key)) return null;
    const value = text.slice(start.index + start[0].length, starts[at + 1]?.index ?? text.length);
    bounds.set(key, value.replaceAll(/^[\s,，;；、。._]+|[\s,，;；、。._]+$/gu, '').replaceAll(/\s*\n\s*/gu, ' '));
  }
  return bounds;
}

/** Whether a text begins as a bound does; its cell then needs no label. */
export function startsAsBoundary(text: string): boolean {
  return /^\s*[东西南北]\s*(?:面|侧|边)?\s*(?:至|[:：])/u.test(text);
}
