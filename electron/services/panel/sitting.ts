/** Who of the roster sits on a panel. */
import { personKey } from '../../../domain/names.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import { listSeatedExperts, type ExpertRow } from '../../../db/queries/roster.ts';
import type { ReadStore } from '../../../db/store/open.ts';

export interface Sitting {
  /** of the members whom a link makes an expert of the roster, by expert */
  readonly linked: ReadonlyMap<string, string>;
  /** whether the expert sits: by link, and by name and organisation only as a member whom nothing links, for namesakes are two people */
  readonly has: (expert: Pick<ExpertRow, 'id' | 'name' | 'organisation'>) => boolean;
}

export function sittingIn(store: ReadStore, roundId: string): Sitting {
  const members = listPersons(store, roundId);
  const isMember = new Set(members.map(({ id }) => id));
  const seats = listSeatedExperts(store).filter(({ personId }) => isMember.has(personId));
  const linked = new Map(seats.map(({ expertId, personId }) => [expertId, personId]));
  const isLinked = new Set(linked.values());
  const unlinked = new Set(members.flatMap((member) => (isLinked.has(member.id) ? [] : personKey(member))));
  return { linked, has: (expert) => linked.has(expert.id) || unlinked.has(personKey(expert)) };
}
