import { picture, type FormCell, type FormContent } from '../../../../domain/form/content.ts';
import { withoutStruck } from './shown.ts';

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

/** Words in them are drawn from right to left, a letter at a time. */
const reversing = /\u202e[^\u202c\n]*[\p{L}\p{N}]/u;
/** In them figures that something parts change places: 12 34 is seen as 34 12. */
const fromRight = /[\u200f\u202b\u2067\u061c]/u;
const severalFigures = /[\d\uff10-\uff19][^\d\uff10-\uff19.,]+[\d\uff10-\uff19]/u;

/** Whether figures of a text are seen in another order than they are written; `isTurned`: the cell or run is set from right to left. */
export function isReordered(text: string, isTurned = false): boolean {
  return reversing.test(text) || ((isTurned || fromRight.test(text)) && severalFigures.test(text));
}

function plainCharacters(text: string): string {
  return withoutStruck(foldRadicals(text.replaceAll(invisible, '')));
}

function plainCell(cell: FormCell): FormCell {
  const doubt = cell.doubt ?? (isReordered(cell.text) ? 'glyphs' : undefined);
  return { ...cell, text: plainCharacters(cell.text), ...(doubt !== undefined && { doubt }) };
}

/** Of a line that is seen in another order nobody reads a figure. */
function plainLine(text: string): string {
  return plainCharacters(isReordered(text) ? text.replaceAll(/\p{N}/gu, picture) : text);
}

/** A form's words as one sees them: what is invisible inside them is gone, and a radical is the character that it looks like. */
export function withPlainCharacters(content: FormContent): FormContent {
  return {
    ...content,
    tables: content.tables.map((table) => ({
      ...table,
      cells: table.cells.map(plainCell),
      ...(table.margins && { margins: table.margins.map(plainLine) }),
    })),
    paragraphs: content.paragraphs.map(plainLine),
    ...(content.margins && { margins: content.margins.map(plainLine) }),
  };
}

const longestFigure = 40;

/** A figure with a few words around it, and no sentence. */
export function isFigure(text: string): boolean {
  return text.length <= longestFigure && /^\D{0,6}[\d.,，．\s]*\d[\d.,，．\s]*\D{0,6}$/u.test(text);
}
