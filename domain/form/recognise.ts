/** Whose form is it: by its title, else by its labels. */
import type { Scheme } from '../scheme/scheme.ts';
import { linesOf, type FormContent } from './content.ts';
import { foldLabel } from './labels.ts';
import { countLabels } from './read-form.ts';

export type Recognised =
  | { readonly kind: 'own' }
  /** plainly the form of another rule book */
  | { readonly kind: 'other'; readonly schemeId: string }
  /** not a form at all */
  | { readonly kind: 'none' };

/** Fewer labels than this are chance: 联系人 and 联系方式 stand in every letter. */
const fewestLabels = 4;

/**
 * The longest known title in the text decides (湖南省跨境电商产业园申报表 holds 跨境电商产业园申报表). Without a
 * title the scheme with the most labels does; on a tie it is the round's own.
 */
export function recogniseForm(content: FormContent, schemes: readonly Scheme[], schemeId: string): Recognised {
  const text = linesOf(content).map(foldLabel).join('\n');
  const glued = text.replaceAll('\n', '');
  const titles = schemes.map((scheme) => ({ scheme, title: titleLength(glued, scheme) }));
  const longest = Math.max(...titles.map(({ title }) => title));
  // labels are counted, which takes long, only where they can decide
  const rank = titles
    .filter(({ title }) => title === longest)
    .map(({ scheme, title }) => ({ id: scheme.id, title, labels: countLabels(content, scheme) }));
  const [best] = [...rank].sort((one, other) => other.labels - one.labels);
  if (!best || best.labels < fewestLabels) return { kind: 'none' };
  const own = rank.find((each) => each.id === schemeId);
  if (!own) return schemes.some(({ id }) => id === schemeId) ? { kind: 'other', schemeId: best.id } : { kind: 'none' };
  if (own.labels === best.labels) return { kind: 'own' };
  return longest > 0 ? { kind: 'own' } : { kind: 'other', schemeId: best.id };
}

function titleLength(text: string, scheme: Scheme): number {
  const found = [scheme.form.title, ...scheme.form.titles].map(foldLabel).filter((title) => title !== '' && text.includes(title));
  return Math.max(0, ...found.map((title) => title.length));
}
