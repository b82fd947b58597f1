/**
 * 身份: who signs. Keys lie in their holders' own files under a passphrase; the store knows certificates, where
 * exchange files for their holders are sealed to, and what was taken back. Passphrases are used and forgotten.
 */
import { z } from 'zod';
import { keyTypes, longestYears } from '../identity/keys.ts';
import { uuid } from '../model.ts';
import { count, method, name, nothing, passphrase, path, reason } from './method.ts';

export const certificateView = z.object({
  subject: z.string(),
  issuer: z.string(),
  fingerprint: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
});
export type CertificateFacts = z.infer<typeof certificateView>;

const organisation = z.string().trim().max(200);
const keyType = z.enum(keyTypes);
/** where the key file of the institution lies; absent: where it was made */
const institutionPath = path.optional();

/** What a file is that somebody hands over: a request for a certificate, or a certificate with those above it. */
const identityFile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    /** who it says it is; who it is, the institution knows */
    name: z.string(),
    organisation: z.string(),
    recipient: z.string().nullable(),
    /** SHA-256 of the public key, to be compared aloud */
    fingerprint: z.string(),
  }),
  z.object({
    kind: z.literal('certificate'),
    certificate: certificateView,
    /** from the certificate's own issuer up to the root */
    chain: z.array(certificateView),
    /** whether the root on top is trusted in this workspace */
    trusted: z.boolean(),
    recipient: z.string().nullable(),
  }),
]);

/** The key that is open: whose, and until when unless something is signed before. */
const unlockedKey = z.object({ holder: z.string(), organisation: z.string(), path: z.string(), until: z.string() });

export const identityMethods = {
  /**
   * The institution's own root and signer in one key file at `path`, and the root's certificate beside it. `years`:
   * how long the root holds. Errors: identity/exists, identity/weak-passphrase.
   */
  'identities.createInstitution': method(
    'job',
    z.strictObject({ name, path, passphrase, keyType: keyType.optional(), years: z.int().min(1).max(longestYears.root).optional() }),
    z.object({ path: z.string(), rootPath: z.string(), certificate: certificateView, root: certificateView }),
    'secretary',
  ),
  /** A key file for a member, made by the institution. Errors: identity/exists, identity/weak-passphrase, identity/bad-passphrase, identity/no-institution, identity/reserved-name. */
  'identities.issue': method(
    'job',
    z.strictObject({
      personId: uuid,
      path,
      passphrase,
      institutionPath,
      /** absent: the same as the member's */
      institutionPassphrase: passphrase.optional(),
      keyType: keyType.optional(),
      years: z.int().min(1).max(longestYears.member).optional(),
    }),
    z.object({ path: z.string(), certificate: certificateView }),
    'secretary',
  ),
  'identities.list': method(
    'read',
    nothing,
    z.array(
      certificateView.extend({
        identityId: uuid,
        holder: z.string(),
        kind: z.enum(['root', 'institution', 'member']),
        personId: uuid.nullable(),
        recipient: z.string().nullable(),
        createdAt: z.string(),
        /** where the key file (of a root: the certificate) was written by this machine; null where it was not */
        path: z.string().nullable(),
        /** whether it still lies there */
        there: z.boolean(),
        revokedAt: z.string().nullable(),
        revokedReason: z.string().nullable(),
      }),
    ),
    'anyone',
  ),
  /** A key on the member's own machine, and the request for its certificate beside it. Errors: identity/exists, identity/weak-passphrase. */
  'identities.request': method(
    'job',
    z.strictObject({ name, organisation, path, passphrase, keyType: keyType.optional() }),
    z.object({ path: z.string(), requestPath: z.string(), recipient: z.string(), fingerprint: z.string() }),
    'machine',
  ),
  /** What a file is, before anything is done with it; `above`: certificates of authorities that it leaves out. Errors: identity/bad-request, identity/not-a-certificate, identity/open-chain. */
  'identities.look': method('job', z.strictObject({ path, above: z.array(path).max(10).optional() }), identityFile, 'machine'),
  /** The institution's answer to a request. Errors: identity/exists, identity/bad-request, identity/bad-passphrase, identity/no-institution. */
  'identities.answer': method(
    'job',
    z.strictObject({
      personId: uuid,
      request: path,
      path,
      institutionPath,
      institutionPassphrase: passphrase,
      years: z.int().min(1).max(longestYears.member).optional(),
    }),
    z.object({ path: z.string(), certificate: certificateView }),
    'secretary',
  ),
  /** Puts the answer to the key that waits for it. Errors: identity/unreadable, identity/not-a-certificate, identity/bad-passphrase, identity/other-key. */
  'identities.accept': method(
    'job',
    z.strictObject({ path, passphrase, answer: path }),
    z.object({ path: z.string(), certificate: certificateView, recipient: z.string() }),
    'machine',
  ),
  /** What one's own key file holds. Errors: identity/unreadable, identity/bad-passphrase. */
  'identities.inspect': method(
    'job',
    z.strictObject({ path, passphrase }),
    z.object({
      certificate: certificateView,
      chain: z.array(certificateView),
      certificatePem: z.string(),
      recipient: z.string().nullable(),
    }),
    'machine',
  ),
  /**
   * The public part of one's own key file, for the institution to put on record: certificates, and a request signed
   * by the key that says where files are sealed to. Errors: identity/exists, identity/unreadable, identity/bad-passphrase.
   */
  'identities.handOver': method(
    'job',
    z.strictObject({ path, passphrase, certificatePath: path }),
    z.object({ path: z.string(), certificate: certificateView, recipient: z.string().nullable() }),
    'machine',
  ),
  /**
   * A certificate of another authority on record for a member. `recipient`: where files are sealed to; absent: as the
   * file itself says. `trust`: the fingerprint of its root, as somebody compared it. Errors: identity/untrusted-root,
   * identity/not-a-certificate, identity/open-chain, identity/expired, identity/reserved-name, exchange/bad-recipient.
   */
  'identities.register': method(
    'job',
    z.strictObject({
      personId: uuid,
      certificate: path,
      above: z.array(path).max(10).optional(),
      recipient: z.string().max(200).optional(),
      trust: z.string().max(100).optional(),
    }),
    z.object({ certificate: certificateView, root: certificateView }),
    'secretary',
  ),
  /** asks for the passphrase once: until ten minutes after the last signature the key signs without it, for whom it was opened */
  'identities.unlock': method('job', z.strictObject({ path, passphrase }), unlockedKey, 'machine'),
  'identities.unlockedKey': method(
    'read',
    nothing,
    unlockedKey.nullable(),
    // whose key is open only who opened it is told
    'machine',
  ),
  'identities.lock': method('job', nothing, z.strictObject({}), 'machine'),
  /**
   * Who sits at a laptop on which tasks of several people were opened: that the key file is this person's, and that who
   * sits here can open it. Nothing is kept. Errors: identity/not-on-record, identity/other-person, identity/revoked,
   * identity/unreadable, identity/bad-passphrase.
   */
  'identities.prove': method('job', z.strictObject({ personId: uuid, path, passphrase }), z.object({ name: z.string() }), 'machine'),
  'identities.revoke': method('write', z.strictObject({ identityId: uuid, reason }), z.object({ revokedAt: z.string() }), 'secretary'),
  /** The institution's signed list of what it took back (X.509 CRL), for readers outside this program. Errors: identity/exists, identity/no-institution, identity/bad-passphrase. */
  'identities.exportRevoked': method(
    'job',
    z.strictObject({ path, institutionPath, institutionPassphrase: passphrase }),
    z.object({ path: z.string(), revoked: count }),
    'secretary',
  ),
} as const;
