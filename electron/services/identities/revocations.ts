/** 撤销名单: what the institution took back, signed by its root, kept on every machine that ever got it. */
import { getLastEvent } from '../../../db/queries/events.ts';
import { listIdentities, revokeIdentity, type IdentityRow } from '../../../db/queries/results.ts';
import { getRevocationList, keepRevocationList, type RevocationListRow } from '../../../db/queries/revocations.ts';
import { refuse } from '../../../domain/result.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import type { RevocationList } from '../../io/crypto/revocation-list.ts';
import { hashOf } from '../../io/hash.ts';
import type { Act } from '../session/act.ts';
import type { Call } from '../session/session.ts';

async function serialOf(row: Pick<IdentityRow, 'certificate'>): Promise<string> {
  const { x509 } = await import('../../io/crypto/crypto.ts');
  return new x509.X509Certificate(row.certificate).serialNumber;
}

/** Puts a list on record where it is newer than the one that is: the row, and the event that says which it is. */
export function keepList(tx: WriteStore, { append }: Pick<Act, 'append'>, row: RevocationListRow): void {
  if (!keepRevocationList(tx, row)) return;
  append(tx, {
    kind: 'identity.list',
    entity: `revocations:${row.root}`,
    new: { number: row.number, sha256: hashOf(Buffer.from(row.list)) },
  });
}

/** The root that vouches for an institution's signer, as it is on record here. */
async function rootAbove(store: ReadStore, chain: readonly Uint8Array[]): Promise<IdentityRow | undefined> {
  const { fingerprint } = await import('../../io/crypto/crypto.ts');
  const above = await Promise.all(chain.map((der) => fingerprint(new Uint8Array(der))));
  return listIdentities(store).find((row) => row.kind === 'root' && above.includes(row.fingerprint));
}

/**
 * The institution's list as it must be now: the one on record where nothing was taken back since, else a new one that
 * the root signs. Null where nothing ever was. `chain`: of the opened institution file.
 */
export async function currentList(
  call: Call,
  institutionP12: Uint8Array,
  passphrase: string,
  chain: readonly Uint8Array[],
): Promise<string | null> {
  const { session, at } = call;
  const store = session.store.read;
  const root = await rootAbove(store, chain);
  if (!root) return null;
  const taken = listIdentities(store).filter((row) => row.revokedAt !== null && row.kind !== 'root' && row.issuer === root.subject);
  if (taken.length === 0) return null;
  const revoked = await Promise.all(taken.map(async (row) => ({ serialNumber: await serialOf(row), at: row.revokedAt ?? '' })));
  const { readRevocationList } = await import('../../io/crypto/revocation-list.ts');
  const known = getRevocationList(store, root.fingerprint);
  const said = known && (await readRevocationList(known.list, root.certificate));
  const serials = new Set(said?.revoked.map((one) => one.serialNumber));
  if (known && serials.size === revoked.length && revoked.every((one) => serials.has(one.serialNumber))) return known.list;
  const { revokeIdentities } = await import('../../io/crypto/identity-request.ts');
  // lists of one institution are numbered upwards: the record only grows
  const number = Math.max((known?.number ?? 0) + 1, getLastEvent(store)?.seq ?? 1);
  const list = await revokeIdentities({ institutionP12, passphrase, revoked, number, now: at });
  session.store.write((tx) => keepList(tx, call, { root: root.fingerprint, number, list, at }));
  return list;
}

/** Keeps a list that was believed, and marks the certificates here that it names. `serials`: of the identities, by fingerprint. */
export function takeList(
  tx: WriteStore,
  root: string,
  listPem: string,
  { number, revoked }: RevocationList,
  serials: ReadonlyMap<string, string>,
  act: Act,
): void {
  keepList(tx, act, { root, number, list: listPem, at: act.at });
  markListed(tx, revoked, serials);
}

/** Marks the certificates here that a list names. */
export function markListed(tx: WriteStore, revoked: RevocationList['revoked'], serials: ReadonlyMap<string, string>): void {
  for (const { serialNumber, at: since } of revoked) {
    for (const [fingerprint, serial] of serials) if (serial === serialNumber) revokeIdentity(tx, fingerprint, since, '');
  }
}

/** Serial numbers of the certificates on record that one root issued, by fingerprint. */
export async function serialsUnder(store: ReadStore, issuer: string): Promise<Map<string, string>> {
  const rows = listIdentities(store).filter((row) => row.issuer === issuer && row.kind !== 'root');
  return new Map(await Promise.all(rows.map(async (row) => [row.fingerprint, await serialOf(row)] as const)));
}

interface Root {
  readonly fingerprint: string;
  readonly subject: string;
  readonly pem: string;
}

/** What the list of a root that is kept here says; null where none is. @throws exchange/list-damaged */
export async function readKeptList(store: ReadStore, root: Root): Promise<RevocationList | null> {
  const known = getRevocationList(store, root.fingerprint);
  if (!known) return null;
  const { readRevocationList } = await import('../../io/crypto/revocation-list.ts');
  // one that the root did not sign would name nobody
  return (await readRevocationList(known.list, root.pem)) ?? refuse('exchange/list-damaged', { root: root.subject });
}

/** From when a certificate counts as taken back by its root, as far as word of it came here; null where it does not. @throws exchange/list-damaged */
export async function revokedAt(store: ReadStore, root: Root, serialNumber: string): Promise<string | null> {
  const said = await readKeptList(store, root);
  return said?.revoked.find((one) => one.serialNumber === serialNumber)?.at ?? null;
}
