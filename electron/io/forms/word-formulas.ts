/**
 * Formulas of a Word file (OMML) as a line of text. A figure that is typed as a formula is a figure; what is built up (fractions, powers,
 * roots) keeps its signs, so that its digits never run together into another number.
 */
import { child, elements, type XmlElement } from './parts/xml.ts';

/** What stands in a part of a formula. */
type Read = (run: XmlElement) => string;

const partOf = (node: XmlElement, name: string, read: Read): string => {
  const part = child(node, name);
  return part ? inside(part, read) : '';
};

function inside(node: XmlElement, read: Read): string {
  return elements(node)
    .map((each) => formulaText(each, read))
    .join('');
}

/** m² is a unit and no power */
function power(base: string, exponent: string): string {
  return exponent === '2' && /[mM米]$/u.test(base) ? `${base}\u00b2` : `${base}^${exponent}`;
}

const characterOf = (node: XmlElement, list: string, name: string, absent: string): string =>
  child(child(node, list), name)?.attributes['val'] ?? absent;

function formulaText(node: XmlElement, read: Read): string {
  if (node.name.endsWith('Pr')) return '';
  const part = (name: string): string => partOf(node, name, read);
  switch (node.name) {
    case 'r':
      return read(node);
    case 'oMath':
    case 'e':
    case 'num':
    case 'den':
    case 'box':
      return inside(node, read);
    case 'f':
      return `(${part('num')})/(${part('den')})`;
    case 'sSup':
      return power(part('e'), part('sup'));
    case 'sSub':
      return `${part('e')}_${part('sub')}`;
    case 'rad':
      return `√${part('deg')}(${part('e')})`;
    case 'd': {
      const [from, to] = [characterOf(node, 'dPr', 'begChr', '('), characterOf(node, 'dPr', 'endChr', ')')];
      return (
        from +
        elements(node, 'e')
          .map((each) => inside(each, read))
          .join('|') +
        to
      );
    }
    default: {
      const parts = elements(node).map((each) => formulaText(each, read));
      const written = parts.filter((text) => text !== '');
      return written.length === 0 ? '' : `${node.name}(${written.join(',')})`;
    }
  }
}

/** The formula in one line; `read` gives the words of a run. */
export function readFormula(node: XmlElement, read: Read): string {
  const formulas = node.name === 'oMathPara' ? elements(node, 'oMath') : [node];
  return formulas.map((formula) => inside(formula, read)).join(' ');
}
