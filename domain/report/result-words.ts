/** 拟认定, 拟予支持: what it is called to be listed and not to be, as the rule book has it where it has these two, else as the program does. */
import type { Scheme } from '../scheme/scheme.ts';
import { localText, type Language, type Translate } from '../text.ts';

export interface ResultWords {
  readonly listed: string;
  readonly notListed: string;
}

export function resultWords(
  { results }: Pick<Scheme, 'results'>,
  { language, t }: { readonly language: Language; readonly t: Translate },
): ResultWords {
  const word = (...ids: string[]): string | undefined => {
    const found = results.vocabulary.find(({ id }) => ids.includes(id));
    return found && localText(found.label, language);
  };
  return {
    listed: word('recognised', 'rewarded') ?? t('reports.result.listed'),
    notListed: word('refused') ?? t('reports.result.notListed'),
  };
}
