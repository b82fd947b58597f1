/**
 * Certificates and revocation lists on record against what tells of them: the own events, the task files that brought them as the
 * institution signed these, and, of a list, the signature of its root. Both ways: what is told must be there, and what is there be told.
 */
import { getStatement } from '../../../db/queries/exchange/statements.ts';
import { listIdentities, type IdentityRow } from '../../../db/queries/results.ts';
import { listRevocationLists, type RevocationListRow } from '../../../db/queries/revocations.ts';
import { listUnproven, readTakings } from '../../../db/record/merged.ts';
import { partOf, statedParts } from '../../../db/record/signed.ts';
import type { ReadStore } from '../../../db/store/open.ts';
import { revocationsName, rosterName } from '../../../domain/exchange/manifest.ts';
import type { Roster } from '../../../domain/exchange/parts.ts';
import type { CertificateView } from '../../io/crypto/identity.ts';
import type { RevocationList } from '../../io/crypto/revocation-list.ts';
import { hashOf } from '../../io/hash.ts';
import type { Session } from '../session/session.ts';

interface Told {
  /** what the event that put an identity on record said of it, by id */
  readonly issued: ReadonlyMap<string, { readonly kind: string; readonly said: Record<string, unknown> }>;
  /** ids of those taken back here, and since when */
  readonly revoked: ReadonlyMap<string, string>;
  /** the last list of each root */
  readonly lists: ReadonlyMap<string, { readonly number: number; readonly sha256: string }>;
  /** from the tasks of which what was signed is kept */
  readonly rosters: readonly Roster[];
  /** revocation lists that came with them, PEM */
  readonly brought: readonly string[];
  /** there are tasks of which nothing is kept: what these brought cannot be told from what was put in */
  readonly isOpen: boolean;
}

function readTold(store: ReadStore): Told {
  const issued = new Map<string, { kind: string; said: Record<string, unknown> }>();
  const revoked = new Map<string, string>();
  const lists = new Map<string, { number: number; sha256: string }>();
  const events = store.sqlite
    .prepare("SELECT kind, substr(entity, instr(entity, ':') + 1) AS id, at, new FROM event WHERE kind GLOB 'identity.*' ORDER BY seq")
    .all() as { kind: string; id: string; at: string; new: string }[];
  for (const { kind, id, at, new: text } of events) {
    if (kind === 'identity.revoke') revoked.set(id, at);
    else if (kind === 'identity.list') lists.set(id, JSON.parse(text) as { number: number; sha256: string });
    else issued.set(id, { kind: kind.slice('identity.'.length), said: JSON.parse(text) as Record<string, unknown> });
  }
  const parts = [...readTakings(store)].flatMap(({ direction, serial }) => {
    const statement = direction === 'opened' ? getStatement(store, serial, 'opened') : undefined;
    return (statement && statedParts(statement)) ?? [];
  });
  return {
    issued,
    revoked,
    lists,
    rosters: parts.map((one) => partOf(one, rosterName) as Roster),
    brought: parts.flatMap((one) => one.get(revocationsName)?.toString('latin1') ?? []),
    isOpen: listUnproven(store).some(({ direction }) => direction === 'opened'),
  };
}

async function viewOf(pem: string): Promise<CertificateView | null> {
  const [{ toBytes, x509 }, { viewCertificate }] = await Promise.all([
    import('../../io/crypto/crypto.ts'),
    import('../../io/crypto/identity.ts'),
  ]);
  try {
    return await viewCertificate(toBytes(new x509.X509Certificate(pem).rawData));
  } catch {
    return null;
  }
}

/** The columns say what the certificate says. */
function isAsCertified(row: IdentityRow, view: CertificateView | null): boolean {
  return (['subject', 'issuer', 'fingerprint', 'notBefore', 'notAfter'] as const).every((name) => row[name] === view?.[name]);
}

/** An event put it on record, as it is here, or a roster did. */
function isTold(row: IdentityRow, { issued, rosters }: Told): boolean {
  const own = issued.get(row.id);
  if (own) return own.kind === row.kind && Object.entries(own.said).every(([name, value]) => row[name as keyof IdentityRow] === value);
  return rosters
    .flatMap(({ certificates }) => certificates)
    .some(
      (given) =>
        given.certificate === row.certificate &&
        given.kind === row.kind &&
        given.holder === row.holder &&
        given.recipient === row.recipient &&
        // a person of another task is not here
        (row.personId === given.personId || row.personId === null),
    );
}

interface Held {
  readonly row: RevocationListRow;
  /** null: its root is not on record */
  readonly root: IdentityRow | null;
  /** null: the root did not sign it, or cannot be asked */
  readonly said: RevocationList | null;
}

/** The times since when a certificate counts as taken back, as each that says so has it. */
function revocationsOf(row: IdentityRow, serialNumber: string | undefined, { revoked, rosters }: Told, held: readonly Held[]): string[] {
  const own = revoked.get(row.id);
  return [
    ...(own === undefined ? [] : [own]),
    ...rosters.flatMap((roster) => roster.revoked).flatMap(({ fingerprint, at }) => (fingerprint === row.fingerprint ? [at] : [])),
    ...held
      .filter(({ root }) => root !== null && root.subject === row.issuer && row.kind !== 'root')
      .flatMap(({ said }) => said?.revoked ?? [])
      .flatMap((one) => (one.serialNumber === serialNumber ? [one.at] : [])),
  ];
}

async function findUnlikeLists(held: readonly Held[], told: Told): Promise<string[]> {
  const { readRevocationList } = await import('../../io/crypto/revocation-list.ts');
  const found: string[] = [];
  const known = new Map(held.map((one) => [one.row.root, one]));
  for (const { row, root, said } of held) {
    const event = told.lists.get(row.root);
    const isOfEvent = event === undefined || (event.number === row.number && event.sha256 === hashOf(Buffer.from(row.list)));
    if (!isOfEvent || (root !== null && said?.number !== row.number)) found.push(`revocation_list:${row.root}`);
  }
  for (const root of told.lists.keys()) if (!known.has(root)) found.push(`revocation_list:${root}`);
  // a list that came with a task is here, or one that came after it
  for (const list of told.brought) {
    const hears = await Promise.all(
      held.map(async ({ root, row }) => (root && (await readRevocationList(list, root.certificate))?.number) ?? row.number + 1),
    );
    if (!held.some(({ row }, index) => (hears[index] ?? Infinity) <= row.number)) found.push('revocation_list');
  }
  return [...new Set(found)];
}

/** Names of identities and lists that are not what tells of them, that nothing tells of, or that are gone. */
export async function findUnlikeCertificates({ store }: Session): Promise<string[]> {
  const { readRevocationList } = await import('../../io/crypto/revocation-list.ts');
  const identities = listIdentities(store.read);
  const told = readTold(store.read);
  const held = await Promise.all(
    listRevocationLists(store.read).map(async (row): Promise<Held> => {
      const root = identities.find(({ kind, fingerprint }) => kind === 'root' && fingerprint === row.root) ?? null;
      return { row, root, said: root && (await readRevocationList(row.list, root.certificate)) };
    }),
  );
  const found = await findUnlikeLists(held, told);
  const ids = new Set(identities.map(({ id }) => id));
  for (const id of [...told.issued.keys(), ...told.revoked.keys()]) if (!ids.has(id)) found.push(`identity:${id}`);
  for (const row of identities) {
    const view = await viewOf(row.certificate);
    const since = revocationsOf(row, view?.serialNumber, told, held);
    const isRevokedSo = row.revokedAt === null ? since.length === 0 : since.includes(row.revokedAt) || told.isOpen;
    if (!isAsCertified(row, view) || !(isTold(row, told) || told.isOpen) || !isRevokedSo) found.push(`identity:${row.id}`);
  }
  return [...new Set(found)].sort();
}
