/** All texts of the program in both languages, each made when it is first asked for. The window loads one language at a time. */
import type { Language } from '../text.ts';
import { nouns as en } from './en.ts';
import { flatten } from './flatten.ts';
import { nouns as zh } from './zh.ts';

type Texts = Readonly<Record<string, string>>;

const made = new Map<Language, Texts>();

function textsIn(language: Language, nouns: Readonly<Record<string, Texts>>): Texts {
  const texts = made.get(language) ?? flatten(nouns);
  made.set(language, texts);
  return texts;
}

export const texts: Readonly<Record<Language, Texts>> = {
  get zh() {
    return textsIn('zh', zh);
  },
  get en() {
    return textsIn('en', en);
  },
};
