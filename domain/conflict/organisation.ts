/** 单位名称: what is left of an organisation's name when place, legal form and trade words are taken off. */
import { provincePattern } from '../place/provinces.ts';

const legalForm = /(?:股份有限公司|有限责任公司|有限合伙|有限公司|集团公司|总公司|分公司|公司|集团)+$/u;
const place = /^(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|地区|市)){1,2}(?:[\u4e00-\u9fff]{1,6}?(?:区|县|市))?/u;
const bracketed = /[(（][^)）]*[)）]/gu;
/** Words that many names share and that therefore tell nothing. */
const tradeWords =
  /跨境电子商务|跨境电商|电子商务|电商|产业园区|产业园|科技园|创业园|园区|供应链|国际|贸易|物流|运营|管理|服务|科技|技术|信息|网络|投资|发展|开发|建设|咨询|控股|实业|大学|学院|学校|研究院|研究所|协会|商会|中心|示例/gu;
const province = new RegExp(`^(?:${provincePattern}|中国|中华)`, 'u');

/** NFKC, without spaces and punctuation. */
export function plainName(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s·・.,，。、“”"'’‘—\-_]/gu, '');
}

/** 工会、党团组织: a body inside an organisation, whose members belong to it. */
const innerBody = /(?:工会(?:委员会)?|工会联合会|党组|党委|党总支|党支部|团委|团支部|纪委|妇联|职工代表大会)$/u;
const innerCommittee = /^(?:中共|中国共产党|共青团|中国共产主义青年团)(.+?)(?:总支部|支部|纪律检查)?委员会$/u;

/** The organisation that a body inside it belongs to; any other name as it is. */
function withoutInnerBody(name: string): string {
  const whole = innerCommittee.exec(name)?.[1] ?? name;
  const outer = whole.replace(innerBody, '');
  // a committee of a place is an authority, and the body of nothing
  const isWithin = outer.length >= 3 && (legalForm.test(outer) || /(?:大学|学院|学校|研究院|研究所|协会|商会|中心)$/u.test(outer));
  return isWithin ? outer : name;
}

/** The name without what brackets add, without a body inside it and without its legal form: 星湖投资（长沙）有限公司工会 → 星湖投资. */
export function stemName(text: string): string {
  return withoutInnerBody(plainName(text.normalize('NFKC').replaceAll(bracketed, ''))).replace(legalForm, '');
}

const onlyPlaces = new RegExp(`^(?:${provincePattern}|中国|[\\u4e00-\\u9fff]{2,8}?(?:省|自治区|自治州|地区|市))+$`, 'u');

/** Whether two stems are one name, of which one leaves out the province or city before it: 湖南省长沙市商务局, 长沙市商务局. */
export function isSameName(left: string, right: string): boolean {
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  if (shorter === longer) return true;
  return shorter.length >= 3 && longer.endsWith(shorter) && onlyPlaces.test(longer.slice(0, -shorter.length));
}

/** What is the organisation's own: 湖南星湖跨境电商运营管理有限公司 → 星湖. Empty where nothing is. */
export function coreName(text: string): string {
  const stem = stemName(text);
  return stem.replace(place, '').replace(province, '').replaceAll(tradeWords, '');
}

/** Several organisations in one line. */
export function splitNames(text: string): string[] {
  return text
    .split(/[;；、\n/|]|，(?=[\u4e00-\u9fff]{4,})/u)
    .map((one) => one.trim())
    .filter((one) => plainName(one).length >= 2);
}

/** 主管部门: an authority of a place rather than an enterprise. */
export function isAuthority(text: string): boolean {
  return /(?:政府|委员会|管委会|局|厅|办公室|海关)$/u.test(stemName(text));
}

function pairs(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, index) => (letters[index] ?? '') + letter);
}

/** Sørensen–Dice over pairs of letters, in whole percent; 0 where either has fewer than two letters. */
export function likeness(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  if (left.length === 0 || right.length === 0) return 0;
  const open = [...right];
  let common = 0;
  for (const pair of left) {
    const at = open.indexOf(pair);
    if (at < 0) continue;
    open.splice(at, 1);
    common += 1;
  }
  return Math.floor((200 * common) / (left.length + right.length));
}
