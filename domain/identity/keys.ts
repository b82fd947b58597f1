/** 密钥: the kinds of key that identities are made with, and how long certificates hold. */

/** ECDSA on P-256, or RSA of 3072 bits for readers that know nothing else. */
export const keyTypes = ['EC', 'RSA'] as const;
export type KeyType = (typeof keyTypes)[number];

/** Years that a certificate holds unless somebody says otherwise; nothing outlives the root above it. */
export const years = { root: 20, signer: 10, member: 5 } as const;
export const longestYears = { root: 30, member: 10 } as const;
