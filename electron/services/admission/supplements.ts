/** 补正: asked for with what is missing and a day, received on paper or as a new version that is compared with the old, or lapsed. */
import { dateInChina } from '../../../domain/numbers/china-time.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { compareVersions, type Difference } from '../../../domain/application/versions.ts';
import { isLate, isOverdue } from '../../../domain/application/supplement.ts';
import type { FieldValue } from '../../../domain/model.ts';
import { foldParkName } from '../../../domain/package/plan-import.ts';
import { refuse } from '../../../domain/result.ts';
import { expressionFields } from '../../../domain/scheme/expression.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { localText } from '../../../domain/text.ts';
import {
  getSupplement,
  insertSupplement,
  listSupplements,
  listSupplementsOf,
  updateSupplement,
  type SupplementRow,
} from '../../../db/queries/admission/supplements.ts';
import {
  deleteRuling,
  listAllApplications,
  listApplications,
  listFieldValues,
  listRulings,
  type ApplicationRow,
  type FieldValueRow,
} from '../../../db/queries/applications.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { getPackage } from '../../../db/queries/packages.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import { getPublicity } from '../../../db/queries/publicity.ts';
import type { RoundRow } from '../../../db/queries/rounds.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { proposedItems } from './propose-supplement.ts';
import { stateValue } from '../applications/fields.ts';
import { readVersion, takeVersion } from '../applications/versions.ts';
import { actAs, type Act } from '../session/act.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireApplication, requireReviewed, requireRound, requireUnclosed, schemeOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

type View = Output<'supplements.list'>[number];

/** What an event says of a request: all of it that stands then. */
function saidOf(row: SupplementRow) {
  const { id: _id, applicationId: _applicationId, at: _at, reason: _reason, ...said } = row;
  return said;
}

const entityOf = ({ id, applicationId }: Pick<SupplementRow, 'id' | 'applicationId'>): string => `supplement:${applicationId}/${id}`;

/**
 * An application that may still be put right: under review, of a round whose list never was public.
 * @throws application/unknown, application/left, round/closed, supplement/published
 */
function requireOpenList(store: ReadStore, applicationId: string): { application: ApplicationRow; round: RoundRow } {
  const application = requireApplication(store, applicationId);
  const round = requireUnclosed(store, application.roundId);
  requireReviewed(store, application);
  if (getPublicity(store, round.id)?.state === 'open') refuse('supplement/published', { park: application.parkName, round: round.name });
  return { application, round };
}

/** @throws supplement/unknown, supplement/over and what requireOpenList refuses */
function requireOpen(store: ReadStore, supplementId: string) {
  const row = getSupplement(store, supplementId) ?? refuse('supplement/unknown', { supplementId });
  const found = requireOpenList(store, row.applicationId);
  if (row.state !== 'open') refuse('supplement/over', { park: found.application.parkName });
  return { row, ...found };
}

function requirePast(on: string, at: string): void {
  if (on > dateInChina(at)) refuse('application/day-ahead', { date: on });
}

/** What the form says, read or copied by a person; what was read counts. */
function stated(rows: readonly FieldValueRow[], ...sources: readonly FieldValueRow['source'][]): Record<string, FieldValue> {
  return Object.fromEntries(
    sources.flatMap((source) =>
      rows.filter((row) => row.source === source && row.value !== null).map(({ key, value }) => [key, value] as const),
    ),
  );
}

/** What people had established or ruled on what is stated otherwise now is open again: it was checked against the old version. */
function openAgain(tx: WriteStore, applicationId: string, scheme: Scheme, differences: readonly Difference[], reason: string, act: Act) {
  for (const { key, established } of differences) {
    const field = established === null ? undefined : scheme.fields.find((one) => one.key === key);
    const taken = { source: 'evidence', value: null, reason, evidence: null } as const;
    if (field) stateValue(tx, requireApplication(tx, applicationId), scheme, field, taken, act);
  }
  const changed = new Set(differences.map(({ key }) => key));
  const conditions = new Map(scheme.conditions.map((one) => [one.id, one]));
  const rulings = listRulings(tx, applicationId).filter(({ conditionId }) => {
    const condition = conditions.get(conditionId);
    const tests = condition ? [condition.test, ...(condition.relaxation ? [condition.relaxation.when] : [])] : [];
    return tests.some((test) => expressionFields(test).some((key) => changed.has(key)));
  });
  for (const { conditionId, outcome, reason: before } of rulings) {
    deleteRuling(tx, applicationId, conditionId);
    act.append(tx, {
      kind: 'eligibility.reopen',
      entity: `ruling:${applicationId}/${conditionId}`,
      old: { outcome, reason: before },
      new: null,
      reason,
    });
  }
  return rulings.map(({ conditionId }) => conditions.get(conditionId)?.article ?? conditionId);
}

function settle(
  tx: WriteStore,
  row: SupplementRow,
  verb: 'check' | 'close' | 'receive',
  change: Partial<SupplementRow>,
  act: Act,
  reason?: string,
): void {
  const next = { ...row, ...change };
  updateSupplement(tx, row.id, change);
  act.append(tx, { kind: `supplement.${verb}`, entity: entityOf(row), old: { state: row.state }, new: saidOf(next), reason });
}

function viewOf(store: ReadStore, row: SupplementRow, { language, at, t }: Pick<Call, 'language' | 'at' | 't'>): View {
  const { parkName, roundId } = requireApplication(store, row.applicationId);
  const { fields } = schemeOf(store, requireRound(store, roundId));
  const labels = new Map(fields.map((field) => [field.key, localText(field.label, language)]));
  const units = new Map(fields.map((field) => [field.key, field.unit]));
  const nameOf = (packageId: string | null) => (packageId === null ? null : (getPackage(store, packageId)?.name ?? null));
  const today = dateInChina(at);
  const { id: supplementId, packageId, beforePackageId, differences, checkedBy, at: _at, ...rest } = row;
  return {
    supplementId,
    ...rest,
    items: row.items.map((item) => ({ ...item })),
    parkName,
    overdue: isOverdue(row, today),
    late: isLate(row),
    package: nameOf(packageId),
    packageBefore: nameOf(beforePackageId),
    differences: differences.map((one) => ({ ...one, label: labels.get(one.key) ?? one.key, unit: units.get(one.key) ?? 'none' })),
    checkedBy: checkedBy === null ? null : (getPerson(store, checkedBy)?.name ?? t('common.role.secretary')),
  };
}

export const supplementHandlers = {
  'supplements.propose'(store, { applicationId }, call) {
    return proposedItems(store, requireApplication(store, applicationId), call);
  },
  'supplements.request'(tx, { applicationId, items, dueOn, contact, reason }, call) {
    const { session, at } = call;
    const { application, round } = requireOpenList(tx, applicationId);
    const { parkName: park } = application;
    if (listSupplementsOf(tx, applicationId).some(({ state }) => state === 'open')) refuse('supplement/open', { park });
    const today = dateInChina(at);
    if (dueOn < today) refuse('supplement/past-due', { date: dueOn });
    // experts have seen what there was: that more is asked for has to be accounted for
    if (round.state === 'scoring' && reason === undefined) refuse('supplement/reason-missing', { park });
    const row: SupplementRow = {
      id: session.newId(),
      applicationId,
      items: items.map(({ what, of }) => ({ what, of })),
      requestedOn: today,
      dueOn,
      contact: contact ?? null,
      reason: reason ?? null,
      state: 'open',
      receivedOn: null,
      receipt: null,
      packageId: null,
      beforePackageId: null,
      differences: [],
      checkedAt: null,
      checkedBy: null,
      follows: null,
      at,
    };
    insertSupplement(tx, row);
    call.append(tx, { kind: 'supplement.request', entity: entityOf(row), new: saidOf(row), reason });
    return { supplementId: row.id };
  },
  async 'supplements.receive'(call, { supplementId, receivedOn, paths = [], whole = true }) {
    const { session, t } = call;
    const { store } = session;
    const { row, application, round } = requireOpen(store.read, supplementId);
    const [opened] = listExchangeFiles(store.read, { roundId: round.id, direction: 'opened' });
    if (opened) refuse('call/on-laptop', { round: round.name });
    requirePast(receivedOn, session.now());
    if (receivedOn < row.requestedOn) refuse('supplement/before-request', { date: receivedOn, requestedOn: row.requestedOn });
    const scheme = schemeOf(store.read, round);
    if (paths.length === 0)
      return store.write((tx) => {
        const act = actAs(call.actor, session.now());
        settle(tx, requireOpen(tx, supplementId).row, 'receive', { state: 'received', receivedOn, receipt: 'paper' }, act);
        return { packageId: null, differences: 0, established: 0, reopened: [] };
      });
    const version = await readVersion(call, { application, round, paths, whole });
    return store.write((tx) => {
      const act = actAs(call.actor, session.now());
      const open = requireOpen(tx, supplementId).row;
      const rows = listFieldValues(tx, application.id);
      const named = version.parsed.form.fields['parkName']?.value;
      const known = [application.parkName, ...Object.values(stated(rows, 'typed')).concat(Object.values(stated(rows, 'form')))];
      if (
        typeof named === 'string' &&
        named !== '' &&
        !known.some((one) => typeof one === 'string' && foldParkName(one) === foldParkName(named))
      )
        refuse('supplement/other-park', { park: application.parkName, other: named });
      const taken = takeVersion(tx, version, call, act);
      const after = stated(listFieldValues(tx, application.id), 'typed', 'form');
      const asked = scheme.fields.filter(({ statedBy }) => statedBy === 'form');
      const differences = compareVersions(asked, stated(rows, 'typed', 'form'), after, stated(rows, 'evidence'));
      const reopened = openAgain(tx, application.id, scheme, differences, t('applications.supplement.openAgain'), act);
      const change = { packageId: taken.packageId, beforePackageId: taken.beforePackageId, differences };
      settle(tx, open, 'receive', { state: 'received', receivedOn, receipt: 'files', ...change }, act);
      return {
        packageId: taken.packageId,
        differences: differences.length,
        established: differences.filter(({ established }) => established !== null).length,
        reopened,
      };
    });
  },
  'supplements.check'(tx, { supplementId }, call) {
    const row = getSupplement(tx, supplementId) ?? refuse('supplement/unknown', { supplementId });
    const { roundId, parkName } = requireApplication(tx, row.applicationId);
    requireUnclosed(tx, roundId);
    if (row.state !== 'received') refuse('supplement/not-received', { park: parkName });
    if (row.checkedAt !== null) return { checkedAt: row.checkedAt };
    settle(tx, row, 'check', { checkedAt: call.at, checkedBy: call.actor }, call);
    return { checkedAt: call.at };
  },
  'supplements.close'(tx, { supplementId, outcome, follows }, call) {
    const { row, application } = requireOpen(tx, supplementId);
    if (outcome === 'lapsed' && !isOverdue(row, dateInChina(call.at)))
      refuse('supplement/not-due', { park: application.parkName, date: row.dueOn });
    settle(tx, row, 'close', { state: outcome, follows }, call, follows);
    return { state: outcome };
  },
  'supplements.list'(store, { roundId, applicationId }, call) {
    requireRound(store, roundId);
    const parks = (applicationId === undefined ? listApplications : listAllApplications)(store, roundId);
    const order = new Map(parks.map(({ id }, index) => [id, index]));
    return listSupplements(store, roundId)
      .filter((row) => order.has(row.applicationId) && (applicationId === undefined || row.applicationId === applicationId))
      .toSorted((a, b) => (order.get(a.applicationId) ?? 0) - (order.get(b.applicationId) ?? 0) || (a.at < b.at ? -1 : 1))
      .map((row) => viewOf(store, row, call));
  },
} satisfies Partial<Handlers>;
