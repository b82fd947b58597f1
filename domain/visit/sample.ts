/**
 * 抽样核查: which tenants are looked at, drawn so that anybody can draw them again. The seed is the head of the chain as it stood before
 * the draw, which nobody chooses.
 */

/** A list as people type or paste it: one firm a line, each once, in their order. */
export function firmsOf(text: string): string[] {
  return [...new Set(text.split(/[\r\n]+/).map((line) => line.trim()))].filter((line) => line !== '');
}

/**
 * The first `size` firms in the order of their ranks. `rankOf` gives SHA-256 over seed, a line feed and the name, in hex, so that no order
 * of the list changes what is drawn.
 */
export function drawFirms(firms: readonly string[], size: number, rankOf: (firm: string) => string): string[] {
  return [...new Set(firms)]
    .map((firm) => ({ firm, rank: rankOf(firm) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .slice(0, size)
    .map(({ firm }) => firm);
}
