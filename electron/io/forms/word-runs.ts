/**
 * The words of a paragraph of a Word file: runs, content controls, form fields, symbol characters and formulas, without what is deleted,
 * hidden or a field's code, and with the signs that tell what is seen in another order or as another thing.
 */
import { picture, type Apart, type Doubt } from '../../../domain/form/content.ts';
import { symbolChar, privateMarks, symbolText } from './parts/symbols.ts';
import { raised, smallestSize, struckOut, withoutStruck } from './parts/shown.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';
import { readFormula } from './word-formulas.ts';
import type { Bindings } from './word-bindings.ts';
import { boxesIn, floatingOf, shapesIn, type TextBox } from './word-shapes.ts';
import { fontOf, groundOf, isFromRight, isOn, over, standingOf, type Around, type WordStyles } from './word-styles.ts';

/** What reading a paragraph rests on, and where it puts what is not its text. */
export interface Reading {
  readonly styles: WordStyles;
  /** words that are there and cannot be seen: of the colour of their ground, or tiny */
  readonly unseen: string[];
  /** of comments by their number */
  readonly comments: ReadonlyMap<string, string>;
  /** comments met so far that belong to nobody yet */
  readonly notes: string[];
  /** of the cell or line being read: why its figures cannot be taken for what they say */
  readonly doubts: Doubt[];
  readonly apart: Apart[];
  readonly isOtherwiseBound: Bindings;
  /** whether paragraphs of a list are drawn behind a number of theirs */
  readonly isNumbered: (paragraph: XmlElement, style: string | undefined) => boolean;
}

/** Containers that only wrap blocks or runs. `moveFrom` and `del` hold what is no longer there. */
export const gone = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPr', 'sdtPr', 'tblPr', 'tcPr', 'trPr']);

export function numberOf(node: XmlElement | undefined, absent: number): number {
  const value = Number(node?.attributes['val'] ?? absent);
  return Number.isInteger(value) && value >= 0 && value < 1000 ? value : absent;
}

/** What of a field is being read: its code, which is not shown, or its result. Fields lie in the codes of others. */
type FieldPart = 'code' | 'result';

/** What the runs of a paragraph have in common. */
interface Line {
  readonly found: Reading;
  readonly boxes: TextBox[];
  readonly around: Around;
  /** the fields that are open, the innermost last */
  readonly fields: FieldPart[];
  /** where a field begins whose code comes to an end in this paragraph */
  readonly begins: ReadonlySet<XmlElement>;
}

/** A field whose code does not end hides nothing of what follows. */
function fieldsOf(paragraph: XmlElement): ReadonlySet<XmlElement> {
  const [open, whole] = [[] as XmlElement[], new Set<XmlElement>()];
  for (const mark of descendants(paragraph, 'fldChar')) {
    const type = mark.attributes['fldCharType'];
    const last = open.at(-1);
    if (type === 'begin') open.push(mark);
    else if (last) whole.add(last);
    if (type === 'end') open.pop();
  }
  return whole;
}

/** Lines of a set height so low show nothing of their words, in twentieths of a point. */
const lowestLine = 20 * smallestSize;

function isFlat(properties: XmlElement | undefined): boolean {
  const { lineRule, line } = child(properties, 'spacing')?.attributes ?? {};
  return lineRule === 'exact' && Number(line ?? lowestLine) < lowestLine;
}

export function readParagraph(paragraph: XmlElement, found: Reading, boxes: TextBox[], outside: Around): string {
  const properties = child(paragraph, 'pPr');
  const paragraphStyle = child(properties, 'pStyle')?.attributes['val'];
  const styled = found.styles.of(paragraphStyle ?? found.styles.paragraph).ground;
  const ground = over(over(outside.ground, styled), groundOf(properties, found.styles.theme));
  const line: Line = { found, boxes, around: { ...outside, paragraphStyle, ground }, fields: [], begins: fieldsOf(paragraph) };
  let text = '';
  const walk = (parent: XmlElement) => {
    for (const node of elements(parent)) {
      if (gone.has(node.name)) continue;
      if (node.name === 'r') text += readRun(node, line);
      else if (node.name === 'sdt') text += readControl(node, walkInto, found);
      else if (node.name === 'bdo' || node.name === 'dir') text += turned(walkInto(node), node.name, node.attributes['val']);
      else if (node.name === 'oMath' || node.name === 'oMathPara') text += readFormula(node, (run) => readRun(run, line));
      else {
        if (node.name === 'fldSimple') noteDirty(node, found);
        walk(node);
      }
    }
  };
  const walkInto = (node: XmlElement): string => {
    const before = text;
    text = '';
    walk(node);
    const inner = text;
    text = before;
    return inner;
  };
  walk(paragraph);
  const shown = withoutStruck(text.replaceAll(fieldCodes, (codes) => overstruck(codes.replaceAll(/[\ufdd0\ufdd1]/gu, ''))));
  if (isFlat(properties) && /[\p{L}\p{N}]/u.test(shown)) {
    found.unseen.push(shown.trim());
    return '';
  }
  const bidi = child(properties, 'bidi');
  const ordered = bidi && isOn(bidi.attributes['val'], true) ? turned(shown, 'dir', 'rtl') : shown;
  // 1. of a list and 5 of its text are seen as 1.5
  return /^\s*[\d\uff10-\uff19.,．，]/u.test(shown) && found.isNumbered(paragraph, paragraphStyle) ? picture + ordered : ordered;
}

/** Words between the characters that set them in another order. */
function turned(text: string, how: string, direction: string | undefined): string {
  if (text === '' || direction === 'ltr') return text;
  return `${how === 'bdo' ? '\u202e' : '\u202b'}${text}\u202c`;
}

/** The code of a field may be spread over runs: its pieces are set between characters that no text has. */
const fieldCodes = /(?:\ufdd0[^\ufdd1]*\ufdd1)+/gu;

/** 带圈字符 draws one character over another: {eq \o\ac(□,√)} is a ticked box. Other codes are not shown. */
function overstruck(code: string): string {
  const inside = /^\s*eq\s*\\o[^(]*\(([^()]*)\)/iu.exec(code)?.[1];
  if (inside === undefined) return '';
  const framed = /[□○◯☐]/u.test(inside);
  if (framed && /[√✓✔]/u.test(inside)) return '☑';
  if (framed && /[×✗✘]/u.test(inside)) return '☒';
  return inside.split(/[,;]/u).at(-1) ?? '';
}

/** 单击此处输入文字 is not an answer. */
export function isPlaceholder(sdt: XmlElement): boolean {
  const showing = child(child(sdt, 'sdtPr'), 'showingPlcHdr');
  return showing !== undefined && isOn(showing.attributes['val'], true);
}

/** A checkbox control says whether it is checked; what it shows is the document's taste. Other controls are their content. */
function readControl(sdt: XmlElement, read: (node: XmlElement) => string, { doubts, isOtherwiseBound }: Reading): string {
  const properties = child(sdt, 'sdtPr');
  if (isOtherwiseBound(sdt)) doubts.push('stored');
  const checkbox = child(properties, 'checkbox');
  if (checkbox) return isOn(child(checkbox, 'checked')?.attributes['val'], false) ? '☑' : '☐';
  if (isPlaceholder(sdt)) return '';
  const content = child(sdt, 'sdtContent');
  return content ? read(content) : '';
}

/** Twentieths of a point that a character of words fitted into a width must have left. */
const narrowest = 40;

/** What is hidden or struck out is not said; what nobody can see is not read, and told. */
function readRun(run: XmlElement, line: Line): string {
  const { found, fields } = line;
  // a run of a formula has properties of the formula and of the text
  const properties: XmlElement = { name: 'rPr', attributes: {}, children: elements(run, 'rPr').flatMap(({ children }) => children) };
  const isInCode = fields.includes('code');
  const text = textOfRun(run, properties, line);
  const standing = standingOf(found.styles, properties, line.around);
  if (standing === 'gone') return '';
  const fit = Number(child(properties, 'fitText')?.attributes['val'] ?? Number.NaN);
  if (fit < narrowest * text.length && /[\p{L}\p{N}]/u.test(text)) {
    found.unseen.push(text.trim());
    return '';
  }
  if (standing === 'unseen' && /[\p{L}\p{N}]/u.test(text)) {
    if (!isInCode) found.unseen.push(text.trim());
    return '';
  }
  const ordered = isFromRight(found.styles, properties, line.around) ? turned(text, 'dir', 'rtl') : text;
  if (standing === 'struck') return isInCode ? '' : struckOut(ordered);
  return standing === 'raised' ? raised(ordered) : ordered;
}

function textOfRun(run: XmlElement, properties: XmlElement, line: Line): string {
  const { boxes, fields, found } = line;
  const font = fontOf(found.styles, properties, line.around);
  let text = '';
  for (const node of elements(run)) {
    switch (node.name) {
      case 't': {
        if (fields.includes('code')) break;
        const words = node.children.filter((each): each is string => typeof each === 'string').join('');
        text += symbolText(font, words) ?? privateMarks(words);
        break;
      }
      case 'sym':
        text += symbolChar(node.attributes['font'] ?? '', Number.parseInt(node.attributes['char'] ?? '', 16));
        break;
      case 'br':
      case 'cr':
        text += '\n';
        break;
      case 'tab':
      case 'ptab':
        text += '\t';
        break;
      case 'commentReference':
        found.notes.push(found.comments.get(node.attributes['id'] ?? '') ?? '');
        break;
      case 'noBreakHyphen':
        text += '-';
        break;
      case 'instrText':
        // the code of a field inside the code of another is not drawn
        if (fields.length < 2 || !fields.slice(0, -1).includes('code')) text += `\ufdd0${textOf(node)}\ufdd1`;
        break;
      case 'fldChar':
        turnField(node, line);
        text += readFormField(node);
        break;
      // the reading above the characters is not part of them
      case 'ruby':
        for (const base of elements(node, 'rubyBase'))
          for (const each of elements(base, 'r')) text += textOfRun(each, child(each, 'rPr') ?? properties, line);
        break;
      default:
        if (node.name === 'AlternateContent' && child(child(node, 'Choice'), 't')) {
          // words written once for new readers and once for old ones
          text += textOfRun(child(node, 'Choice') ?? node, properties, line);
        } else if (['drawing', 'pict', 'object', 'AlternateContent'].includes(node.name)) {
          const inside = boxesIn(node, found.styles.theme, line.around.ground);
          boxes.push(...inside);
          if (inside.length === 0 && standsInLine(node)) text += picture;
          const floating = inside.length === 0 ? floatingOf(node, found.styles.theme) : null;
          if (floating?.isOverLine) found.doubts.push('covered');
          else if (floating?.kind === 'shape') found.apart.push('shape');
        }
    }
  }
  return text;
}

/** A field that is worked out anew when the file is opened shows what stands nowhere in it. */
function noteDirty({ attributes }: XmlElement, { doubts }: Reading): void {
  if (isOn(attributes['dirty'], false)) doubts.push('formula');
}

function turnField(mark: XmlElement, { fields, begins, found }: Line): void {
  const type = mark.attributes['fldCharType'];
  if (type === 'begin') {
    fields.push(begins.has(mark) ? 'code' : 'result');
    noteDirty(mark, found);
  } else if (type === 'separate' && fields.length > 0) fields.splice(-1, 1, 'result');
  else if (type === 'end') fields.pop();
}

/** A picture between words may be a tick; a seal or signature that floats over the page is none. */
function standsInLine(node: XmlElement): boolean {
  if (node.name === 'drawing') return child(node, 'inline') !== undefined;
  if (node.name === 'AlternateContent') return elements(child(node, 'Choice') ?? node).some(standsInLine);
  return !shapesIn(node).some((shape) => /position\s*:\s*absolute/i.test(shape.attributes['style'] ?? ''));
}

/** A legacy checkbox (FORMCHECKBOX) and a legacy list (FORMDROPDOWN) are drawn from their data alone. */
function readFormField(fldChar: XmlElement): string {
  const data = child(fldChar, 'ffData');
  const list = child(data, 'ddList');
  if (list) {
    const chosen = numberOf(child(list, 'result') ?? child(list, 'default'), 0);
    return elements(list, 'listEntry')[chosen]?.attributes['val'] ?? '';
  }
  const box = child(data, 'checkBox');
  if (!box) return '';
  const checked = child(box, 'checked');
  const state = checked ? isOn(checked.attributes['val'], true) : isOn(child(box, 'default')?.attributes['val'], false);
  return state ? '☑' : '☐';
}
