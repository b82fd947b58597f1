/** 谁在用这台电脑: on a laptop with the tasks of several people each proves by the own key file who goes on. */
import { refuse } from '../../../domain/result.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { requirePerson } from '../session/lookups.ts';
import type { Handlers } from '../session/dispatch.ts';
import { readKeyFile, requireInForce } from './identities.ts';

export const sittingHandlers = {
  async 'identities.prove'({ session }, { personId, path, passphrase }) {
    const store = session.store.read;
    const { name } = requirePerson(store, personId);
    const { openIdentity, viewCertificate } = await import('../../io/crypto/identity.ts');
    const { certificate } = await openIdentity(await readKeyFile(path), passphrase);
    const { fingerprint, subject } = await viewCertificate(certificate);
    const own = listIdentities(store).filter((row) => row.kind === 'member' && row.personId === personId);
    if (own.length === 0) refuse('identity/not-on-record', { name });
    const known = own.find((row) => row.fingerprint === fingerprint) ?? refuse('identity/other-person', { name, holder: subject });
    requireInForce(session, known);
    return { name };
  },
} satisfies Partial<Handlers>;
