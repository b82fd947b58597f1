/** Hands the program's texts to i18next; keys are flat, as the text files write them. */
import i18next, { changeLanguage, use as connect } from 'i18next';
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

// while developing, a text that is saved is shown in the page as it stands
if (import.meta.hot)
  import.meta.hot.accept('../domain/texts/index.ts', (fresh) => {
    if (!fresh) return;
    const saved: typeof texts = fresh['texts'];
    for (const language of ['zh', 'en'] as const) i18next.addResourceBundle(language, 'translation', saved[language], false, true);
    void changeLanguage(i18next.language);
  });
