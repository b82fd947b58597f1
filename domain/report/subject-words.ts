/** 受评对象: what documents call those under review (园区, 企业, 海外仓), and how they count them. */
import { localText, type Language, type Translate } from '../text.ts';
import type { Spoken } from '../texts/about.ts';
import type { Subject } from '../scheme/subject.ts';
import type { DocumentHead } from './head.ts';

export interface SubjectWords {
  readonly subject: string;
  /** of several; Chinese has no other word for these */
  readonly subjects: string;
  /** 3 家企业, 3 enterprises; of text that is filled in later the plural */
  readonly counted: (count: number | string) => string;
  /** the figure with its counter alone */
  readonly bare: (count: number) => string;
}

function plural(word: string): string {
  if (!/[a-z]$/i.test(word)) return word;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}${/(?:s|x|ch|sh)$/i.test(word) ? 'es' : 's'}`;
}

/** `enterprise or institution` has two of them. */
const plurals = (words: string): string => words.split(' or ').map(plural).join(' or ');

function wordsOf(language: Language, { word, counter }: { readonly word: string; readonly counter: string }): SubjectWords {
  const subjects = plurals(word);
  return language === 'zh'
    ? { subject: word, subjects: word, counted: (count) => `${count}${counter}${word}`, bare: (count) => `${count}${counter}` }
    : { subject: word, subjects, counted: (count) => `${count} ${count === 1 ? word : subjects}`, bare: String };
}

/** As the rule book has them. */
export function wordsOfSubject(language: Language, { word, counter }: Subject): SubjectWords {
  return wordsOf(language, { word: localText(word, language), counter });
}

/** As texts speak of them. */
export function spokenOf(subject: Subject, language: Language): Spoken {
  const { subject: one, subjects } = wordsOfSubject(language, subject);
  return { subject: one, subjects, counter: subject.counter };
}

/** As a document has them; those made before it had any are about parks. */
export function subjectWords(t: Translate, { language, round }: Pick<DocumentHead, 'language' | 'round'>): SubjectWords {
  return wordsOf(language, round.subject ?? { word: t('reports.subject'), counter: t('reports.counter') });
}
