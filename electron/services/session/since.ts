/** What is kept of a round until an event touches it: the entities that events have touched since it was found. */
import { parseEntity, type Entity } from '../../../domain/entity.ts';
import { genesis, getChainHead, getEvent, listEntitiesAfter } from '../../../db/queries/events.ts';
import type { ReadStore } from '../../../db/store/open.ts';

/** The event up to which something holds. */
export interface Mark {
  seq: number;
  hash: string;
}

export function newMark(): Mark {
  return { seq: 0, hash: genesis };
}

/** After more events than these, all is read anew. */
const manyEntities = 500;

/** Moves the mark to the head of the chain. Null: anything may have changed, where there was more, or the chain is another. */
export function touchedSince(store: ReadStore, mark: Mark): readonly Entity[] | null {
  const { seq, hash } = getChainHead(store) ?? newMark();
  if (mark.hash === hash) return [];
  const grown = mark.seq > 0 && getEvent(store, mark.seq)?.hash === mark.hash;
  const entities = grown ? listEntitiesAfter(store, mark.seq, manyEntities) : [];
  const parsed = entities.map(parseEntity);
  Object.assign(mark, { seq, hash });
  const known = parsed.filter((entity) => entity !== null);
  return grown && entities.length < manyEntities && known.length === parsed.length ? known : null;
}
