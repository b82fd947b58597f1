/**
 * 工作区口令: the key of a workspace is 32 random bytes; the passphrase only wraps it (scrypt, then AES-256-GCM), so that a passphrase is
 * changed without a file being written anew. The wrapped key is a small file beside the store. A recovery file holds the key as it is.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../domain/result.ts';
import type { WorkspaceKey } from './encrypted-file.ts';

export const keyName = 'workspace-key.json';
/** what of the settings is nobody's business while the workspace is locked; only an encrypted workspace has it */
export const privateSettingsName = 'settings.private';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/);
const bytesOf = (length: number) => base64.refine((text) => Buffer.from(text, 'base64').length === length);

/** 2^17 · 8 · 128 bytes: 128 MB and about half a second for each guess. */
const cost = { n: 131_072, r: 8, p: 1 };
/** what a file may ask of the machine that opens it */
const dearest = { n: 2 ** 20, memory: 1.5 * 1024 ** 3 };

const keyFile = z.strictObject({
  format: z.literal('parkpanel-workspace-key'),
  version: z.literal(1),
  /** of the key, whatever it is wrapped by */
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  scrypt: z.strictObject({
    n: z.int().min(2).max(dearest.n),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(16),
    salt: bytesOf(32),
  }),
  aes256gcm: z.strictObject({ nonce: bytesOf(12), key: bytesOf(32), tag: bytesOf(16) }),
  /** of all above, so that damage is not taken for a wrong passphrase; the first files had none */
  check: z.string().optional(),
});
export type KeyFile = z.infer<typeof keyFile>;

const recoveryFile = z.strictObject({
  format: z.literal('parkpanel-recovery'),
  version: z.literal(1),
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  key: base64,
  check: z.string(),
});

/** The key file of a workspace; null where it is plain. @throws workspace/key-damaged, also where it is gone from an encrypted one */
export function readWrappedKey(dir: string): KeyFile | null {
  let text: string;
  try {
    text = readFileSync(join(dir, keyName), 'utf8');
  } catch (error) {
    // what is no folder has no key either; opening the store says so
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))) throw error;
    return existsSync(join(dir, privateSettingsName)) ? refuse('workspace/key-damaged', { path: join(dir, keyName) }) : null;
  }
  const path = join(dir, keyName);
  try {
    const file = keyFile.parse(JSON.parse(text));
    const { n, r } = file.scrypt;
    const isWhole = file.check === undefined || file.check === checkOfFile(file);
    return isWhole && 128 * n * r <= dearest.memory ? file : refuse('workspace/key-damaged', { path });
  } catch {
    return refuse('workspace/key-damaged', { path });
  }
}

export function newKey(): WorkspaceKey {
  return new Uint8Array(randomBytes(32));
}

/** Names a key without telling it. */
export function keyIdOf(key: WorkspaceKey): string {
  return createHmac('sha256', key).update('parkpanel/key').digest('hex').slice(0, 32);
}

/** How a file is called that is named by its content: in an encrypted workspace not even whoever has the same file can tell that it is there. */
export function contentName(sha256: string, key: WorkspaceKey | null): string {
  return key === null ? sha256 : createHmac('sha256', key).update(`parkpanel/name/${sha256}`).digest('hex');
}

async function stretch(passphrase: string, { n, r, p, salt }: KeyFile['scrypt']): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // one keyboard composes a letter, another writes it whole
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, { N: n, r, p, maxmem: 2 * 128 * n * r }, (error, made) =>
      error ? reject(error) : resolve(made),
    );
  });
}

const checkOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function checkOfFile({ keyId, scrypt: { n, r, p, salt }, aes256gcm: { nonce, key, tag } }: Omit<KeyFile, 'check'>): string {
  return checkOf(JSON.stringify([keyId, n, r, p, salt, nonce, key, tag]));
}

const bound = ({ format, version, keyId, scrypt: stretched }: Omit<KeyFile, 'aes256gcm' | 'check'>): Buffer =>
  Buffer.from(JSON.stringify([format, version, keyId, stretched.n, stretched.r, stretched.p, stretched.salt]));

/** The text of a key file that opens by `passphrase`. */
export async function wrapKey(key: WorkspaceKey, passphrase: string): Promise<string> {
  const head = {
    format: 'parkpanel-workspace-key',
    version: 1,
    keyId: keyIdOf(key),
    scrypt: { ...cost, salt: randomBytes(32).toString('base64') },
  } as const;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, head.scrypt), nonce).setAAD(bound(head));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  const aes256gcm = {
    nonce: nonce.toString('base64'),
    key: wrapped.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
  const file = { ...head, aes256gcm };
  return `${JSON.stringify({ ...file, check: checkOfFile(file) } satisfies KeyFile, null, 2)}\n`;
}

/** @throws workspace/wrong-passphrase */
export async function unwrapKey(file: KeyFile, passphrase: string): Promise<WorkspaceKey> {
  const { nonce, key, tag } = file.aes256gcm;
  const stretched = await stretch(passphrase, file.scrypt);
  try {
    const cipher = createDecipheriv('aes-256-gcm', stretched, Buffer.from(nonce, 'base64')).setAAD(bound(file));
    cipher.setAuthTag(Buffer.from(tag, 'base64'));
    return new Uint8Array(Buffer.concat([cipher.update(Buffer.from(key, 'base64')), cipher.final()]));
  } catch {
    return refuse('workspace/wrong-passphrase');
  }
}

/** 恢复文件: whoever has it opens the workspace without a passphrase. */
export function recoveryText(key: WorkspaceKey): string {
  const text = Buffer.from(key).toString('base64');
  return `${JSON.stringify({ format: 'parkpanel-recovery', version: 1, keyId: keyIdOf(key), key: text, check: checkOf(text) }, null, 2)}\n`;
}

/** @throws workspace/not-a-recovery-file */
export function readRecovery(text: string, path: string): WorkspaceKey {
  try {
    const { key, check, keyId } = recoveryFile.parse(JSON.parse(text));
    const bytes = new Uint8Array(Buffer.from(key, 'base64'));
    if (check === checkOf(key) && bytes.length === 32 && keyIdOf(bytes) === keyId) return bytes;
  } catch {
    // said below
  }
  return refuse('workspace/not-a-recovery-file', { path });
}
