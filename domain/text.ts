/**
 * Texts that people read, by key. The Chinese files of `texts/zh` define the key set; `texts/en` must
 * carry exactly the same keys (tested). A key is `<file>.<name>`; placeholders are written `{{name}}`.
 */
export type Language = 'zh' | 'en';

export type TextParams = Readonly<Record<string, string | number>>;

/** Gives the sentence of a key in the reader's language; handed to whatever needs words. */
export type Translate = (key: string, params?: TextParams) => string;

/** A sentence not yet put into a language. */
export interface Message {
  readonly key: string;
  readonly params?: TextParams;
}

/** A text that a scheme gives in both languages. English may be absent where the source has none. */
export interface LocalText {
  readonly zh: string;
  readonly en?: string | undefined;
}

export function localText(text: LocalText, language: Language): string {
  return language === 'en' ? (text.en ?? text.zh) : text.zh;
}
