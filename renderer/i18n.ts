/** Hands the program's texts to i18next; keys are flat, as the text files write them. */
import { changeLanguage, use as connect } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { texts } from '../domain/texts/index.ts';
import type { Language } from '../domain/text.ts';

export async function startTexts(language: Language): Promise<void> {
  await connect(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: texts.zh }, en: { translation: texts.en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}

export async function changeTexts(language: Language): Promise<void> {
  await changeLanguage(language);
}
