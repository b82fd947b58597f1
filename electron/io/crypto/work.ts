/** How much work a guess at a passphrase takes. What was written says its own; these are for what is written from now on. */

/** Rounds of PBKDF2-HMAC-SHA-256 over a key file: OWASP's floor; also for the integrity check, which would else be the cheaper way in. */
export const keyFileRounds = 600_000;

/** Of scrypt over an exchange file, as a power of two: 128 MB and about a second; a file of gigabytes stays below 300 MB. */
export const sealedFileWork = 17;
