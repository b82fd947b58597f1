/**
 * 签名身份解锁: a key file opened once for a sitting. The passphrase is asked for once; after ten minutes without a
 * signature, or at a word, the key is forgotten. It serves only whom the call acted for when it was opened, is kept in
 * the memory of this process alone, and is never written anywhere.
 */
import type { Output, Parsed } from '../../../domain/contract/api.ts';
import { refuse } from '../../../domain/result.ts';
import { listIdentities } from '../../../db/queries/results.ts';
import type { OpenSigner, SignerKey } from '../../io/documents/signers.ts';
import type { Handlers } from '../session/dispatch.ts';
import { readKeyFile, requireInForce } from './identities.ts';
import type { Call, Session, UnlockedKey } from '../session/session.ts';

export const unlockMinutes = 10;

/** A key file with its passphrase, or the one that is open. */
type Wanted = NonNullable<Parsed<'reports.export'>['sign']>[number];

/** Ten minutes from now by the session's clock; the key itself is dropped by the machine's. */
function extend(session: Session): Pick<UnlockedKey, 'until' | 'forget'> {
  const forget = setTimeout(() => lock(session), unlockMinutes * 60_000);
  forget.unref();
  return { until: new Date(Date.parse(session.now()) + unlockMinutes * 60_000).toISOString(), forget };
}

function lock(session: Session): void {
  clearTimeout(session.unlocked?.forget);
  session.unlocked = null;
}

function current({ session, actor }: Pick<Call, 'session' | 'actor'>): UnlockedKey | undefined {
  if (session.unlocked && session.unlocked.until <= session.now()) lock(session);
  return session.unlocked?.actor === actor ? session.unlocked : undefined;
}

function view({ signer, organisation, path, until }: UnlockedKey): NonNullable<Output<'identities.unlockedKey'>> {
  return { holder: signer.holder, organisation, path, until };
}

async function open({ session }: Pick<Call, 'session'>, key: SignerKey): Promise<{ signer: OpenSigner; organisation: string }> {
  const [{ openSigner }, { viewCertificate }] = await Promise.all([
    import('../../io/documents/signers.ts'),
    import('../../io/crypto/identity.ts'),
  ]);
  const signer = await openSigner(key);
  const { fingerprint, notBefore, notAfter, organisation } = await viewCertificate(signer.identity.certificate);
  const known = listIdentities(session.store.read).find((one) => one.fingerprint === fingerprint);
  requireInForce(session, { notBefore, notAfter, revokedAt: known?.revokedAt ?? null });
  return { signer, organisation: organisation ?? '' };
}

/**
 * The signers that a call names, opened; one that names no key file is whoever sits here, whose time starts anew.
 * @throws identity/locked, identity/unreadable, identity/bad-passphrase, identity/expired, identity/revoked
 */
export async function openSigners(
  call: Pick<Call, 'session' | 'actor'>,
  wanted: readonly Wanted[],
): Promise<{ key: SignerKey; signer: OpenSigner }[]> {
  const opened: { key: SignerKey; signer: OpenSigner }[] = [];
  for (const { identity, passphrase, strokes } of wanted) {
    if (identity === undefined || passphrase === undefined) {
      const unlockedKey = current(call) ?? refuse('identity/locked', { minutes: unlockMinutes });
      clearTimeout(unlockedKey.forget);
      Object.assign(unlockedKey, extend(call.session));
      opened.push({ key: { ...unlockedKey.key, strokes }, signer: { ...unlockedKey.signer, strokes } });
    } else {
      const key = { p12: await readKeyFile(identity), passphrase, strokes };
      opened.push({ key, signer: (await open(call, key)).signer });
    }
  }
  return opened;
}

export const unlockedKeyHandlers = {
  async 'identities.unlock'(call, { path, passphrase }) {
    const { session, actor, touch } = call;
    lock(session);
    touch('unlocked');
    const key = { p12: await readKeyFile(path), passphrase };
    const unlocked: UnlockedKey = { actor, key, path, ...(await open(call, key)), ...extend(session) };
    session.unlocked = unlocked;
    return view(unlocked);
  },
  'identities.unlockedKey'(_store, _nothing, call) {
    const unlockedKey = current(call);
    return unlockedKey ? view(unlockedKey) : null;
  },
  // oxlint-disable-next-line typescript/require-await -- a job answers later by its kind
  async 'identities.lock'({ session, touch }) {
    lock(session);
    touch('unlocked');
    return {};
  },
} satisfies Partial<Handlers>;
