/** The places of words in what is drawn, marked without touching it, and the one of them that is looked at brought into sight. */
import { useEffect, type RefObject } from 'react';
import { placesOf } from './find.ts';

/** What is looked for; `at` is the place in this part that is looked at, null where that is elsewhere. */
export interface Sought {
  readonly words: string;
  readonly at: number | null;
}

function highlight(name: string): Highlight {
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}

/** The words of a part as one text, and the nodes that it is made of. */
function textOf(part: HTMLElement): { text: string; nodes: readonly (readonly [node: Node, from: number])[] } {
  const nodes: [Node, number][] = [];
  let text = '';
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // what the window says itself is no word of the document
    if (node.parentElement?.closest('.raw, button')) continue;
    nodes.push([node, text.length]);
    text += node.textContent ?? '';
  }
  return { text, nodes };
}

function rangesOf(part: HTMLElement, words: string): Range[] {
  const { text, nodes } = textOf(part);
  const at = (place: number, isEnd: boolean): readonly [Node, number] | null => {
    const found = nodes.findLast(([, from]) => (isEnd ? from < place : from <= place));
    return found ? [found[0], place - found[1]] : null;
  };
  return placesOf(text, words).flatMap(([from, to]) => {
    const [start, end] = [at(from, false), at(to, true)];
    if (!start || !end) return [];
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    return [range];
  });
}

/** `drawn` changes when the words of the part are there anew. */
export function useFoundMarks(part: RefObject<HTMLElement | null>, sought: Sought | undefined, drawn: unknown): void {
  const words = sought?.words ?? '';
  const at = sought?.at ?? null;
  useEffect(() => {
    const drawnPart = part.current;
    if (!drawnPart || words.trim() === '' || !('highlights' in CSS)) return undefined;
    const ranges = rangesOf(drawnPart, words);
    const here = at === null ? undefined : ranges[at];
    for (const range of ranges) highlight(range === here ? 'found-here' : 'found').add(range);
    const pane = drawnPart.closest('.viewer-body');
    if (here && pane) {
      const [box, seen] = [here.getBoundingClientRect(), pane.getBoundingClientRect()];
      // a third of the pane below its upper edge
      pane.scrollBy({
        top: box.top - seen.top - seen.height / 3,
        left: Math.min(0, box.left - seen.left) + Math.max(0, box.right - seen.right),
      });
    }
    return () => {
      for (const range of ranges) {
        highlight('found').delete(range);
        highlight('found-here').delete(range);
      }
    };
  }, [part, words, at, drawn]);
}
