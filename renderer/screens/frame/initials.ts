/** 拼音首字母: csxh finds 长沙星湖. By the order of pinyin that the browser itself knows, so that no dictionary has to come along. */

/** The first character of each letter in the order of pinyin; no syllable begins with i, u or v. */
const bounds = Array.from('阿八嚓咑婀发旮哈丌咔垃呣拏喔妑七然仨他屲夕丫帀');
const letters = 'abcdefghjklmnopqrstwxyz';

/** Characters of names and offices that begin otherwise in another reading: both are found. */
const otherwise: Readonly<Record<string, string>> = {
  长: 'cz',
  重: 'cz',
  厦: 'xs',
  单: 'ds',
  解: 'jx',
  曾: 'zc',
  朝: 'cz',
  行: 'xh',
  会: 'hk',
  乐: 'ly',
  仇: 'qc',
  查: 'cz',
  区: 'qo',
  藏: 'cz',
  传: 'cz',
  调: 'dt',
  车: 'cj',
  参: 'cs',
  系: 'xj',
  校: 'xj',
  降: 'jx',
  省: 'sx',
  沈: 'sc',
  盛: 'sc',
};

const collator = new Intl.Collator('zh-CN-u-co-pinyin');
const han = /\p{Script=Han}/u;

const known = new Map<string, string>(Object.entries(otherwise));

/** The letters with which a character may begin; what is no character is itself, in small letters. */
function lettersOf(sign: string): string {
  const before = known.get(sign);
  if (before !== undefined) return before;
  const at = bounds.findLastIndex((bound) => collator.compare(bound, sign) <= 0);
  const found = han.test(sign) ? (letters[at] ?? '') : sign.toLowerCase();
  known.set(sign, found);
  return found;
}

/** Whether somewhere in a text characters follow each other that begin so; `typed` in small letters. */
export function hasInitials(text: string, typed: string): boolean {
  const signs = Array.from(text);
  const wanted = Array.from(typed);
  return signs.some((_, from) =>
    wanted.every((letter, at) => lettersOf(signs[from + at] ?? '').includes(letter) && signs.length > from + at),
  );
}
