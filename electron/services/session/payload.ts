/** What a call may hand over, before its schema looks at it: every fault that a schema finds is a sentence, and a million of them hold everybody up. */

/** Values and keys, all told: a round of 2 800 parks and a signature of a hundred strokes are a few ten thousand. */
const mostValues = 200_000;
const deepest = 64;

/** Whether the values lie neither too deep nor are too many. */
export function isBounded(payload: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: payload, depth: 0 }];
  let seen = 0;
  for (let at = open.pop(); at; at = open.pop()) {
    const { value, depth } = at;
    if (typeof value !== 'object' || value === null) continue;
    // bytes are one value, however many they are
    if (ArrayBuffer.isView(value)) continue;
    const inside = Object.values(value);
    seen += inside.length;
    if (depth >= deepest || seen > mostValues) return false;
    for (const each of inside) open.push({ value: each, depth: depth + 1 });
  }
  return true;
}
