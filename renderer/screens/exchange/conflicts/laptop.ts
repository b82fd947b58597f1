/** What a laptop is called: nobody knows its number, but everybody the file that came from it. */
import type { TFunction } from 'i18next';
import type { ExchangeConflict } from '../../../../domain/contract/api.ts';
import { fileName } from '../../../ui/words.ts';

type Laptop = Pick<ExchangeConflict['sides'][number], 'device' | 'thisDevice' | 'broughtBy'>;

export function laptopWords({ device, thisDevice, broughtBy }: Laptop, t: TFunction): string {
  if (thisDevice) return t('exchange.conflict.thisDevice');
  return broughtBy
    ? t('exchange.conflict.fileOf', { file: fileName(broughtBy.path) })
    : t('exchange.conflict.device', { device: device.slice(-6) });
}
