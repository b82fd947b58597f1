import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { useUnsaved } from '../../../state/saved.ts';
import type { Line } from '../../../state/scores.ts';
import { plainFigures, showPoints } from '../../../ui/words.ts';
import { focusCriterion } from './keys.ts';
import { createPointsEntry, noEntry, type EntryState, type PointsEntry } from './points-entry.ts';
import { afterPress } from '../../../ui/fields/pressing.ts';

/** How long the hands pause on a figure that is complete, in ms. */
const pause = 600;

interface Hands {
  onPoints: (points100: number) => void;
  /** the field was emptied on purpose */
  onClear: () => void;
}

export interface OpenEntry {
  readonly state: EntryState;
  readonly entry: PointsEntry;
}

/** What is being typed as points of a criterion. */
export function usePointsEntry(criterion: Leaf, line: Line | undefined, hands: Hands): OpenEntry {
  const [state, setState] = useState<EntryState>(noEntry);
  const latest = useRef({ line, hands });
  useEffect(() => {
    latest.current = { line, hands };
  });
  const [entry] = useState(() =>
    createPointsEntry({
      criterion,
      stands: () => latest.current.line?.points100 ?? null,
      give: (points100) => latest.current.hands.onPoints(points100),
      clear: () => latest.current.hands.onClear(),
      show: setState,
    }),
  );
  const { typed, problem } = state;
  const stands = line?.points100 ?? null;
  /** the typed text on which the hands have paused */
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    setRested(null);
    if (typed === null) return undefined;
    const timer = setTimeout(() => {
      entry.pause();
      setRested(typed);
    }, pause);
    return () => clearTimeout(timer);
  }, [entry, typed]);
  useEffect(() => entry.follow(stands), [entry, stands]);
  useEffect(() => {
    const leave = (): void => entry.leave();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [entry]);
  const figure = typed === null ? '' : plainFigures(typed);
  const counts = figure === '' || (problem === null && Math.round(Number(figure) * 100) === stands);
  useUnsaved(counts ? null : problem !== null || rested === typed ? 'refused' : 'saving');
  return { state, entry };
}

interface Props {
  criterion: Leaf;
  name: string;
  line: Line | undefined;
  opened: OpenEntry;
  /** ids of what is said about the field beside it */
  describedBy: string;
  /** what is typed is asked about before the cursor goes on */
  isAsked: boolean;
}

/** Changes what the field shows, and lets the very next digit take its place; whether it changed. */
function showAndSelect(field: HTMLInputElement, change: () => boolean): boolean {
  let changed = false;
  flushSync(() => {
    changed = change();
  });
  if (changed) field.select();
  return changed;
}

const goesOn = new Set(['Tab', 'ArrowDown', 'ArrowUp']);

/** Points as typed. Letters do nothing here: with Alt they act on the criterion, as they do alone outside of fields. */
export function PointsField({ criterion, name, line, opened: { state, entry }, describedBy, isAsked }: Props) {
  const { t } = useTranslation();
  const { typed, problem } = state;
  return (
    <Input
      data-points={criterion.id}
      className="points-input number"
      inputMode="decimal"
      autoComplete="off"
      aria-label={t('scores.points', { name })}
      aria-describedby={describedBy}
      aria-invalid={problem !== null}
      {...(problem ? { status: 'warning' as const } : {})}
      value={typed ?? (line ? showPoints(line.points100) : '')}
      onFocus={(event) => event.target.select()}
      onChange={(event) => entry.type(event.target.value)}
      onBlur={() => afterPress(() => entry.leave())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const field = event.currentTarget;
        if (event.key === 'Escape') {
          event.preventDefault();
          // a second Esc leaves the field, so that letters act on the criterion
          if (!showAndSelect(field, () => entry.drop())) field.closest<HTMLElement>('[data-criterion]')?.focus();
          return;
        }
        if (event.ctrlKey && event.key.toLowerCase() === 'z' && showAndSelect(field, () => entry.undo())) {
          event.preventDefault();
          return;
        }
        if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
          // the browser would put it in the place of what is selected
          event.preventDefault();
          entry.type(event.key);
          return;
        }
        const isLeaving = event.key === 'Enter' || goesOn.has(event.key) || (event.altKey && event.code.startsWith('Key'));
        if (!isLeaving) return;
        const goes = event.key === 'Enter' ? entry.enter() : entry.goOn();
        if (goes && !(isAsked && typed !== null)) return;
        // what is wrong keeps the cursor until it is put right
        event.preventDefault();
        if (!goes) focusCriterion(criterion.id);
      }}
    />
  );
}
