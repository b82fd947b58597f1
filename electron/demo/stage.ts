/** What every act of the demo plays with. */
import type { Input, MethodName, Output } from '../../domain/contract/api.ts';
import type { Language, Translate } from '../../domain/text.ts';
import type { Host } from '../services/host.ts';
import { translator } from '../services/session/texts.ts';

export interface Stage {
  readonly host: Host;
  readonly language: Language;
  /** where documents, keys and files go */
  readonly folder: string;
  readonly t: Translate;
  readonly call: <M extends MethodName>(method: M, payload: Input<M>) => Promise<Output<M>>;
  /** the code with which a call is refused; '' when it is not */
  readonly refusal: <M extends MethodName>(method: M, payload: Input<M>) => Promise<string>;
  readonly say: (key: string, params?: Record<string, string | number>) => void;
  readonly check: (key: string, held: boolean, params?: Record<string, string | number>) => void;
}

export interface Member {
  readonly personId: string;
  readonly name: string;
}

export type Park = Output<'packages.import'>['imported'][number];

/** The round as the acts hand it on. */
export interface Played {
  readonly roundId: string;
  readonly parks: ReadonlyMap<string, Park>;
  readonly panel: readonly Member[];
  /** who keeps away from which park */
  readonly recused: { readonly personId: string; readonly applicationId: string };
}

export function idOf(parks: Played['parks'], name: string): string {
  return parks.get(name)?.applicationId ?? '';
}

export function setStage(given: Pick<Stage, 'host' | 'language' | 'folder' | 'say' | 'check'>): Stage {
  const { host, language } = given;
  return {
    ...given,
    t: translator(language),
    async call(method, payload) {
      const answer = await host.dispatch.call({ method, payload, language });
      if (!answer.ok) throw new Error(`${method} ${answer.error.code}: ${answer.error.message} ${JSON.stringify(answer.error.details)}`);
      return answer.value as never;
    },
    async refusal(method, payload) {
      const answer = await host.dispatch.call({ method, payload, language });
      return answer.ok ? '' : answer.error.code;
    },
  };
}
