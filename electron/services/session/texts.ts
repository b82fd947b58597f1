/** Sentences by key for everything outside the window, over the same texts that the window uses. */
import i18next from 'i18next';
import { textsAbout, type Spoken } from '../../../domain/texts/about.ts';
import { texts } from '../../../domain/texts/index.ts';
import { spokenOf } from '../../../domain/report/subject-words.ts';
import type { Language, Translate } from '../../../domain/text.ts';
import { getApplication } from '../../../db/queries/applications.ts';
import { getDocument, getPackage } from '../../../db/queries/packages.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getObjection } from '../../../db/queries/publicity.ts';
import { getExport } from '../../../db/queries/results.ts';
import { getRound, listRounds, type RoundRow } from '../../../db/queries/rounds.ts';
import { getPhoto, getVisit } from '../../../db/queries/visits.ts';
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

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What a call may name, and the application, person or round that it is of. */
const owners: readonly ((store: ReadStore, id: string) => string | undefined)[] = [
  (store, id) => getVisit(store, id)?.applicationId,
  (store, id) => getVisit(store, getPhoto(store, id)?.visitId ?? '')?.applicationId,
  (store, id) => getPackage(store, getDocument(store, id)?.packageId ?? id)?.applicationId,
  (store, id) => getObjection(store, id)?.applicationId ?? undefined,
  (store, id) => getExport(store, id)?.roundId,
];

function roundOfId(store: ReadStore, id: string): RoundRow | undefined {
  const roundId = getApplication(store, id)?.roundId ?? getPerson(store, id)?.roundId ?? id;
  return getRound(store, roundId);
}

/** The round that a payload is about, by what it names; where it names nothing, that of a workspace whose rounds are all about the same. */
function roundOf(store: ReadStore, payload: unknown): RoundRow | undefined {
  const named = typeof payload === 'object' && payload !== null ? Object.values(payload) : [];
  // a conflict is named by its row: whose it is, and of which park
  for (const id of named.flatMap((value) => (typeof value === 'string' && value.length < 200 ? (value.match(uuid) ?? []) : []))) {
    const owner = owners.map((of) => of(store, id)).find((found) => found !== undefined);
    const round = roundOfId(store, id) ?? (owner === undefined ? undefined : roundOfId(store, owner));
    if (round) return round;
  }
  // of a rule book, and not of any round
  if (typeof payload === 'object' && payload !== null && 'schemeId' in payload) return undefined;
  const rounds = listRounds(store).flatMap(({ id }) => getRound(store, id) ?? []);
  const subjects = new Set(rounds.map((round) => JSON.stringify(schemeOf(store, round).subject)));
  return subjects.size === 1 ? rounds[0] : undefined;
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
