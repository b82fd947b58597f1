/** Light or dark, and what the page itself wears of it before any component is there. */
import { sizes } from './sizes.ts';

export type ColorScheme = 'light' | 'dark';

/** The class under which antd's tokens are variables of CSS. */
export const variables = 'pp';

/** Puts the shade on the page itself: the rules that `static-styles.ts` writes go by it. */
export function applyTheme(root: HTMLElement, shade: ColorScheme): void {
  root.dataset['shade'] = shade;
  for (const [name, value] of Object.entries(sizes)) root.style.setProperty(`--pp-${name}`, String(value));
}
