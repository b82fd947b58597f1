/** All texts of the program in both languages. The window loads one language at a time. */
import { nouns as en } from './en.ts';
import { flatten } from './flatten.ts';
import { nouns as zh } from './zh.ts';

export const texts = { zh: flatten(zh), en: flatten(en) };
