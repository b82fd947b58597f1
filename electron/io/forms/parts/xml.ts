/**
 * XML of office files as a tree: elements by local name, attributes, text. Parsed strictly by saxes, which expands
 * the five entities and character references and nothing else; depth and size are bounded. Order is kept and text
 * is never trimmed or taken for numbers, which matters in a form.
 */
import { SaxesParser } from 'saxes';

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
  const put = (node: XmlNode): void => {
    nodes += 1;
    if (nodes > most) throw new XmlFault('too many nodes');
    open.at(-1)?.children.push(node);
  };
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw new XmlFault(error.message);
  });
  parser.on('text', (words) => {
    if (open.length > 1) put(words);
  });
  parser.on('cdata', put);
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name: localName(name), attributes: readAttributes(attributes), children: [] };
    put(element);
    open.push(element);
    if (open.length > deepest) throw new XmlFault('too deep');
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
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

function readAttributes(given: Readonly<Record<string, string>>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    // r:id and id differ: the prefixed name is kept beside the local one
    attributes[name] = value;
    const local = localName(name);
    if (!Object.hasOwn(attributes, local)) attributes[local] = value;
  }
  return attributes;
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
