/** 席位: who reads which park, and who takes over from whom. */
import { balanceSeats, seatKey } from '../../../domain/panel/balance.ts';
import { regionOfAddress } from '../../../domain/package/region.ts';
import { listApplications } from '../../../db/queries/applications.ts';
import { getPerson, insertAssignment, insertPerson, listAssignments, listPersons, listRecusals } from '../../../db/queries/panel.ts';
import { listSheetsOf } from '../../../db/queries/scores.ts';
import { deleteAssignments, insertReplacement, listReplacements, listSeats } from '../../../db/queries/seats.ts';
import { joinedBySeat } from '../scoring/rereviews.ts';
import { voidSheet } from './conflicts.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireMember, requireRound, requireUnclosed } from '../session/lookups.ts';
import { compareRankings, readRanking } from '../tally/compare.ts';

export const seatHandlers = {
  /**
   * 招标投标法实施条例 第四十八条: what the replaced member concluded is void, and the successor reviews anew — with
   * declarations of their own, before every park.
   */
  'panel.replace'(tx, { personId, by, reason }, call) {
    const { session, at } = call;
    const old = requireMember(tx, personId);
    requireUnclosed(tx, old.roundId);
    const next = {
      id: session.newId(),
      roundId: old.roundId,
      name: by.name,
      organisation: by.organisation,
      title: by.title,
      role: by.role ?? old.role,
      createdAt: at,
      stage: old.stage,
    };
    const seats = listAssignments(tx, personId);
    const sheets = listSheetsOf(tx, personId);
    const stood = sheets.some((sheet) => sheet.state === 'submitted') ? readRanking(tx, old.roundId) : null;
    const voided = sheets.flatMap(
      ({ applicationId }) => voidSheet(tx, old.roundId, { personId, applicationId, cause: 'replacement', reason, at }, call) ?? [],
    );
    insertPerson(tx, next);
    deleteAssignments(tx, personId);
    for (const applicationId of seats) insertAssignment(tx, next.id, applicationId);
    insertReplacement(tx, { personId, byPersonId: next.id, reason, at });
    const { id, name, organisation, title, role } = next;
    call.append(tx, {
      kind: 'panel.replace',
      entity: `person:${personId}`,
      old: { name: old.name, organisation: old.organisation, title: old.title, role: old.role, applicationIds: seats },
      new: { personId: id, name, organisation, title, role },
      reason,
    });
    return { personId: id, seats: seats.length, voided: voided.length, standing: stood && compareRankings(tx, old.roundId, stood) };
  },
  'panel.replacements'(store, { roundId }) {
    requireRound(store, roundId);
    return listReplacements(store, roundId).map(({ personId, name, organisation, byPersonId, reason, at }) => ({
      personId,
      name,
      organisation,
      byPersonId,
      byName: getPerson(store, byPersonId)?.name ?? '',
      reason,
      at,
    }));
  },
  'panel.balance'(store, { roundId, perApplication, maxPerExpert }) {
    requireRound(store, roundId);
    // whoever got a seat at a park that is reviewed again would join that
    const again = joinedBySeat(store, roundId, { role: 'expert' });
    const parks = listApplications(store, roundId).filter(({ id }) => !again.has(id));
    const experts = listPersons(store, roundId)
      .filter((person) => person.role === 'expert' || person.role === 'leader')
      .map(({ id, name, organisation }) => ({ id, name, region: regionOfAddress(organisation) }));
    const recused = listRecusals(store, roundId).map((one) => seatKey(one.personId, one.applicationId));
    const excluded = new Set(recused);
    // a seat that somebody is recused from reads nothing: it is no load, and the park needs another reader
    const kept = new Set(
      listSeats(store, roundId)
        .map((one) => seatKey(one.personId, one.applicationId))
        .filter((key) => !excluded.has(key)),
    );
    const found = balanceSeats({ experts, parks, kept, excluded, perPark: perApplication, maxPerExpert });
    const names = new Map(parks.map((park) => [park.id, park.parkName]));
    return {
      experts: experts.map(({ id, name, region }) => ({
        personId: id,
        name,
        region,
        load: found.loads.get(id) ?? 0,
        add: [...(found.added.get(id) ?? [])],
      })),
      imbalance: found.imbalance,
      short: found.short.map(({ parkId, lacking }) => ({ applicationId: parkId, parkName: names.get(parkId) ?? '', lacking })),
    };
  },
} satisfies Partial<Handlers>;
