/** The signatures under merged returns and opened tasks, asked again. */
import { Refusal } from '../../../domain/result.ts';
import { signedManifest } from '../../../db/record/signed.ts';
import { readStatements, type Incoming } from '../../../db/queries/exchange/statements.ts';
import { listIdentities, type IdentityRow } from '../../../db/queries/results.ts';
import { checkSignature } from '../../io/exchange/exchange-file.ts';
import type { CmsStatus } from '../../io/signatures/signer.ts';
import type { Session } from '../session/session.ts';

/** A return is its owner's, a task the institution's, whose signer bears its name under a root of the same name. */
function isSignedBy(personId: string, direction: Incoming, { signer, root }: CmsStatus, identities: readonly IdentityRow[]): boolean {
  if (direction === 'merged') return identities.find(({ fingerprint }) => fingerprint === signer?.fingerprint)?.personId === personId;
  return root !== null && signer !== null && signer.subject === signer.organisation && signer.organisation === root.organisation;
}

/** Statements that were not signed as they are here. Whether a certificate was taken back since says nothing of what was signed before. */
export async function findUnsignedFiles(session: Session): Promise<string[]> {
  const identities = listIdentities(session.store.read);
  const roots = identities.filter(({ kind }) => kind === 'root').map(({ certificate }) => certificate);
  const found: string[] = [];
  for (const direction of ['merged', 'opened'] as const) {
    for (const statement of readStatements(session.store.read, direction)) {
      const { serial, personId, signature } = statement;
      if (signature === null) continue;
      const file = { path: serial, signature, manifestBytes: Buffer.from(signedManifest(statement)) };
      const status = await checkSignature(file, roots, session.now()).catch((error: unknown) => {
        // what cannot even be read is no signature of anybody
        if (error instanceof Refusal && error.code === 'file/too-costly') return null;
        throw error;
      });
      if (!status?.intact || !isSignedBy(personId, direction, status, identities)) found.push(`return_statement:${serial}`);
    }
  }
  return found;
}
