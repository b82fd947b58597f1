/** 复核: the round that takes over the parks under 整改 from an assessment round. */
import type { Field } from '../../../domain/condition/condition.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { insertApplication, listFieldValues, upsertFieldValue, type ApplicationRow } from '../../../db/queries/applications.ts';
import { getPackage, insertPackage, listDocuments } from '../../../db/queries/packages.ts';
import { insertRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { WriteStore } from '../../../db/store/open.ts';
import { hashOf } from '../../io/hash.ts';
import { schemeOf, settingsOf } from '../session/lookups.ts';
import type { Call } from '../session/session.ts';

interface Wanted {
  readonly name: string;
  readonly appliedOn: string;
  readonly parks: readonly ApplicationRow[];
}

/** Who a park is does not change in a year; its figures, yes-or-nos and lists are asked again. */
function isLasting({ type, statedBy }: Field): boolean {
  return statedBy === 'form' && (type === 'text' || type === 'date' || type === 'choice');
}

/** Opens the round: rule book, rubric and rules of the assessment, one application for each park with its last package. */
export function followUp(
  tx: WriteStore,
  before: RoundRow,
  { name, appliedOn, parks }: Wanted,
  call: Call,
): { roundId: string; parks: string[] } {
  const { session, at } = call;
  const { noticeOn: _, ...settings } = settingsOf(before);
  const round: RoundRow = {
    ...before,
    id: session.newId(),
    name,
    appliedOn,
    settings: JSON.stringify({ ...settings, followUpOf: before.id }),
    rubricFrozenAt: null,
    state: 'preparing',
    createdAt: at,
  };
  insertRound(tx, round);
  call.append(tx, {
    kind: 'round.create',
    entity: `round:${round.id}`,
    new: {
      schemeId: round.schemeId,
      name,
      appliedOn,
      settings: { ...settings, followUpOf: before.id },
      scheme: hashOf(Buffer.from(round.scheme)),
    },
  });
  const scheme = schemeOf(tx, round);
  for (const park of parks) takeOver(tx, round.id, scheme, park, call);
  return { roundId: round.id, parks: parks.map(({ parkName }) => parkName) };
}

function takeOver(tx: WriteStore, roundId: string, scheme: Scheme, park: ApplicationRow, { session, at, append }: Call): void {
  const last = getPackage(tx, park.packageId);
  if (!last) throw new Error(`application ${park.id} has no package`);
  const [applicationId, packageId] = [session.newId(), session.newId()];
  const lasting = new Map(scheme.fields.filter(isLasting).map((field) => [field.key, field]));
  const values = listFieldValues(tx, park.id).filter(({ key, source }) => (source === 'form' || source === 'typed') && lasting.has(key));
  const stated = new Set(values.filter(({ value }) => value !== null).map(({ key }) => key));
  const unread = scheme.fields.filter(({ key, statedBy }) => statedBy === 'form' && !stated.has(key)).map(({ key }) => key);
  insertApplication(tx, { ...park, id: applicationId, roundId, packageId, createdAt: at });
  const documents = listDocuments(tx, last.id).map((document) => ({ ...document, id: session.newId(), packageId }));
  insertPackage(tx, { ...last, id: packageId, applicationId, unread, importedAt: at, replacedAt: null }, documents, []);
  for (const row of values) upsertFieldValue(tx, { ...row, applicationId, evidence: null, at });
  append(tx, {
    kind: 'package.takeOver',
    entity: `application:${applicationId}`,
    new: {
      packageId,
      name: last.name,
      sha256: last.sha256,
      parkName: park.parkName,
      from: { applicationId: park.id, packageId: last.id },
      documents: documents.map(({ path, sha256 }) => ({ path, sha256 })),
    },
  });
}
