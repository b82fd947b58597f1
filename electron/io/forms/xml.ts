/**
 * A small XML reader for the parts of office files: elements by local name, attributes, text. No DTD and so
 * no entities beyond the five and character references; depth and size are bounded. Order is kept and text
 * is never trimmed or taken for numbers, which matters in a form.
 */
export interface XmlElement {
  /** local name, without its prefix */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** The text is not well formed XML of the kind that office files hold. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

const deepest = 200;
const most = 3_000_000;

const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([^\s<>/!?]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gy;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlNode[];
}

/** The root element. Throws {@link XmlFault}. */
export function parseXml(text: string): XmlElement {
  const root: Open = { name: '', attributes: {}, children: [] };
  const open: Open[] = [root];
  let nodes = 0;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) throw new XmlFault(`at ${at}`);
    at = token.lastIndex;
    nodes += 1;
    if (nodes > most) throw new XmlFault('too many nodes');
    const [, cdata, closing, name, attributes = '', selfClosing, words] = match;
    const top = open.at(-1) ?? root;
    if (words !== undefined) top.children.push(unescape(words));
    else if (cdata !== undefined) top.children.push(cdata);
    else if (name === undefined) continue;
    else if (closing) {
      const last = open.pop();
      if (last === undefined || last === root || last.name !== localName(name)) throw new XmlFault(`</${name}>`);
    } else {
      const element: Open = { name: localName(name), attributes: readAttributes(attributes), children: [] };
      top.children.push(element);
      if (!selfClosing) open.push(element);
      if (open.length > deepest) throw new XmlFault('too deep');
    }
  }
  if (open.length !== 1) throw new XmlFault('not closed');
  const element = root.children.find((node) => typeof node !== 'string');
  if (typeof element !== 'object') throw new XmlFault('no element');
  return element;
}

/** Bytes of a part in the encoding they name themselves in: UTF-8 or UTF-16. */
export function parseXmlBytes(bytes: Uint8Array): XmlElement {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return parseXml(new TextDecoder(wide).decode(bytes));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    // r:id and id differ: the prefixed name is kept beside the local one
    const value = unescape(double ?? single ?? '');
    attributes[name] = value;
    const local = localName(name);
    if (!Object.hasOwn(attributes, local)) attributes[local] = value;
  }
  return attributes;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}

export function elements(node: XmlElement, name?: string): XmlElement[] {
  return node.children.filter((child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name));
}

export function child(node: XmlElement | undefined, name: string): XmlElement | undefined {
  return node?.children.find((each): each is XmlElement => typeof each !== 'string' && each.name === name);
}

/** All elements of a name below, in document order. */
export function* descendants(node: XmlElement, name: string): Generator<XmlElement> {
  for (const each of node.children) {
    if (typeof each === 'string') continue;
    if (each.name === name) yield each;
    yield* descendants(each, name);
  }
}

export function textOf(node: XmlElement): string {
  return node.children.map((each) => (typeof each === 'string' ? each : textOf(each))).join('');
}
