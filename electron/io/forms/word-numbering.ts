/** Whether a paragraph of a Word file is drawn behind a number that stands nowhere in its text. */
import { child, elements, type XmlElement } from './parts/xml.ts';
import type { WordStyles } from './word-styles.ts';

type IsNumbered = (paragraph: XmlElement, style: string | undefined) => boolean;

const value = (node: XmlElement | undefined, name: string): string | undefined => child(node, name)?.attributes['val'];

/** Signs before a line are no numbers. */
const unnumbered: ReadonlySet<string | undefined> = new Set(['bullet', 'none']);

export function readNumbering(part: XmlElement | undefined, styles: WordStyles): IsNumbered {
  if (!part) return () => false;
  const kinds = new Map(elements(part, 'abstractNum').map((kind) => [kind.attributes['abstractNumId'] ?? '', kind]));
  const lists = new Map(
    elements(part, 'num').map((list) => [list.attributes['numId'] ?? '', kinds.get(value(list, 'abstractNumId') ?? '')]),
  );
  return (paragraph, style) => {
    const own = child(child(paragraph, 'pPr'), 'numPr');
    const inherited = styles.of(style ?? styles.paragraph).list;
    const list = lists.get(value(own, 'numId') ?? value(inherited, 'numId') ?? '0');
    const depth = value(own, 'ilvl') ?? value(inherited, 'ilvl') ?? '0';
    const level = list && elements(list, 'lvl').find(({ attributes }) => attributes['ilvl'] === depth);
    return level !== undefined && !unnumbered.has(value(level, 'numFmt')) && value(level, 'lvlText') !== '';
  };
}
