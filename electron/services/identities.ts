/** 身份: certificates are on record here; keys stay in their own encrypted files, wherever their holder keeps them. */
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Output } from '../../domain/api.ts';
import { refuse } from '../../domain/result.ts';
import { appendEvent } from '../../db/queries/events.ts';
import { insertIdentity, listIdentities, type IdentityRow } from '../../db/queries/results.ts';
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
function institutionKeyPath(store: ReadStore): string {
  const row = listIdentities(store).findLast((one) => one.kind === 'institution' && one.path !== null);
  return row?.path ?? refuse('identity/no-institution');
}

function record(tx: WriteStore, row: IdentityRow): void {
  insertIdentity(tx, row);
  const { kind, holder, subject, issuer, fingerprint, notAfter } = row;
  appendEvent(tx, { actor: 'secretary', at: row.createdAt, kind: `identity.${kind}`, entity: `identity:${row.id}`, new: { holder, subject, issuer, fingerprint, notAfter } });
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
      record(tx, { id: session.newId(), kind: 'root', holder: name, personId: null, path: rootPath, certificate: made.rootCertificatePem, ...view(made.root), createdAt: now });
      record(tx, { id: session.newId(), kind: 'institution', holder: name, personId: null, path: resolve(path), certificate: made.certificatePem, ...view(made.certificate), createdAt: now });
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
      record(tx, { id: session.newId(), kind: 'member', holder: person.name, personId, path: resolve(path), certificate: made.certificatePem, ...view(made.certificate), createdAt: now }),
    );
    return { path, certificate: view(made.certificate) };
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
      notBefore: row.notBefore,
      notAfter: row.notAfter,
    }));
  },
} satisfies Partial<Handlers>;
