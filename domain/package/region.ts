/** 市州: the prefecture-level place that an address names, for quotas and lists by region. */
import type { FieldValues } from '../model.ts';
import { provincePattern } from '../place/provinces.ts';

/** 吉林市 and 海南藏族自治州 are prefectures that bear a province's name. */
const province = new RegExp(`^${provincePattern}(?!市|藏族)\\s*`, 'u');
const prefecture = /^([\u4e00-\u9fff]{2,10}?(?:自治州|地区|盟|市))/u;

/** "湖南省株洲市示例大道1号" → "株洲市"; null where no prefecture is named. */
export function regionOfAddress(address: string): string | null {
  return prefecture.exec(address.trim().replace(province, ''))?.[1] ?? null;
}

/** The park's own address first: the operator may be registered elsewhere. */
export function regionOf(values: FieldValues): string | null {
  for (const key of ['address', 'registeredPlace']) {
    const text = values[key];
    const found = typeof text === 'string' ? regionOfAddress(text) : null;
    if (found) return found;
  }
  return null;
}
