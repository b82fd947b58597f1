/** Who of the roster sits on a panel. */
import { personKey } from '../../../domain/names.ts';
import { listPersons } from '../../../db/queries/panel.ts';
import { listSeatedExperts, type ExpertRow } from '../../../db/queries/roster.ts';
import { listReplacements } from '../../../db/queries/seats.ts';
import type { ReadStore } from '../../../db/store/open.ts';

export interface Sitting {
  /** of the members whom a link makes an expert of the roster, by expert */
  readonly linked: ReadonlyMap<string, string>;
  /** whether the expert sits: by link, and by name and organisation only as a member whom nothing links, for namesakes are two people */
  readonly has: (expert: Who) => boolean;
  /** as which member the expert sits */
  readonly memberOf: (expert: Who) => string | undefined;
  /** as which member the expert sat who was replaced */
  readonly formerOf: (expert: Who) => string | undefined;
  /** who sits in the place of somebody who was replaced, however often */
  readonly successorOf: (personId: string) => string | undefined;
}

type Who = Pick<ExpertRow, 'id' | 'name' | 'organisation'>;

export function sittingIn(store: ReadStore, roundId: string): Sitting {
  const members = listPersons(store, roundId);
  const replaced = listReplacements(store, roundId);
  const expertOf = new Map(listSeatedExperts(store).map(({ expertId, personId }) => [personId, expertId]));
  const find = (people: readonly { readonly id: string; readonly name: string; readonly organisation: string }[]) => {
    const linked = new Map(people.flatMap(({ id }) => (expertOf.has(id) ? [[expertOf.get(id) ?? '', id] as const] : [])));
    const unlinked = new Map(people.flatMap((one) => (expertOf.has(one.id) ? [] : [[personKey(one), one.id] as const])));
    return { linked, of: (expert: Who) => linked.get(expert.id) ?? unlinked.get(personKey(expert)) };
  };
  const { linked, of: memberOf } = find(members);
  const next = new Map(replaced.map(({ personId, byPersonId }) => [personId, byPersonId]));
  return {
    linked,
    memberOf,
    has: (expert) => memberOf(expert) !== undefined,
    formerOf: find(replaced.map((one) => ({ ...one, id: one.personId }))).of,
    successorOf(personId) {
      let id = next.get(personId);
      while (id !== undefined && next.has(id)) id = next.get(id);
      return id;
    },
  };
}
