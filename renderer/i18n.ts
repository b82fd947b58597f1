/** Hands the program's texts to i18next; keys are flat, as the text files write them. */
import i18next, { changeLanguage, use as connect } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../domain/text.ts';
import { textsAbout, type Spoken } from '../domain/texts/about.ts';
import { loadTexts, onTextsSaved } from './client/texts.ts';

export async function startTexts(language: Language): Promise<void> {
  await connect(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loadTexts(language) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}

/** Another language, or the same spoken of others: of those whom the round that is open is about; null: of parks. */
export async function changeTexts(language: Language, spoken: Spoken | null): Promise<void> {
  const texts = await loadTexts(language);
  i18next.addResourceBundle(language, 'translation', spoken ? textsAbout(texts, language, spoken) : texts, false, true);
  await changeLanguage(language);
}

// while developing, a text that is saved is shown in the page as it stands
onTextsSaved((language, texts) => {
  i18next.addResourceBundle(language, 'translation', texts, false, true);
  void changeLanguage(i18next.language);
});
