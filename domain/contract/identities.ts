/** The contract of identities (身份): the institution's root, its members' certificates, requests and revocation. */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { method, name, nothing, passphrase, path, reason } from './method.ts';

export const certificateView = z.object({ subject: z.string(), issuer: z.string(), fingerprint: z.string(), notBefore: z.string(), notAfter: z.string() });

export const identityMethods = {
  'identities.createInstitution': method('job', z.strictObject({ name, path, passphrase }), z.object({ path: z.string(), rootPath: z.string(), certificate: certificateView })),
  'identities.issue': method(
    'job',
    z.strictObject({
      personId: uuid,
      path,
      passphrase,
      /** absent: the key file that createInstitution wrote, under the same passphrase */
      institutionPath: path.optional(),
      institutionPassphrase: passphrase.optional(),
    }),
    z.object({ path: z.string(), certificate: certificateView }),
  ),
  'identities.list': method(
    'read',
    nothing,
    z.array(certificateView.extend({ identityId: uuid, holder: z.string(), kind: z.enum(['root', 'institution', 'member']), personId: uuid.nullable(), recipient: z.string().nullable(), revokedAt: z.string().nullable() })),
  ),
  'identities.request': method('job', z.strictObject({ name, organisation: z.string().trim().max(200), path, passphrase }), z.object({ path: z.string(), requestPath: z.string(), recipient: z.string() })),
  'identities.answer': method(
    'job',
    z.strictObject({ personId: uuid, request: path, path, institutionPath: path.optional(), institutionPassphrase: passphrase }),
    z.object({ path: z.string(), certificate: certificateView }),
  ),
  'identities.accept': method('job', z.strictObject({ path, passphrase, answer: path }), z.object({ path: z.string(), certificate: certificateView, recipient: z.string() })),
  'identities.inspect': method(
    'job',
    z.strictObject({ path, passphrase }),
    z.object({ certificate: certificateView, chain: z.array(certificateView), certificatePem: z.string(), recipient: z.string().nullable() }),
  ),
  'identities.register': method(
    'job',
    z.strictObject({ personId: uuid, certificate: path, recipient: z.string().max(200).optional(), trust: z.string().max(100).optional() }),
    z.object({ certificate: certificateView, root: certificateView }),
  ),
  'identities.revoke': method('write', z.strictObject({ identityId: uuid, reason }), z.object({ revokedAt: z.string() })),
} as const;
