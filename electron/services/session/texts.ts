/** Sentences by key for everything outside the window, over the same texts that the window uses. */
import i18next from 'i18next';
import { textsAbout, type Spoken } from '../../../domain/texts/about.ts';
import { texts } from '../../../domain/texts/index.ts';
import { spokenOf } from '../../../domain/report/subject-words.ts';
import type { Language, Translate } from '../../../domain/text.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { schemeOf } from './lookups.ts';

const instance = i18next.createInstance();
void instance.init({
  lng: 'zh',
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: {},
  initAsync: false,
});

/** Takes what a language says; i18next would copy all of it. */
function addTexts(language: Language, space: string, about: Readonly<Record<string, string>>): void {
  if (!instance.hasResourceBundle(language, space)) instance.addResourceBundle(language, space, about, false, false, { skipCopy: true });
}

/** A language is read with its first sentence: most calls of the command line say nothing. */
export function translator(language: Language): Translate {
  const fixed = instance.getFixedT(language);
  return (key, params) => {
    addTexts(language, 'translation', texts[language]);
    return params ? fixed(key, { ...params }) : fixed(key);
  };
}

/** The same, spoken of those under review; texts of each kind of them are made once, under a name of their own. */
export function translatorAbout(language: Language, spoken: Spoken): Translate {
  const about = textsAbout(texts[language], language, spoken);
  if (about === texts[language]) return translator(language);
  const space = `${spoken.subject} ${spoken.counter}`;
  addTexts(language, space, about);
  const fixed = instance.getFixedT(language, space);
  return (key, params) => (params ? fixed(key, { ...params }) : fixed(key));
}

type Named = Readonly<Partial<Record<'roundId' | 'applicationId' | 'personId', unknown>>>;

const isId = (id: unknown): id is string => typeof id === 'string';

/** The round that a payload is about, by what it names. */
function roundOf(store: ReadStore, payload: unknown): RoundRow | undefined {
  const { roundId, applicationId, personId } = (typeof payload === 'object' && payload !== null ? payload : {}) as Named;
  const found = isId(roundId)
    ? roundId
    : isId(applicationId)
      ? getApplication(store, applicationId)?.roundId
      : isId(personId)
        ? getPerson(store, personId)?.roundId
        : undefined;
  return found === undefined ? undefined : getRound(store, found);
}

/** Sentences spoken of those whom the round of a call is about; looked up when the first is asked for, for most calls need none. */
export function translatorOf(read: () => ReadStore, language: Language, payload: unknown): Translate {
  let made: Translate | undefined;
  const make = (): Translate => {
    try {
      const store = read();
      const round = roundOf(store, payload);
      return round ? translatorAbout(language, spokenOf(schemeOf(store, round).subject, language)) : translator(language);
    } catch {
      // a store that cannot be read is what the sentence is to tell
      return translator(language);
    }
  };
  return (key, params) => (made ??= make())(key, params);
}
