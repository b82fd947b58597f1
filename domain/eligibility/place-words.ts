/** Where in a rule book something is wrong, in the reader's words: 条件第 4 项 › 判断式 › 左边的数值（“conditions[3].test.left”）. */
import type { Translate } from '../text.ts';

/** Settings and places in lists, outermost first; lists are written `conditions[3]` or `conditions.3`. */
function stepsOf(path: string): { name: string; index: number | null }[] {
  const steps: { name: string; index: number | null }[] = [];
  for (const part of path.split(/[.[\]]+/).filter((one) => one !== '')) {
    const last = steps.at(-1);
    if (/^\d+$/.test(part) && last && last.index === null) last.index = Number(part);
    else steps.push({ name: part, index: null });
  }
  return steps;
}

/** The place in words alone, for those who see no file; '' and `/` are the whole of it. */
export function placeWords(path: string, t: Translate): string {
  const steps = stepsOf(path === '/' ? '' : path);
  if (steps.length === 0) return t('schemes.placeWhole');
  return steps
    .map(({ name, index }) => {
      const words = t(`schemes.place.${name.replace('$', '')}`);
      return index === null ? words : t('schemes.placeItem', { name: words, no: index + 1 });
    })
    .join(t('schemes.placeSeparator'));
}

/** With the place as the author of the file writes it beside the words. */
export function placeInFile(path: string, t: Translate): string {
  const words = placeWords(path, t);
  return path === '' || path === '/' ? words : t('schemes.placeKey', { words, path });
}
