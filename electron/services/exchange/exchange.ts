/** 交换: what goes out to laptops and what comes back from them; a look into a file, and the list of all. */
import type { Output } from '../../../domain/contract/api.ts';
import type { ExchangeCheck, Manifest } from '../../../domain/exchange/manifest.ts';
import { Refusal } from '../../../domain/result.ts';
import { listExchangeFiles } from '../../../db/queries/exchange/files.ts';
import { getOpening } from '../../../db/queries/exchange/openings.ts';
import { getPerson } from '../../../db/queries/panel.ts';
import type { CmsStatus } from '../../io/signatures/signer.ts';
import { toAppError, type Handlers } from '../session/dispatch.ts';
import { countDocuments, judgeFile, listChecks, openKeyring } from './checks.ts';
import { requireRound } from '../session/lookups.ts';
import { certificateFacts } from '../identities/identities.ts';
import { isOffice } from '../session/access.ts';
import { exchangeIssueHandlers } from './issue.ts';
import { exchangeMergeHandlers } from './merge.ts';
import { exchangeOpenHandlers } from './open.ts';
import { exchangeReturnHandlers } from './return.ts';
import { pick } from '../../../domain/pick.ts';

export const exchangeHandlers = {
  ...exchangeIssueHandlers,
  ...exchangeOpenHandlers,
  ...exchangeReturnHandlers,
  ...exchangeMergeHandlers,

  async 'exchange.inspect'(call, input) {
    const { session, language, t } = call;
    const { path } = input;
    const held: ExchangeCheck[] = [];
    let manifest: Manifest | null = null;
    let bytes = 0;
    let signature: CmsStatus | null = null;
    let refused: { code: string; message: string } | null = null;
    try {
      const judged = await judgeFile(call, path, await openKeyring(input), null, {
        held: (check) => held.push(check),
        manifest: (read, size) => {
          manifest = read;
          bytes = size;
        },
        signature: (status) => (signature = status),
      });
      await session.blobs.discard(judged.staged);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = toAppError(error, language);
      refused = { code, message };
    }
    const signed = signature as CmsStatus | null;
    return {
      path,
      head: headOf(manifest, bytes),
      signer: signed?.signer ? certificateFacts(signed.signer) : null,
      root: signed?.root ? certificateFacts(signed.root) : null,
      checks: listChecks(held, refused !== null).map(({ check, ok }) => ({ check, ok, text: t(`exchange.check.${check}`) })),
      refused,
    };
  },

  'exchange.list'(store, { roundId }, { actor }) {
    requireRound(store, roundId);
    return listExchangeFiles(store, { roundId, ...(isOffice(store, actor) ? {} : { personId: actor }) }).map(
      ({ serial, direction, personId, path, bytes, at, manifestSha256 }) => ({
        serial,
        direction,
        personId,
        name: getPerson(store, personId)?.name ?? '',
        path,
        bytes,
        at,
        digest: manifestSha256,
        openedAt: direction === 'issued' ? getOpening(store, serial) : null,
      }),
    );
  },
} satisfies Partial<Handlers>;

function headOf(manifest: Manifest | null, bytes: number): Output<'exchange.inspect'>['head'] {
  if (!manifest) return null;
  const { round, from, to, owner } = manifest;
  return {
    ...pick(manifest, 'kind', 'serial', 'createdAt', 'program'),
    round: { roundId: round.id, name: round.name, schemeId: round.schemeId },
    from: { device: from.device, name: from.name },
    to: { name: to.name },
    personId: owner,
    documents: countDocuments(manifest),
    bytes,
  };
}
