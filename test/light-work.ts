/**
 * Keys under passphrases cost a second each on purpose. Tests make some hundreds of them: here each costs next to nothing.
 * Files say their own cost, so that all else is as it is; that real ones cost what they should is tested in test/io/crypto/identity.
 */
import { vi } from 'vitest';

vi.mock('../electron/io/crypto/work.ts', () => ({ keyFileRounds: 1_000, sealedFileWork: 10 }));
