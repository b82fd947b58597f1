/**
 * The one door: finds the method, parses what came in, runs the handler — a write inside one immediate
 * transaction — and always answers a Result. Hosts add nothing to it.
 */
import { api, isMethod, needsKey, type MethodName, type Output, type Parsed, type Progress } from '../../../domain/contract/api.ts';
import { Refusal, type AppError, type ErrorDetails, type Result } from '../../../domain/result.ts';
import { placeText, problemText, shapeText } from '../../../domain/eligibility/wording.ts';
import type { Language, TextParams, Translate } from '../../../domain/text.ts';
import { asRefusal, type ReadStore, type WriteStore } from '../../../db/store/open.ts';
import { isBounded } from './payload.ts';
import { actAs, type Act } from './act.ts';
import type { Call, Session } from './session.ts';
import { translator, translatorOf } from './texts.ts';
import { genesis, getChainHead, getEvent, getLastEvent, listEntitiesAfter } from '../../../db/queries/events.ts';
import { checkActor, hideRecused, secretary } from './access.ts';
import { watchOthers } from './others.ts';

type Handler<M extends MethodName> = {
  read: (store: ReadStore, input: Parsed<M>, call: Call) => Output<M> | Promise<Output<M>>;
  write: (tx: WriteStore, input: Parsed<M>, call: Call) => Output<M>;
  job: (call: Call, input: Parsed<M>) => Promise<Output<M>>;
  device: (call: Call, input: Parsed<M>) => Promise<Output<M>>;
}[(typeof api)[M]['kind']];

export type Handlers = { readonly [M in MethodName]: Handler<M> };

export interface Request {
  readonly method: string;
  readonly payload: unknown;
  readonly language: Language;
  /** a name for long work, by which it reports progress and can be cancelled */
  readonly job?: string | undefined;
  /** for whom it acts: a person's id; absent: the secretary, on the institution's machine */
  readonly actor?: string | undefined;
}

/** A committed write: the last event, and what was touched since the write told before; null where that is too much to name. */
export interface WriteNotice {
  readonly seq: number;
  readonly at: string;
  readonly entities: readonly string[] | null;
}

/** How a call went, without anything of what it was about. */
export interface CallNotice {
  /** null: no method of the contract */
  readonly method: MethodName | null;
  readonly kind: (typeof api)[MethodName]['kind'] | null;
  readonly ms: number;
  /** of the refusal; null: it was answered */
  readonly code: string | null;
  /** what was thrown that is no refusal */
  readonly fault?: unknown;
}

/** More things than these are told as "anything". */
const mostEntities = 200;

export interface Dispatch {
  call(request: Request): Promise<Result<unknown>>;
  /** false when no such job is under way */
  cancel(job: string): boolean;
  onProgress(listener: (event: Progress) => void): () => void;
  /** called after every call that changed something, also after one that failed half way, and when another process has written */
  onWrite(listener: (notice: WriteNotice) => void): () => void;
  /** called after every call */
  onAnswer(listener: (notice: CallNotice) => void): () => void;
  /** names of the jobs that are under way */
  busy(): readonly string[];
  /** when the job of that name has been answered; at once when there is none */
  ended(job: string): Promise<void>;
}

/** Details of a refusal as what fills its sentence. */
export function textParams(details: ErrorDetails): TextParams {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : Array.isArray(value) ? value.join('、') : String(value),
    ]),
  );
}

/** The system does not say of every file which one it is: then it is the one that was asked for. */
function withPath(known: unknown, payload: unknown): unknown {
  if (!(known instanceof Refusal) || known.code !== 'file/unusable' || known.details['path'] !== '') return known;
  return typeof payload === 'object' && payload !== null && 'path' in payload
    ? new Refusal('file/unusable', { ...known.details, path: payload.path })
    : known;
}

/** Puts a thrown thing into the words of the reader: of a language, or spoken of those whom a call is about. What is no refusal is a fault of the program. */
export function toAppError(thrown: unknown, reader: Language | Translate, payload?: unknown): AppError {
  const t = typeof reader === 'string' ? translator(reader) : reader;
  const known = withPath(asRefusal(thrown), payload);
  const refusal =
    known instanceof Refusal ? known : new Refusal('call/internal', { cause: known instanceof Error ? known.message : String(known) });
  // what is wrong with a scheme or rubric, and how a field is filled in, are messages of their own inside the sentence
  const problem = problemText(refusal.details, t);
  const shape = shapeText(refusal.details, t);
  const place = placeText(refusal.code, refusal.details, t);
  const params = { ...textParams(refusal.details), ...(shape !== '' && { shape }), ...(place !== '' && { place }) };
  return {
    code: refusal.code,
    message: t(`error.${refusal.code}`, problem === '' ? params : { ...params, problem }),
    details: refusal.details,
  };
}

/** So many places are named where a payload is wrong: whoever mends them asks again. */
const mostProblems = 20;

export function createDispatch(session: Session, handlers: Handlers): Dispatch {
  const jobs = new Map<string, AbortController>();
  const waiting = new Map<string, (() => void)[]>();
  const progressListeners = new Set<(event: Progress) => void>();
  const writeListeners = new Set<(notice: WriteNotice) => void>();
  const answerListeners = new Set<(notice: CallNotice) => void>();
  let stopWatching: (() => void) | undefined;
  /** the last event that the listeners know of; null before the first call, and where the store could not be read */
  let told: { readonly seq: number; readonly hash: string } | null = null;

  /** Called before each call, so that what is there already is not told as new, and what another process wrote since is. */
  function noteHead(): void {
    if (told !== null || writeListeners.size === 0) return;
    try {
      told = getChainHead(session.store.read) ?? { seq: 0, hash: genesis };
    } catch {
      // a store that does not open may be restored by this very call: then anything has changed
    }
  }

  /** What happened since the last telling; null where that is too much to name, the workspace where its history is another. */
  function touchedSince(): readonly string[] | null {
    if (told === null) return null;
    const { seq, hash } = told;
    if (seq > 0 && getEvent(session.store.read, seq)?.hash !== hash) return ['workspace'];
    const recorded = listEntitiesAfter(session.store.read, seq, mostEntities + 1);
    return recorded.length > mostEntities ? null : recorded;
  }

  function notifyWrite(touched: ReadonlySet<string>): void {
    if (writeListeners.size === 0) return;
    const head = getChainHead(session.store.read) ?? { seq: 0, hash: genesis };
    if (head.hash === told?.hash && touched.size === 0) return;
    const recorded = touchedSince();
    const last = getLastEvent(session.store.read);
    told = head;
    const entities = recorded && [...recorded, ...touched];
    for (const listener of writeListeners) listener({ seq: told.seq, at: last?.at ?? session.now(), entities });
  }

  async function run(method: MethodName, payload: unknown, actor: string, given: Omit<Call, keyof Act>): Promise<unknown> {
    const { kind, in: schema } = api[method];
    if (!isBounded(payload)) throw new Refusal('call/bad-payload', { method, where: ['.'], problems: [{ path: '', code: 'too_big' }] });
    const parsed = schema.safeParse(payload);
    if (!parsed.success) {
      const problems = parsed.error.issues.slice(0, mostProblems).map((issue) => ({ path: issue.path.join('.'), code: issue.code }));
      throw new Refusal('call/bad-payload', { method, where: problems.map((problem) => problem.path || '.'), problems });
    }
    const handler = handlers[method] as (first: unknown, second: unknown, third?: unknown) => unknown;
    const call = (): Call => ({ ...given, ...actAs(actor, session.now()) });
    const shown = (value: unknown) => (actor === secretary ? value : hideRecused(session.store.read, method, actor, value));
    if (kind !== 'write') checkActor(() => session.store.read, method, parsed.data, actor);
    // the store asks for the key itself; files beside it must not be written, or said to be empty, without
    if (kind === 'device' && needsKey(method)) void session.key;
    if (kind === 'device') return handler(call(), parsed.data);
    if (kind === 'job') return shown(await handler(call(), parsed.data));
    if (kind === 'read') return shown(await handler(session.store.read, parsed.data, call()));
    return session.store.write((tx) => {
      checkActor(() => tx, method, parsed.data, actor);
      // the clock is read here, so that time does not run backwards in the record while a write waits for another
      return handler(tx, parsed.data, call());
    });
  }

  /** What was written is told even where the call failed afterwards: a job writes more than once. Another process may have written, too. */
  async function runAndTell(method: MethodName, payload: unknown, actor: string, given: Omit<Call, keyof Act | 'touch'>): Promise<unknown> {
    const touched = new Set<string>();
    const touching = { ...given, touch: (entity: string) => void touched.add(entity) };
    // what is about this machine alone leaves the store closed
    const isOfStore = api[method].kind !== 'device';
    if (isOfStore) noteHead();
    try {
      return await run(method, payload, actor, touching);
    } finally {
      try {
        if (isOfStore || touched.size > 0) notifyWrite(touched);
      } catch {
        // what was done stays done where the windows cannot be told of it; they ask anew once the store opens again
        told = null;
      }
    }
  }

  /** What others wrote was told at the next question, which a window that stands still does not ask. */
  function tellOthers(): void {
    if (told === null) noteHead();
    else notifyWrite(new Set());
  }

  function tellAnswer(method: string, began: number, code: string | null, fault?: unknown): void {
    const known = isMethod(method) ? method : null;
    const kind = known && api[known].kind;
    const ms = Math.round(performance.now() - began);
    for (const listener of answerListeners) listener({ method: known, kind, ms, code, ...(fault !== undefined && { fault }) });
  }

  return {
    async call({ method, payload, language, job, actor = secretary }) {
      const began = performance.now();
      const controller = new AbortController();
      const t = translatorOf(() => session.store.read, language, payload);
      try {
        if (!isMethod(method)) throw new Refusal('call/unknown-method', { method });
        if (job !== undefined) jobs.set(job, controller);
        const given: Omit<Call, keyof Act | 'touch'> = {
          session,
          language,
          t,
          signal: controller.signal,
          progress(done, total, label) {
            if (job !== undefined) for (const listener of progressListeners) listener({ job, done, total, label });
          },
        };
        const value = await runAndTell(method, payload, actor, given);
        tellAnswer(method, began, null);
        return { ok: true, value };
      } catch (error) {
        const thrown = controller.signal.aborted && !(error instanceof Refusal) ? new Refusal('call/cancelled') : error;
        const told = toAppError(thrown, t, payload);
        tellAnswer(method, began, told.code, told.code === 'call/internal' ? thrown : undefined);
        return { ok: false, error: told };
      } finally {
        if (job !== undefined) {
          jobs.delete(job);
          for (const wake of waiting.get(job) ?? []) wake();
          waiting.delete(job);
        }
      }
    },
    cancel(job) {
      const controller = jobs.get(job);
      controller?.abort();
      return controller !== undefined;
    },
    onProgress(listener) {
      progressListeners.add(listener);
      return () => progressListeners.delete(listener);
    },
    onWrite(listener) {
      writeListeners.add(listener);
      stopWatching ??= watchOthers(session, tellOthers);
      return () => {
        writeListeners.delete(listener);
        if (writeListeners.size > 0) return;
        stopWatching?.();
        stopWatching = undefined;
      };
    },
    onAnswer(listener) {
      answerListeners.add(listener);
      return () => answerListeners.delete(listener);
    },
    busy: () => [...jobs.keys()],
    async ended(job) {
      if (jobs.has(job)) await new Promise<void>((wake) => waiting.set(job, [...(waiting.get(job) ?? []), wake]));
    },
  };
}
