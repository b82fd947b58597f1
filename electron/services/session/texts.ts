/** Sentences by key for everything outside the window, over the same texts that the window uses. */
import i18next from 'i18next';
import { texts } from '../../../domain/texts/index.ts';
import type { Language, Translate } from '../../../domain/text.ts';

const instance = i18next.createInstance();
void instance.init({
  lng: 'zh',
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { zh: { translation: texts.zh }, en: { translation: texts.en } },
  initAsync: false,
});

export function translator(language: Language): Translate {
  const fixed = instance.getFixedT(language);
  return (key, params) => (params ? fixed(key, { ...params }) : fixed(key));
}
