/**
 * Content controls of a Word file that show what a part of the file holds (w:dataBinding). Word fills them from there whenever it opens the
 * file, others show the words that were saved: where the two differ nobody can tell what is seen.
 */
import { relationsOf, type OfficeFile, type Relation } from './parts/office.ts';
import { withoutStruck } from './parts/shown.ts';
import { child, descendants, elements, textOf, type XmlElement } from './parts/xml.ts';

/** Whether what a content control shows is not what it is bound to. */
export type Bindings = (control: XmlElement) => boolean;

interface Store {
  /** as bindings name it; '' where it has no name */
  readonly id: string;
  readonly root: XmlElement;
}

/** The parts that controls may be bound to: those of its own, and the properties of the document. */
async function storesOf(office: OfficeFile, relations: readonly Relation[]): Promise<Store[]> {
  const stores: Store[] = [];
  for (const { kind, path } of relations) {
    if (kind !== 'customXml') continue;
    const root = await office.part(path);
    const properties = (await relationsOf(office, path)).find((each) => each.kind === 'customXmlProps');
    const item = properties && (await office.part(properties.path));
    if (root) stores.push({ id: item?.attributes['ds:itemID'] ?? item?.attributes['itemID'] ?? '', root });
  }
  return stores;
}

/** `/ns0:form[1]/ns0:trade[1]/@value`: the text or attribute that a path of steps leads to; null where there is none. */
function valueAt(root: XmlElement, path: string): string | null {
  const steps = path.split('/').filter((step) => step !== '');
  let at: XmlElement | undefined;
  for (const [index, step] of steps.entries()) {
    const [, mark = '', name = '', place = '1'] = /^(@?)(?:[^:[\]]*:)?([^:[\]]+)(?:\[(\d+)\])?$/u.exec(step) ?? [];
    if (name === '') return null;
    if (name === 'text()') continue;
    if (mark === '@') {
      const found = Object.entries(at?.attributes ?? {}).find(([key]) => key.replace(/^.*:/su, '') === name);
      return found?.[1] ?? null;
    }
    at = index === 0 ? (root.name === name ? root : undefined) : at && elements(at, name)[Number(place) - 1];
    if (!at) return null;
  }
  return at ? [...wordsIn(at)].join('') : null;
}

function* wordsIn(node: XmlElement): Generator<string> {
  for (const each of node.children) {
    if (typeof each === 'string') yield each;
    else yield* wordsIn(each);
  }
}

const numbersIn = (text: string): number[] => (text.normalize('NFKC').match(/\d+/gu) ?? []).map(Number);

/** 2022年6月 shows 2022-06-01T00:00:00. */
function isOneDay(shown: string, held: string): boolean {
  const [day, stored] = [numbersIn(shown), numbersIn(held)];
  return day.length > 0 && day.length <= 3 && day.every((number, at) => number === stored[at]);
}

function shownBy(control: XmlElement): string {
  const content = child(control, 'sdtContent');
  return content ? Array.from(descendants(content, 't'), textOf).join('') : '';
}

const plain = (text: string): string => withoutStruck(text).replaceAll(/\s+/gu, '');

function isOther(control: XmlElement, properties: XmlElement, held: string): boolean {
  const checkbox = child(properties, 'checkbox');
  if (checkbox) {
    const isChecked = ['1', 'true', 'on'].includes(child(checkbox, 'checked')?.attributes['val'] ?? '');
    return isChecked !== ['1', 'true'].includes(held.trim());
  }
  const shown = child(properties, 'showingPlcHdr') ? '' : plain(shownBy(control));
  // a formatted text lies there as a document of its own
  if (held.includes('<') || child(properties, 'picture')) return false;
  if (shown === plain(held)) return false;
  if (child(properties, 'date')) return !isOneDay(shown, held);
  const list = child(properties, 'dropDownList') ?? child(properties, 'comboBox');
  const chosen = list && elements(list, 'listItem').find(({ attributes }) => attributes['value'] === held);
  return plain(chosen?.attributes['displayText'] ?? held) !== shown;
}

export async function readBindings(office: OfficeFile, relations: readonly Relation[]): Promise<Bindings> {
  const stores = await storesOf(office, relations);
  return (control) => {
    const properties = child(control, 'sdtPr');
    const { xpath = '', storeItemID = '' } = child(properties, 'dataBinding')?.attributes ?? {};
    if (!properties || xpath === '') return false;
    const named = stores.filter(({ id }) => storeItemID === '' || id === '' || id.toLowerCase() === storeItemID.toLowerCase());
    const held = named.map(({ root }) => valueAt(root, xpath)).find((value) => value !== null);
    return held !== undefined && held !== null && isOther(control, properties, held);
  };
}
