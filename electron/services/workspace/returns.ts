/** The signatures under merged returns, asked again. */
import { Refusal } from '../../../domain/result.ts';
import { signedManifest } from '../../../db/record/signed.ts';
import { readStatements } from '../../../db/queries/exchange/statements.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import { checkSignature } from '../../io/exchange/exchange-file.ts';
import type { Session } from '../session/session.ts';

/** Statements that their owner did not sign as they are here. Whether a certificate was taken back since says nothing of what was signed before. */
export async function findUnsignedReturns(session: Session): Promise<string[]> {
  const identities = listIdentities(session.store.read);
  const roots = identities.filter(({ kind }) => kind === 'root').map(({ certificate }) => certificate);
  const found: string[] = [];
  for (const statement of readStatements(session.store.read)) {
    const { serial, personId, signature } = statement;
    if (signature === null) continue;
    const file = { path: serial, signature, manifestBytes: Buffer.from(signedManifest(statement)) };
    const status = await checkSignature(file, roots, session.now()).catch((error: unknown) => {
      // what cannot even be read is no signature of anybody
      if (error instanceof Refusal && error.code === 'file/too-costly') return null;
      throw error;
    });
    const signer = identities.find(({ fingerprint }) => fingerprint === status?.signer?.fingerprint);
    if (!status?.intact || signer?.personId !== personId) found.push(`return_statement:${serial}`);
  }
  return found;
}
