/** The texts of one language, in a file of their own. No React and no i18next, so that they are read while those still are. */
import { flatten } from '../../domain/texts/flatten.ts';
import type { Language } from '../../domain/text.ts';

type Texts = Readonly<Record<string, string>>;

const files = { zh: () => import('../../domain/texts/zh.ts'), en: () => import('../../domain/texts/en.ts') };

/** Once made they stay: that takes the page some 15 ms. */
const made = new Map<Language, Texts>();

export async function loadTexts(language: Language): Promise<Texts> {
  const { nouns } = await files[language]();
  const texts = made.get(language) ?? flatten(nouns);
  made.set(language, texts);
  return texts;
}

let tellSaved: (language: Language, texts: Texts) => void = () => {};

/** While developing: calls back with the texts of a language of which one was saved. */
export function onTextsSaved(listener: (language: Language, texts: Texts) => void): void {
  tellSaved = listener;
}

if (import.meta.hot)
  import.meta.hot.accept(['../../domain/texts/zh.ts', '../../domain/texts/en.ts'], ([zh, en]) => {
    made.clear();
    if (zh) tellSaved('zh', flatten(zh['nouns']));
    if (en) tellSaved('en', flatten(en['nouns']));
  });
