/** 身份: certificates are on record here; keys stay in their own encrypted files, wherever their holder keeps them. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Output } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { getLastEvent } from '../../../db/queries/events.ts';
import type { PersonRow } from '../../../db/queries/panel.ts';
import { insertIdentity, listIdentities, revokeIdentity, type IdentityRow } from '../../../db/queries/results.ts';
import type { ReadStore, WriteStore } from '../../../db/store/open.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import type { CertificateView } from '../../io/crypto/identity.ts';
import type { Handlers } from '../session/dispatch.ts';
import { writeNamed } from '../session/own-files.ts';
import type { Call, Session } from '../session/session.ts';
import { requirePerson } from '../session/lookups.ts';
import { readSmall, refuseTaken } from '../session/paths.ts';
import { currentList, serialsUnder, takeList } from './revocations.ts';
import { pick } from '../../../domain/pick.ts';

type View = Output<'identities.createInstitution'>['certificate'];

export function certificateFacts(certificate: View): View {
  return pick(certificate, 'subject', 'issuer', 'fingerprint', 'notBefore', 'notAfter');
}

/** Reads a key file that somebody named. */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  return (await readSmall(path)) ?? refuse('identity/unreadable', { path });
}

/** A certificate vouches for its holder while it lasts and until it is taken back. @throws identity/expired, identity/revoked */
export function requireInForce(
  session: Session,
  { notBefore, notAfter, revokedAt }: Pick<IdentityRow, 'notBefore' | 'notAfter' | 'revokedAt'>,
): void {
  const now = session.now();
  if (now < notBefore || now > notAfter) refuse('identity/expired', { notBefore, notAfter });
  if (revokedAt !== null) refuse('identity/revoked', { at: revokedAt });
}

/** The key file of the institution made last on this machine. */
export function institutionKeyPath(store: ReadStore): string {
  const row = listIdentities(store).findLast((one) => one.kind === 'institution' && one.path !== null);
  return row?.path ?? refuse('identity/no-institution');
}

type NewIdentity = Pick<IdentityRow, 'kind' | 'holder' | 'personId' | 'path' | 'certificate' | 'recipient'> & View;

function record(tx: WriteStore, { session, at, append }: Call, row: NewIdentity): void {
  const id = session.newId();
  insertIdentity(tx, { ...row, id, createdAt: at, revokedAt: null, revokedReason: null });
  append(tx, {
    kind: `identity.${row.kind}`,
    entity: `identity:${id}`,
    new: pick(row, 'holder', 'personId', 'subject', 'issuer', 'fingerprint', 'notAfter', 'recipient'),
  });
}

/** A member's certificate as it is put on record; `path` where the key file lies on this machine. */
function memberRow(
  person: PersonRow,
  path: string | null,
  { pem, view, recipient }: { readonly pem: string; readonly view: CertificateView; readonly recipient: string | null },
): NewIdentity {
  return { kind: 'member', holder: person.name, personId: person.id, path, certificate: pem, ...certificateFacts(view), recipient };
}

export const identityHandlers = {
  /** Makes the institution's own root and signer in one key file, and the root certificate beside it for whoever verifies. */
  async 'identities.createInstitution'(call, { name, path, passphrase, keyType, years }) {
    const { session, at } = call;
    const rootPath = `${path.replace(/\.(p12|pfx)$/i, '')}-root.crt`;
    refuseTaken(session, 'identity/exists', [path, rootPath]);
    const { createInstitution } = await import('../../io/crypto/identity.ts');
    const made = await createInstitution({ name, passphrase, now: at, keyType, years });
    await writeAtomically(path, made.p12, ownerOnly);
    await writeNamed(session, rootPath, Buffer.from(made.rootCertificatePem));
    session.store.write((tx) => {
      record(tx, call, {
        kind: 'root',
        holder: name,
        personId: null,
        path: resolve(rootPath),
        certificate: made.rootCertificatePem,
        ...certificateFacts(made.root),
        recipient: null,
      });
      record(tx, call, {
        kind: 'institution',
        holder: name,
        personId: null,
        path: resolve(path),
        certificate: made.certificatePem,
        ...certificateFacts(made.certificate),
        recipient: made.recipient,
      });
    });
    return { path, rootPath, certificate: certificateFacts(made.certificate), root: certificateFacts(made.root) };
  },
  async 'identities.issue'(call, { personId, path, passphrase, institutionPath, institutionPassphrase, keyType, years }) {
    const { session, at } = call;
    const person = requirePerson(session.store.read, personId);
    refuseTaken(session, 'identity/exists', [path]);
    const { issueIdentity } = await import('../../io/crypto/identity.ts');
    const made = await issueIdentity({
      institutionP12: await readKeyFile(institutionPath ?? institutionKeyPath(session.store.read)),
      passphrase: institutionPassphrase ?? passphrase,
      person: { name: person.name, organisation: person.organisation },
      memberPassphrase: passphrase,
      now: at,
      keyType,
      years,
    });
    await writeAtomically(path, made.p12, ownerOnly);
    session.store.write((tx) =>
      record(tx, call, memberRow(person, resolve(path), { pem: made.certificatePem, view: made.certificate, recipient: made.recipient })),
    );
    return { path, certificate: certificateFacts(made.certificate) };
  },
  /** A key on the member's own laptop: the key file stays, the request goes to the institution. */
  async 'identities.request'({ session, at }, { name, organisation, path, passphrase, keyType }) {
    const requestPath = `${path.replace(/\.(p12|pfx)$/i, '')}.csr`;
    refuseTaken(session, 'identity/exists', [path, requestPath]);
    const { requestIdentity } = await import('../../io/crypto/identity-request.ts');
    const made = await requestIdentity({ person: { name, organisation }, passphrase, now: at, keyType });
    await writeAtomically(path, made.pending, ownerOnly);
    await writeNamed(session, requestPath, made.requestPem);
    return { path, requestPath, recipient: made.recipient, fingerprint: made.fingerprint };
  },
  /** Tells a request from a certificate, and whether the root on top is known here; takes nothing in. */
  async 'identities.look'({ session }, { path, above = [] }) {
    const { readHandedOver } = await import('../../io/crypto/certificates.ts');
    const seen = await readHandedOver(await readKeyFile(path), await Promise.all(above.map(readKeyFile)));
    if (seen.kind === 'request') return seen;
    const trusted = listIdentities(session.store.read).some(
      (row) => row.kind === 'root' && row.revokedAt === null && row.fingerprint === seen.root.view.fingerprint,
    );
    return {
      kind: 'certificate' as const,
      certificate: certificateFacts(seen.member.view),
      chain: seen.above.map((one) => certificateFacts(one.view)),
      trusted,
      recipient: seen.recipient,
    };
  },
  /** The institution's answer to a request: the certificate and the root above it, in one file. */
  async 'identities.answer'(call, { personId, request, path, institutionPath, institutionPassphrase, years }) {
    const { session, at } = call;
    const person = requirePerson(session.store.read, personId);
    refuseTaken(session, 'identity/exists', [path]);
    const { answerRequest } = await import('../../io/crypto/identity-request.ts');
    const institutionP12 = await readKeyFile(institutionPath ?? institutionKeyPath(session.store.read));
    const made = await answerRequest({
      institutionP12,
      passphrase: institutionPassphrase,
      requestPem: Buffer.from(await readKeyFile(request)).toString('latin1'),
      person: { name: person.name, organisation: person.organisation },
      now: at,
      years,
    });
    const { openIdentity } = await import('../../io/crypto/identity.ts');
    const { chain } = await openIdentity(institutionP12, institutionPassphrase);
    // whoever gets the answer hears at once of what was taken back
    const revocations = await currentList(call, institutionP12, institutionPassphrase, chain);
    await writeNamed(session, path, made.certificatePem + made.rootCertificatePem + (revocations ?? ''));
    session.store.write((tx) =>
      record(tx, call, memberRow(person, null, { pem: made.certificatePem, view: made.certificate, recipient: made.recipient })),
    );
    return { path, certificate: certificateFacts(made.certificate) };
  },
  /** Puts the institution's answer to the key that waited for it. */
  async 'identities.accept'(call, { path, passphrase, answer }) {
    const { session } = call;
    const { completeRequest } = await import('../../io/crypto/identity-request.ts');
    const { readChain } = await import('../../io/crypto/certificates.ts');
    const { listIn, readRevocationList } = await import('../../io/crypto/revocation-list.ts');
    const answered = await readKeyFile(answer);
    const { member, root } = await readChain(answered);
    const list = listIn(Buffer.from(answered).toString('latin1'));
    const said = list && (await readRevocationList(list, root.pem));
    if (list !== null && !said) refuse('identity/not-a-certificate', { path: answer, reason: 'revocations' });
    const made = await completeRequest({
      pending: await readKeyFile(path),
      passphrase,
      certificatePem: member.pem,
      rootCertificatePem: root.pem,
    });
    await writeAtomically(path, made.p12, ownerOnly);
    const serials = await serialsUnder(session.store.read, root.view.subject);
    if (list && said) session.store.write((tx) => takeList(tx, root.view.fingerprint, list, said, serials, call));
    return { path, certificate: certificateFacts(made.certificate), recipient: made.recipient };
  },
  /** What a key file holds, as its owner sees it: a `.pfx` of a licensed authority too. */
  async 'identities.inspect'(_call, { path, passphrase }) {
    const [{ openIdentity, viewCertificate }, { chainPem }, { recipientOf }] = await Promise.all([
      import('../../io/crypto/identity.ts'),
      import('../../io/crypto/certificates.ts'),
      import('../../io/crypto/sealing.ts'),
    ]);
    const identity = await openIdentity(await readKeyFile(path), passphrase);
    return {
      certificate: certificateFacts(await viewCertificate(identity.certificate)),
      chain: await Promise.all(identity.chain.map(async (der) => certificateFacts(await viewCertificate(der)))),
      certificatePem: chainPem(identity),
      recipient: identity.sealingKey === null ? null : await recipientOf(identity.sealingKey),
    };
  },
  /** Writes what the institution needs of one's own key file, and nothing that opens anything. */
  async 'identities.handOver'({ session }, { path, passphrase, certificatePath }) {
    refuseTaken(session, 'identity/exists', [certificatePath]);
    const [{ openIdentity, viewCertificate }, { writeHandOver }] = await Promise.all([
      import('../../io/crypto/identity.ts'),
      import('../../io/crypto/certificates.ts'),
    ]);
    const identity = await openIdentity(await readKeyFile(path), passphrase);
    const { pem, recipient } = await writeHandOver(identity);
    await writeNamed(session, certificatePath, pem);
    return { path: certificatePath, certificate: certificateFacts(await viewCertificate(identity.certificate)), recipient };
  },
  /**
   * Puts a certificate that another authority issued on record for a member. Its root is trusted only when the
   * fingerprint is given along, as somebody compared it.
   */
  async 'identities.register'(call, { personId, certificate, above = [], recipient: given, trust }) {
    const { session, at } = call;
    const person = requirePerson(session.store.read, personId);
    const [{ readChain }, { isRecipient }] = await Promise.all([
      import('../../io/crypto/certificates.ts'),
      import('../../io/crypto/sealing.ts'),
    ]);
    if (given !== undefined && !isRecipient(given)) refuse('exchange/bad-recipient', { recipient: given });
    const { member, root, recipient: stated } = await readChain(await readKeyFile(certificate), await Promise.all(above.map(readKeyFile)));
    const recipient = given ?? stated;
    const rows = listIdentities(session.store.read);
    const known = new Set(rows.filter((row) => row.kind === 'root').map((row) => row.fingerprint));
    const before = rows.find((row) => row.fingerprint === member.view.fingerprint);
    if (before?.revokedAt) refuse('identity/revoked', { at: before.revokedAt });
    if (before) refuse('identity/registered', { name: before.holder });
    if (!known.has(root.view.fingerprint) && trust !== root.view.fingerprint)
      refuse('identity/untrusted-root', { root: root.view.subject, fingerprint: root.view.fingerprint });
    if (member.view.notAfter < at) refuse('identity/expired', { notAfter: member.view.notAfter });
    session.store.write((tx) => {
      if (!known.has(root.view.fingerprint))
        record(tx, call, {
          kind: 'root',
          holder: root.view.subject,
          personId: null,
          path: null,
          certificate: root.pem,
          ...certificateFacts(root.view),
          recipient: null,
        });
      record(tx, call, memberRow(person, null, { ...member, recipient }));
    });
    return { certificate: certificateFacts(member.view), root: certificateFacts(root.view) };
  },
  /** From now on nothing that this certificate signs is taken in; the word goes out with the next task files. */
  'identities.revoke'(tx, { identityId, reason }, { at, append }) {
    const row = listIdentities(tx).find((one) => one.id === identityId) ?? refuse('identity/unknown', { identityId });
    if (row.revokedAt !== null) refuse('identity/revoked', { at: row.revokedAt });
    revokeIdentity(tx, row.fingerprint, at, reason);
    append(tx, {
      kind: 'identity.revoke',
      entity: `identity:${identityId}`,
      new: { fingerprint: row.fingerprint },
      reason,
    });
    return { revokedAt: at };
  },
  /** The list of what was taken back, signed by the root, for readers that know nothing of task files. */
  async 'identities.exportRevoked'({ session, at }, { path, institutionPath, institutionPassphrase }) {
    refuseTaken(session, 'identity/exists', [path]);
    const store = session.store.read;
    const { revokeIdentities } = await import('../../io/crypto/identity-request.ts');
    const { x509 } = await import('../../io/crypto/crypto.ts');
    const rows = listIdentities(store).map((row) => ({ ...row, parsed: new x509.X509Certificate(row.certificate) }));
    // another authority keeps the list of its own
    const issuer = rows.findLast((row) => row.kind === 'institution')?.parsed.issuer ?? refuse('identity/no-institution');
    const revoked = rows.flatMap(({ kind, parsed, revokedAt }) =>
      kind !== 'root' && parsed.issuer === issuer && revokedAt !== null ? [{ serialNumber: parsed.serialNumber, at: revokedAt }] : [],
    );
    const institutionP12 = await readKeyFile(institutionPath ?? institutionKeyPath(store));
    // lists of one institution are numbered upwards: the record only grows
    const number = getLastEvent(store)?.seq ?? 1;
    await writeNamed(
      session,
      path,
      await revokeIdentities({ institutionP12, passphrase: institutionPassphrase, revoked, number, now: at }),
    );
    return { path, revoked: revoked.length };
  },
  'identities.list'(store) {
    return listIdentities(store).map((row) => ({
      identityId: row.id,
      ...certificateFacts(row),
      ...pick(row, 'holder', 'kind', 'personId', 'recipient', 'createdAt', 'path', 'revokedAt', 'revokedReason'),
      there: row.path !== null && existsSync(row.path),
    }));
  },
} satisfies Partial<Handlers>;
