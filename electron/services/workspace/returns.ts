/** The signatures under merged returns, asked again. */
import { signedManifest } from '../../../db/record/returns.ts';
import { readStatements } from '../../../db/queries/exchange/statements.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { checkSignature } from '../../io/exchange/exchange-file.ts';
import type { Session } from '../session/session.ts';

/** Statements that their owner did not sign as they are here. Whether a certificate was taken back since says nothing of what was signed before. */
export async function findUnsignedReturns(session: Session): Promise<string[]> {
  const { store } = session;
  const identities = listIdentities(store.read);
  const roots = identities.filter(({ kind }) => kind === 'root').map(({ certificate }) => certificate);
  const found: string[] = [];
  for (const statement of readStatements(store.read)) {
    const { serial, personId, signature } = statement;
    if (signature === null) continue;
    const status = await checkSignature({ signature, manifestBytes: Buffer.from(signedManifest(statement)) }, roots, session.now());
    const signer = identities.find(({ fingerprint }) => fingerprint === status.signer?.fingerprint);
    if (!status.intact || signer?.personId !== personId) found.push(`return_statement:${serial}`);
  }
  return found;
}
