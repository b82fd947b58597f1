import { useTranslation } from 'react-i18next';
import { useIsPrinting } from './printing.ts';

/** Names said in one sentence; of more, the first ones and how many there are. */
const saidMost = 12;

/** Names of parks in a sentence: all on paper and of a few, else the first ones with how many there are. Whoever says it so shows the others elsewhere. */
export function useParkNames(): (parks: readonly string[]) => string {
  const { t } = useTranslation();
  const isPrinting = useIsPrinting();
  return (parks) => {
    if (isPrinting || parks.length <= saidMost) return parks.join(t('common.comma'));
    return t('common.namesOf', { names: parks.slice(0, saidMost).join(t('common.comma')), count: parks.length });
  };
}
