/** A PDF judged, its pages drawn again where it says by which figures: runs in a reader process. */
import { redrawer } from '../../io/documents/redraw.ts';
import type { VerifyStatus } from '../../io/signatures/status.ts';
import { verifyPdf, type VerifyOptions } from '../../io/signatures/verify.ts';
import { translator } from '../session/texts.ts';

/** What can be said in a message to another process: where the fonts lie instead of how pages are compared. */
export interface VerifyOrder extends Omit<VerifyOptions, 'pages' | 'recompute'> {
  readonly fontFolder: string;
}

export async function verifyFile(bytes: Uint8Array, { fontFolder, ...options }: VerifyOrder): Promise<VerifyStatus> {
  return verifyPdf(bytes, { ...options, pages: redrawer({ fontFolder, translator }) });
}
