/**
 * What the program says to people is written about parks (园区). In a round about others (企业, 海外仓) each text is spoken of them:
 * only words of the text are changed, never what is filled in.
 */
import type { Language } from '../text.ts';

/** What those under review are called. */
export interface Spoken {
  readonly subject: string;
  /** of several; Chinese has no other word for these */
  readonly subjects: string;
  /** counts them in Chinese: 家, 个 */
  readonly counter: string;
}

/** Nouns whose texts are not of one round: of titles, which parks hold, and of documents, which have words of their own. */
const apart: ReadonlySet<string> = new Set(['titles', 'reports', 'cli', 'schemes', 'identities', 'start']);

const filledIn = /(\{\{[^}]*\}\})/;

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Of the words between what is filled in. A 产业园区 keeps its name. */
function inChinese(text: string, { subject, counter }: Spoken): string {
  return text.replaceAll(/(家?)(?<!产业)园区/g, (_, counted: string) => (counted === '' ? subject : `${counter}${subject}`));
}

function inEnglish(text: string, { subject, subjects }: Spoken): string {
  const article = /^[aeiou]/i.test(subject) ? 'an' : 'a';
  return text
    .replaceAll(/\b([Aa]) park\b/g, (_, a: string) => `${a === 'A' ? capital(article) : article} ${subject}`)
    .replaceAll(/\b([Pp])ark(s?)\b/g, (_, first: string, many: string) => {
      const word = many === '' ? subject : subjects;
      return first === 'P' ? capital(word) : word;
    });
}

/** The texts of a language as they are spoken of those under review; the very same of parks. */
export function textsAbout(texts: Readonly<Record<string, string>>, language: Language, spoken: Spoken): Readonly<Record<string, string>> {
  if (spoken.subject === (language === 'zh' ? '园区' : 'park')) return texts;
  const speak = language === 'zh' ? inChinese : inEnglish;
  const about: Record<string, string> = {};
  for (const [key, text] of Object.entries(texts)) {
    const noun = key.slice(0, key.indexOf('.'));
    about[key] = apart.has(noun)
      ? text
      : text
          .split(filledIn)
          .map((part, at) => (at % 2 === 1 ? part : speak(part, spoken)))
          .join('');
  }
  return about;
}
