/**
 * The window's only way to the program: one typed call, one stream of events. What carries the bytes is
 * chosen once, by whether Electron's preload left its bridge on the page.
 */
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import type { Language } from '../../domain/text.ts';
import { ApiError, type Transport } from './transport.ts';
import { electronTransport } from './electron.ts';
import { loopbackTransport } from './loopback.ts';

export { ApiError, asApiError } from './transport.ts';
export type { HostEvent } from './transport.ts';

export const transport: Transport = window.parkpanel ? electronTransport(window.parkpanel) : loopbackTransport();

let language: Language = 'zh';

/** The language in which refusals, findings and verdicts are worded from now on. */
export function setLanguage(next: Language): void {
  language = next;
}

let actor: string | undefined;

/** For whom everything is asked from now on: a member of the panel, or null for the secretary. */
export function setActor(personId: string | null): void {
  actor = personId ?? undefined;
}

/** Where the bytes of a document, an export, a photo or a piece of evidence lie, for whoever acts now. */
export function addressOfFile(kind: 'documents' | 'exports' | 'photos' | 'thumbnails' | 'evidence', id: string): string {
  return `${kind}/${encodeURIComponent(id)}${actor ? `?actor=${encodeURIComponent(actor)}` : ''}`;
}

/**
 * Calls a method of the contract.
 * @throws ApiError with the program's code, or `window/unreachable` when the host gives no answer
 */
export async function call<M extends MethodName>(
  method: M,
  payload: Input<M>,
  options: { job?: string; signal?: AbortSignal } = {},
): Promise<Output<M>> {
  const { job, signal } = options;
  const cancel = (): void => {
    if (job) void transport.cancel(job).catch(() => undefined);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const answer = await transport.call(method, payload, job, language, actor).catch((cause: unknown) => {
      throw cause instanceof ApiError ? cause : new ApiError('window/unreachable', '', { cause: String(cause) });
    });
    if (!answer.ok) throw new ApiError(answer.error.code, answer.error.message, answer.error.details);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- dispatch answers by the same contract
    return answer.value as Output<M>;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
