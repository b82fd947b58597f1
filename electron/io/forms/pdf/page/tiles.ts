/** Finds what lies around a place on a page. */
import type { Box } from './geometry.ts';

/** Side of a tile: about two lines of text. */
const tile = 36;
/** What is larger than so many tiles is looked at everywhere. */
const mostTiles = 200;

interface Filed<Item> {
  readonly item: Item;
  readonly at: number;
}

/** Finds what lies around a point without looking at everything, in its first order: a page may hold thousands of paths. */
export class Tiles<Item extends { readonly box: Box }> {
  readonly #tiles = new Map<string, Filed<Item>[]>();
  readonly #wide: Filed<Item>[] = [];
  readonly #found = new Map<string, readonly Item[]>();
  readonly #all: readonly Item[];

  constructor(items: readonly Item[]) {
    this.#all = items;
    for (const [at, item] of items.entries()) {
      const keys = keysOf(item.box);
      if (keys === null) this.#wide.push({ item, at });
      else {
        for (const key of keys) {
          const list = this.#tiles.get(key);
          if (list) list.push({ item, at });
          else this.#tiles.set(key, [{ item, at }]);
        }
      }
    }
  }

  #in(key: string): readonly Item[] {
    const known = this.#found.get(key);
    if (known) return known;
    const filed = [...(this.#tiles.get(key) ?? []), ...this.#wide].sort((a, b) => a.at - b.at);
    const found = filed.map(({ item }) => item);
    this.#found.set(key, found);
    return found;
  }

  /** All whose box may hold the point. */
  around(x: number, y: number): readonly Item[] {
    return this.#in(`${Math.floor(x / tile)}:${Math.floor(y / tile)}`);
  }

  /** All whose box meets this one. */
  meeting(box: Box): Item[] {
    const keys = keysOf(box);
    const found = keys ? new Set(keys.flatMap((key) => this.#in(key))) : this.#all;
    return [...found].filter(({ box: other }) => meets(box, other));
  }
}

function meets(a: Box, b: Box): boolean {
  return a.left <= b.right && b.left <= a.right && a.bottom <= b.top && b.bottom <= a.top;
}

/** The tiles that a box lies on; null where they are too many. */
function keysOf({ left, right, bottom, top }: Box): string[] | null {
  const [x1, x2, y1, y2] = [left, right, bottom, top].map((at) => Math.floor(at / tile)) as [number, number, number, number];
  const count = (x2 - x1 + 1) * (y2 - y1 + 1);
  if (!(count <= mostTiles)) return null;
  const keys: string[] = [];
  for (let x = x1; x <= x2; x += 1) for (let y = y1; y <= y2; y += 1) keys.push(`${x}:${y}`);
  return keys;
}
