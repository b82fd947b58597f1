/** 身份: certificates are on record here; keys stay in their own encrypted files, wherever their holder keeps them. */
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Output } from '../../domain/api.ts';
import { refuse } from '../../domain/result.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { insertIdentity, listIdentities, revokeIdentity, type IdentityRow } from '../../db/queries/results.ts';
import type { ReadStore, WriteStore } from '../../db/open.ts';
import { writeAtomically } from '../io/files.ts';
import type { CertificateView } from '../io/identity.ts';
import type { Handlers } from './dispatch.ts';
import { requirePerson } from './panel.ts';

type View = Output<'identities.createInstitution'>['certificate'];

function view({ subject, issuer, fingerprint, notBefore, notAfter }: CertificateView): View {
  return { subject, issuer, fingerprint, notBefore, notAfter };
}

/** Reads a key file that somebody named. */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    return refuse('identity/unreadable', { path });
  }
}

/** The key file of the institution made last on this machine. */
export function institutionKeyPath(store: ReadStore): string {
  const row = listIdentities(store).findLast((one) => one.kind === 'institution' && one.path !== null);
  return row?.path ?? refuse('identity/no-institution');
}

type NewIdentity = Omit<IdentityRow, 'revokedAt' | 'revokedReason'>;

function record(tx: WriteStore, row: NewIdentity): void {
  insertIdentity(tx, { ...row, revokedAt: null, revokedReason: null });
  const { kind, holder, subject, issuer, fingerprint, notAfter } = row;
  appendEvent(tx, { actor: 'secretary', at: row.createdAt, kind: `identity.${kind}`, entity: `identity:${row.id}`, new: { holder, subject, issuer, fingerprint, notAfter } });
}

function pemOf(certificates: readonly Uint8Array[]): string {
  return certificates.map((der) => `-----BEGIN CERTIFICATE-----\n${(Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`).join('');
}

export const identityHandlers = {
  /** Makes the institution's own root and signer in one key file, and the root certificate beside it for whoever verifies. */
  async 'identities.createInstitution'({ session }, { name, path, passphrase }) {
    const rootPath = `${path.replace(/\.(p12|pfx)$/i, '')}-root.crt`;
    for (const target of [path, rootPath]) if (existsSync(target)) refuse('identity/exists', { path: target });
    const { createInstitution } = await import('../io/identity.ts');
    const now = session.now();
    const made = await createInstitution({ name, passphrase, now });
    await writeAtomically(path, made.p12);
    await writeAtomically(rootPath, Buffer.from(made.rootCertificatePem));
    session.store.write((tx) => {
      record(tx, { id: session.newId(), kind: 'root', holder: name, personId: null, path: rootPath, certificate: made.rootCertificatePem, ...view(made.root), recipient: null, createdAt: now });
      record(tx, { id: session.newId(), kind: 'institution', holder: name, personId: null, path: resolve(path), certificate: made.certificatePem, ...view(made.certificate), recipient: made.recipient, createdAt: now });
    });
    return { path, rootPath, certificate: view(made.certificate) };
  },
  async 'identities.issue'({ session }, { personId, path, passphrase, institutionPath, institutionPassphrase }) {
    const person = requirePerson(session.store.read, personId);
    if (existsSync(path)) refuse('identity/exists', { path });
    const { issueIdentity } = await import('../io/identity.ts');
    const now = session.now();
    const made = await issueIdentity({
      institutionP12: await readKeyFile(institutionPath ?? institutionKeyPath(session.store.read)),
      passphrase: institutionPassphrase ?? passphrase,
      person: { name: person.name, organisation: person.organisation },
      memberPassphrase: passphrase,
      now,
    });
    await writeAtomically(path, made.p12);
    session.store.write((tx) =>
      record(tx, { id: session.newId(), kind: 'member', holder: person.name, personId, path: resolve(path), certificate: made.certificatePem, ...view(made.certificate), recipient: made.recipient, createdAt: now }),
    );
    return { path, certificate: view(made.certificate) };
  },
  /** A key on the member's own laptop: the key file stays, the request goes to the institution. */
  async 'identities.request'({ session }, { name, organisation, path, passphrase }) {
    const requestPath = `${path.replace(/\.(p12|pfx)$/i, '')}.csr`;
    for (const target of [path, requestPath]) if (existsSync(target)) refuse('identity/exists', { path: target });
    const { requestIdentity } = await import('../io/identity-request.ts');
    const made = await requestIdentity({ person: { name, organisation }, passphrase, now: session.now() });
    await writeAtomically(path, made.pending);
    await writeAtomically(requestPath, made.requestPem);
    return { path, requestPath, recipient: made.recipient };
  },
  /** The institution's answer to a request: the certificate and the root above it, in one file. */
  async 'identities.answer'({ session }, { personId, request, path, institutionPath, institutionPassphrase }) {
    const person = requirePerson(session.store.read, personId);
    if (existsSync(path)) refuse('identity/exists', { path });
    const { answerRequest } = await import('../io/identity-request.ts');
    const now = session.now();
    const made = await answerRequest({
      institutionP12: await readKeyFile(institutionPath ?? institutionKeyPath(session.store.read)),
      passphrase: institutionPassphrase,
      requestPem: Buffer.from(await readKeyFile(request)).toString('latin1'),
      person: { name: person.name, organisation: person.organisation },
      now,
    });
    await writeAtomically(path, made.certificatePem + made.rootCertificatePem);
    session.store.write((tx) =>
      record(tx, { id: session.newId(), kind: 'member', holder: person.name, personId, path: null, certificate: made.certificatePem, ...view(made.certificate), recipient: made.recipient, createdAt: now }),
    );
    return { path, certificate: view(made.certificate) };
  },
  /** Puts the institution's answer to the key that waited for it. */
  async 'identities.accept'(_call, { path, passphrase, answer }) {
    const { completeRequest } = await import('../io/identity-request.ts');
    const blocks = Buffer.from(await readKeyFile(answer)).toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const [certificatePem, rootCertificatePem] = blocks;
    if (certificatePem === undefined || rootCertificatePem === undefined) refuse('identity/unreadable', { path: answer });
    const made = await completeRequest({ pending: await readKeyFile(path), passphrase, certificatePem, rootCertificatePem });
    await writeAtomically(path, made.p12);
    return { path, certificate: view(made.certificate), recipient: made.recipient };
  },
  /** What a key file holds, as its owner sees it: a `.pfx` of a licensed authority too. */
  async 'identities.inspect'(_call, { path, passphrase }) {
    const [{ openIdentity, viewCertificate }, { recipientOf }] = await Promise.all([import('../io/identity.ts'), import('../io/exchange-crypto.ts')]);
    const identity = await openIdentity(await readKeyFile(path), passphrase);
    return {
      certificate: view(await viewCertificate(identity.certificate)),
      chain: await Promise.all(identity.chain.map(async (der) => view(await viewCertificate(der)))),
      certificatePem: pemOf([identity.certificate, ...identity.chain]),
      recipient: identity.sealingKey === null ? null : await recipientOf(identity.sealingKey),
    };
  },
  /**
   * Puts a certificate that another authority issued on record for a member. Its root is trusted only when the
   * fingerprint is given along, as somebody compared it.
   */
  async 'identities.register'({ session }, { personId, certificate, recipient, trust }) {
    const person = requirePerson(session.store.read, personId);
    const [{ readChain }, { isRecipient }] = await Promise.all([import('../io/certificates.ts'), import('../io/exchange-crypto.ts')]);
    if (recipient !== undefined && !isRecipient(recipient)) refuse('exchange/bad-recipient', { recipient });
    const chain = await readChain(await readKeyFile(certificate));
    const known = new Set(listIdentities(session.store.read).filter((row) => row.kind === 'root').map((row) => row.fingerprint));
    const { member, root } = chain;
    if (!known.has(root.view.fingerprint) && trust !== root.view.fingerprint) refuse('identity/untrusted-root', { root: root.view.subject, fingerprint: root.view.fingerprint });
    const now = session.now();
    session.store.write((tx) => {
      if (!known.has(root.view.fingerprint)) record(tx, { id: session.newId(), kind: 'root', holder: root.view.subject, personId: null, path: null, certificate: root.pem, ...view(root.view), recipient: null, createdAt: now });
      record(tx, { id: session.newId(), kind: 'member', holder: person.name, personId, path: null, certificate: member.pem, ...view(member.view), recipient: recipient ?? null, createdAt: now });
    });
    return { certificate: view(member.view), root: view(root.view) };
  },
  /** From now on nothing that this certificate signs is taken in; the word goes out with the next task files. */
  'identities.revoke'(tx, { identityId, reason }, { session }) {
    const row = listIdentities(tx).find((one) => one.id === identityId) ?? refuse('identity/unknown', { identityId });
    if (row.revokedAt !== null) refuse('identity/revoked', { at: row.revokedAt });
    const at = session.now();
    revokeIdentity(tx, row.fingerprint, at, reason);
    appendEvent(tx, { actor: 'secretary', at, kind: 'identity.revoke', entity: `identity:${identityId}`, new: { fingerprint: row.fingerprint }, reason });
    return { revokedAt: at };
  },
  'identities.list'(store) {
    return listIdentities(store).map((row) => ({
      identityId: row.id,
      holder: row.holder,
      kind: row.kind,
      personId: row.personId,
      subject: row.subject,
      issuer: row.issuer,
      fingerprint: row.fingerprint,
      recipient: row.recipient,
      revokedAt: row.revokedAt,
      notBefore: row.notBefore,
      notAfter: row.notAfter,
    }));
  },
} satisfies Partial<Handlers>;
