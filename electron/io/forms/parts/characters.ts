import type { FormContent } from '../../../../domain/form/content.ts';

/**
 * PDF writers often give a character as the radical that looks like it (⻓ for 长, ⾯ for 面), because a font
 * draws both with one glyph. Kangxi radicals have a compatibility decomposition; those of the supplement have
 * none and are listed here as far as they are characters of today.
 */
const supplement: Readonly<Record<string, string>> = {
  '⺁': '厂',
  '⺇': '几',
  '⺎': '兀',
  '⺏': '尣',
  '⺐': '尢',
  '⺒': '巳',
  '⺓': '幺',
  '⺕': '彐',
  '⺛': '旡',
  '⺝': '月',
  '⺟': '母',
  '⺠': '民',
  '⺢': '氺',
  '⺧': '牛',
  '⺪': '疋',
  '⺫': '目',
  '⺬': '示',
  '⺭': '礻',
  '⺮': '竹',
  '⺯': '糸',
  '⺱': '罒',
  '⺲': '罒',
  '⺳': '网',
  '⺶': '羊',
  '⺷': '羊',
  '⺹': '耂',
  '⺻': '聿',
  '⺼': '肉',
  '⺽': '臼',
  '⻁': '虎',
  '⻂': '衤',
  '⻃': '覀',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻇': '角',
  '⻈': '讠',
  '⻉': '贝',
  '⻊': '足',
  '⻋': '车',
  '⻌': '辶',
  '⻍': '辶',
  '⻎': '辶',
  '⻐': '钅',
  '⻑': '長',
  '⻒': '镸',
  '⻓': '长',
  '⻔': '门',
  '⻖': '阝',
  '⻗': '雨',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻟': '飠',
  '⻠': '饣',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻧': '卤',
  '⻨': '麦',
  '⻩': '黄',
  '⻪': '黾',
  '⻫': '斉',
  '⻬': '齐',
  '⻭': '歯',
  '⻮': '齿',
  '⻯': '竜',
  '⻰': '龙',
  '⻱': '龜',
  '⻲': '亀',
  '⻳': '龟',
};

export function foldRadicals(text: string): string {
  return text.replaceAll(/[\u2e80-\u2fdf]/g, (char) => supplement[char] ?? char.normalize('NFKC'));
}

/** Drawn by nothing: spaces without width, soft hyphens, marks of direction, and selectors of how an emoji is drawn. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Variation_Selector}/gu;

function plainCharacters(text: string): string {
  return foldRadicals(text.replaceAll(invisible, ''));
}

/** A form's words as one sees them: what is invisible inside them is gone, and a radical is the character that it looks like. */
export function withPlainCharacters(content: FormContent): FormContent {
  return {
    ...content,
    tables: content.tables.map(({ cells }) => ({ cells: cells.map((cell) => ({ ...cell, text: plainCharacters(cell.text) })) })),
    paragraphs: content.paragraphs.map(plainCharacters),
    ...(content.margins && { margins: content.margins.map(plainCharacters) }),
  };
}
