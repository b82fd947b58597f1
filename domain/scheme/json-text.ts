/** Where a text stops being JSON; engines tell it of some faults only. */

const space = /[ \t\n\r]*/y;
const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
// oxlint-disable-next-line no-control-regex -- a line must not end within a text
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** What opened a level, and what has to come next in it. */
type Level = { readonly closes: '}' | ']'; next: 'first' | 'value' | 'after' };

/** The place of the first character that does not belong there, from 0; the length of the text where it breaks off; null for JSON. */
export function brokenOffset(text: string): number | null {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return false;
    at += found[0].length;
    return true;
  };
  const levels: Level[] = [];
  let ended = false;
  for (;;) {
    take(space);
    const level = levels.at(-1);
    if (ended) return at === text.length ? null : at;
    if (level && text[at] === level.closes && level.next !== 'value') {
      at += 1;
      levels.pop();
    } else {
      if (level?.next === 'after') {
        if (text[at] !== ',') return at;
        at += 1;
        level.next = 'value';
        continue;
      }
      if (level?.closes === '}') {
        if (!take(quoted)) return at;
        take(space);
        if (text[at] !== ':') return at;
        at += 1;
        take(space);
      }
      if (text[at] === '{' || text[at] === '[') {
        levels.push({ closes: text[at] === '{' ? '}' : ']', next: 'first' });
        at += 1;
        continue;
      }
      if (!take(quoted) && !take(plain)) return at;
    }
    const above = levels.at(-1);
    if (above) above.next = 'after';
    else ended = true;
  }
}
