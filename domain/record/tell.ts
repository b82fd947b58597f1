/** 操作记录的句子: each event of the record as one sentence with names, what was and what is. */
import type { Language, Translate } from '../text.ts';
import type { EventKind } from './kinds.ts';
import type { Names } from './names.ts';
import { exchangeTellings } from './tell-exchange.ts';
import { materialTellings } from './tell-materials.ts';
import { panelTellings } from './tell-panel.ts';
import { documentTellings } from './tell-documents.ts';
import { resultTellings } from './tell-results.ts';
import { roundTellings } from './tell-rounds.ts';
import { scoreTellings } from './tell-scores.ts';
import { visitTellings } from './tell-visits.ts';
import { Words, type EventFacts, type Teller } from './words.ts';

export const tellings: Readonly<Record<EventKind, Teller>> = {
  ...materialTellings,
  ...panelTellings,
  ...scoreTellings,
  ...visitTellings,
  ...resultTellings,
  ...roundTellings,
  ...documentTellings,
  ...exchangeTellings,
};

/** Whether this program writes events of the kind; a store of another version may hold others. */
export function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(tellings, kind);
}

/** Tells events to one reader. An unknown kind is told as one, never as something else. */
export function storyteller(names: Names, language: Language, t: Translate): (event: EventFacts) => string {
  const words = new Words(names, language, t);
  return (event) => {
    if (!isEventKind(event.kind)) return t('record.unknown.kind');
    const { as, params } = tellings[event.kind](event, words);
    const which = as === undefined ? event.kind : `${event.kind}.${as}`;
    return t(`record.says.${which}`, params);
  };
}
