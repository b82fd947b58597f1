/**
 * The keyboard of the desk. Points go into the field under the cursor. Letters do the rest: alone where nothing can be typed, with
 * Alt everywhere, so that a letter that strays into a field changes nothing.
 */
import { useEffect, useRef } from 'react';
import { moveTo, useScoring } from '../../../state/scores.ts';

const isPointsField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.dataset['points'] !== undefined;

function writes(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !isPointsField(target)) ||
    (target instanceof HTMLElement && target.closest('.ant-select, [role=dialog], [role=grid]') !== null)
  );
}

/** Puts the cursor into the points of a criterion, or into its comment. */
export function focusCriterion(criterionId: string | null, part: 'points' | 'comment' = 'points'): void {
  if (criterionId === null) return;
  // beside a page in a narrow window only the criterion under the cursor is drawn, and its comment only there
  moveTo(criterionId);
  if (!takeCursor(criterionId, part)) setTimeout(() => takeCursor(criterionId, part));
}

function takeCursor(criterionId: string, part: 'points' | 'comment'): boolean {
  const row = document.querySelector(`[data-criterion="${CSS.escape(criterionId)}"]`);
  const field = row?.querySelector<HTMLElement>(part === 'points' ? 'input[data-points]' : 'textarea');
  field?.focus();
  // the next digits take the place of what stands there
  if (field instanceof HTMLInputElement) field.select();
  row?.scrollIntoView({ block: 'nearest' });
  return field !== undefined && field !== null && document.activeElement === field;
}

/** Puts the cursor on the conclusion of the opinion. */
export function focusOpinion(): void {
  const conclusion = document.querySelector<HTMLElement>('.opinion input:checked, .opinion input');
  conclusion?.focus();
  conclusion?.closest('.opinion')?.scrollIntoView({ block: 'nearest' });
}

/** The criterion after or before another, in the order they stand on the sheet. */
export function neighbour(criterionId: string | null, step: 1 | -1): string | null {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-criterion]')].map((row) => row.dataset['criterion'] ?? null);
  const at = rows.indexOf(criterionId);
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))] ?? null;
}

/** Listens while the part is there; the latest actions count. */
function useKeys(act: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (latest.current(event)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Whether something lies over the desk that has keys of its own. */
const isCovered = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('[role=dialog]') !== null;

/** The letter that acts: with Alt anywhere on the desk, alone outside of fields. Alt changes what some keyboards write: the key counts. */
function letterOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return event.code.startsWith('Key') && !isCovered(event.target) ? event.code.slice('Key'.length).toLowerCase() : null;
  if (event.key.length !== 1 || writes(event.target) || isPointsField(event.target)) return null;
  return event.key.toLowerCase();
}

const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target);

/** N next park, ? all keys. */
export function useDeskKeys(onNext: () => void, onHelp: () => void): void {
  useKeys((event) => {
    if (letterOf(event) === 'n') onNext();
    else if (isPlain(event) && (event.key === '?' || event.key === '？')) onHelp();
    else return false;
    return true;
  });
}

interface SheetActions {
  /** each is given the criterion under the cursor */
  cite: (criterionId: string) => void;
  history: (criterionId: string) => void;
  abstain: (criterionId: string) => void;
  missing: () => void;
  opinion: () => void;
  documents: () => void;
  /** looks for words in the documents */
  find: () => void;
  /** the next document, or the one before */
  next: (by: 1 | -1) => void;
  /** larger, smaller, or as wide as the pane (0) */
  zoom: (by: 1 | -1 | 0) => void;
  /** 回头再看 */
  flag: (criterionId: string) => void;
  /** all own scores side by side */
  overview: () => void;
  /** turns the document by so many panes */
  turn: (panes: 1 | -1) => void;
  submit: () => void;
  undo: () => void;
  redo: () => void;
}

/** A digit anywhere goes to the points, arrows and Enter between criteria, letters act on the one under the cursor. */
export function useSheetKeys(actions: SheetActions): void {
  useKeys((event) => (event.ctrlKey || event.metaKey ? actTogether(event, actions) : actAlone(event, actions)));
}

/** Ctrl with a key; in a text the undo is the text's own. */
function actTogether(event: KeyboardEvent, { submit, undo, redo, find }: SheetActions): boolean {
  if (isCovered(event.target)) return false;
  const key = event.key.toLowerCase();
  if (key === 'enter') submit();
  else if (key === 'f' && !event.shiftKey) find();
  else if (writes(event.target)) return false;
  else if (key === 'y' || (key === 'z' && event.shiftKey)) redo();
  else if (key === 'z') undo();
  else return false;
  return true;
}

const next = (_: SheetActions, at: string | null): void => focusCriterion(neighbour(at, 1));

type Act = (actions: SheetActions, at: string | null) => void;

/** What a key does that writes nothing; `at` is the criterion under the cursor. */
const byKey: Readonly<Record<string, Act>> = {
  Enter: next,
  ArrowDown: next,
  ArrowUp: (_, at) => focusCriterion(neighbour(at, -1)),
  PageDown: ({ turn }) => turn(1),
  PageUp: ({ turn }) => turn(-1),
};

const byLetter: Readonly<Record<string, Act>> = {
  c: (_, at) => focusCriterion(at, 'comment'),
  m: ({ missing }) => missing(),
  o: ({ opinion }) => opinion(),
  d: ({ documents }) => documents(),
  f: ({ find }) => find(),
  j: (actions) => actions.next(1),
  k: (actions) => actions.next(-1),
  '+': ({ zoom }) => zoom(1),
  '-': ({ zoom }) => zoom(-1),
  '=': ({ zoom }) => zoom(0),
  b: ({ flag }, at) => (at === null ? undefined : flag(at)),
  w: ({ overview }) => overview(),
  e: ({ cite }, at) => (at === null ? undefined : cite(at)),
  h: ({ history }, at) => (at === null ? undefined : history(at)),
  a: ({ abstain }, at) => (at === null ? undefined : abstain(at)),
};

function actAlone(event: KeyboardEvent, actions: SheetActions): boolean {
  const { at } = useScoring.getState();
  const letter = letterOf(event);
  if (letter === null && !isPlain(event)) return false;
  if (/^[0-9]$/.test(letter ?? '') && !event.altKey) {
    focusCriterion(at);
    return false;
  }
  // a button under the cursor keeps its own Enter
  if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('button, a') !== null) return false;
  const act = letter === null ? byKey[event.key] : byLetter[letter];
  act?.(actions, at);
  return act !== undefined;
}
