/**
 * Answers of read methods, shared by all screens and asked again after every write of any window. An old
 * answer stays on screen while the new one is on its way.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Api, Input, MethodName, Output } from '../../domain/contract/api.ts';
import { asApiError, call, type ApiError } from '../client/api.ts';

/** Methods that change nothing: reads, and what of the device is read from files alone. */
type ReadMethod = { [M in MethodName]: Api[M]['kind'] extends 'read' ? M : never }[MethodName] | 'workspace.backups' | 'minutes.unsaved';

interface Kept {
  value?: unknown;
  error?: ApiError;
  /** the revision this answer, or the question under way, belongs to */
  revision: number;
  waiting: boolean;
}

interface Queries {
  /** grows with each write that any window made */
  revision: number;
  kept: Readonly<Record<string, Kept>>;
}

export interface QueryResult<T> {
  value: T | undefined;
  error: ApiError | undefined;
  waiting: boolean;
}

const useQueryStore = create<Queries>(() => ({ revision: 0, kept: {} }));
const settle = 120;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Makes every answer stale. Writes come in bursts (an import), so the asking waits for a short calm. */
export function invalidate(): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    useQueryStore.setState((now) => ({ revision: now.revision + 1 }));
  }, settle);
}

/** Forgets all answers; after a change of language or of the whole store. */
export function clearQueries(): void {
  useQueryStore.setState((now) => ({ revision: now.revision + 1, kept: {} }));
}

function keyOf(method: string, payload: unknown): string {
  return `${method} ${JSON.stringify(payload)}`;
}

function keep(key: string, change: Partial<Kept>): void {
  useQueryStore.setState((now) => ({ kept: { ...now.kept, [key]: { revision: 0, waiting: false, ...now.kept[key], ...change } } }));
}

/** Asks before a screen does: its answer, or the question under way, is there when the screen comes to it. */
export async function prefetch<M extends ReadMethod>(method: M, payload: Input<M>): Promise<Output<M> | undefined> {
  await ask(method, payload, useQueryStore.getState().revision);
  return resultOf<M>(useQueryStore.getState().kept[keyOf(method, payload)]).value;
}

async function ask<M extends ReadMethod>(method: M, payload: Input<M>, revision: number): Promise<void> {
  const key = keyOf(method, payload);
  const kept = useQueryStore.getState().kept[key];
  if (kept && kept.revision >= revision) return;
  keep(key, { revision, waiting: true });
  const current = (): boolean => useQueryStore.getState().kept[key]?.revision === revision;
  try {
    const value: unknown = await call(method, payload);
    // an answer that a newer question has overtaken is dropped
    if (current()) useQueryStore.setState((now) => ({ kept: { ...now.kept, [key]: { value, revision, waiting: false } } }));
  } catch (thrown) {
    if (current()) keep(key, { error: asApiError(thrown), waiting: false });
  }
}

function resultOf<M extends ReadMethod>(kept: Kept | undefined): QueryResult<Output<M>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key names the method whose answer was kept
  return { value: kept?.value as Output<M> | undefined, error: kept?.error, waiting: kept === undefined || kept.waiting };
}

/** The answer to one question; null asks nothing. */
export function useQuery<M extends ReadMethod>(method: M, payload: Input<M> | null): QueryResult<Output<M>> {
  const key = payload === null ? null : keyOf(method, payload);
  const revision = useQueryStore((now) => now.revision);
  const kept = useQueryStore((now) => (key === null ? undefined : now.kept[key]));
  useEffect(() => {
    if (payload !== null) void ask(method, payload, revision);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key stands for method and payload
  }, [key, revision]);
  return key === null ? { value: undefined, error: undefined, waiting: false } : resultOf<M>(kept);
}

/** The answers to the same question about many things, in their order. */
export function useQueries<M extends ReadMethod>(method: M, payloads: readonly Input<M>[]): QueryResult<Output<M>>[] {
  const keys = payloads.map((payload) => keyOf(method, payload));
  const revision = useQueryStore((now) => now.revision);
  const kept = useQueryStore(useShallow((now) => keys.map((key) => now.kept[key])));
  const all = keys.join('\n');
  useEffect(() => {
    for (const payload of payloads) void ask(method, payload, revision);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the keys stand for method and payloads
  }, [all, revision]);
  return kept.map((one) => resultOf<M>(one));
}
