/** Numbers that look random and are the same for the same seed on every machine (xorshift128, seeded by splitmix32). */

/** A function that gives the next number of [0, 1), 32 bits fine. */
export function seededRandom(seed: number): () => number {
  let state = Math.trunc(seed) >>> 0;
  const mix = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
  let [x, y, z, w] = [mix(), mix(), mix(), mix() | 1];
  return () => {
    const shifted = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ shifted ^ (shifted >>> 8)) >>> 0;
    return w / 2 ** 32;
  };
}
