/** Which of the certificates on record is the one in force. */
import type { Identity } from '../../../domain/contract/api.ts';

/** The institution's certificate in force: the one made last. */
export function institutionOf(identities: readonly Identity[] | undefined): Identity | undefined {
  return identities?.findLast((one) => one.kind === 'institution' && one.path !== null && one.revokedAt === null);
}

/** A member's certificate in force: the one put on record last. */
export function inForce(identities: readonly Identity[], personId: string): Identity | undefined {
  return identities.findLast((one) => one.kind === 'member' && one.personId === personId && one.revokedAt === null);
}
