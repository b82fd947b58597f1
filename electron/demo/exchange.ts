/** The part of the demonstration that leaves the machine: a task file, an expert's own laptop, and what it gives back. */
import { join } from 'node:path';
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import type { Language } from '../../domain/text.ts';
import { openHost } from '../services/host.ts';

interface Carried {
  readonly folder: string;
  readonly language: Language;
  readonly personId: string;
  readonly applicationId: string;
  readonly key: { readonly identity: string; readonly passphrase: string };
  readonly institution: { readonly institutionPath: string; readonly institutionPassphrase: string };
  readonly opinion: string;
  readonly office: <M extends MethodName>(method: M, payload: Input<M>) => Promise<Output<M>>;
}

/** Whether the sheet on the laptop bears the office's seal, and what was written there came home, once. */
export async function carryByFile({
  folder,
  language,
  personId,
  applicationId,
  key,
  institution,
  opinion,
  office,
}: Carried): Promise<boolean> {
  const task = join(folder, 'expert-1.pptask');
  const back = join(folder, 'expert-1.ppreturn');
  await office('exchange.issue', { personId, path: task, ...institution });
  const { session, dispatch } = openHost(join(folder, 'laptop'));
  try {
    const laptop = async <M extends MethodName>(method: M, payload: Input<M>): Promise<Output<M>> => {
      const answer = await dispatch.call({ method, payload, language, actor: method === 'exchange.open' ? undefined : personId });
      if (!answer.ok) throw new Error(`${method} ${answer.error.code}: ${answer.error.message}`);
      return answer.value as Output<M>;
    };
    await laptop('exchange.open', { path: task, ...key });
    const sheet = { personId, applicationId };
    const [there, here] = [await laptop('scores.get', sheet), await office('scores.get', sheet)];
    await laptop('opinions.set', { ...sheet, text: opinion, recommendation: 'recommend' });
    await laptop('exchange.return', { personId, path: back, ...key });
    const first = await office('exchange.merge', { paths: [back], ...institution });
    const again = await office('exchange.merge', { paths: [back], ...institution });
    const brought = await office('opinions.get', sheet);
    return (
      there.digest !== null &&
      there.digest === here.digest &&
      first.merged[0]?.came === 1 &&
      again.alreadyThere.length === 1 &&
      brought?.text === opinion
    );
  } finally {
    session.release();
  }
}
