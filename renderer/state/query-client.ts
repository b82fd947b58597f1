/**
 * The answers of read methods, kept for all screens. An answer stands until a write touches what it rests on; the old one
 * stays on screen while the new one is on its way. No React, so that the first questions are asked while it is being read.
 */
import { QueryClient, type Query } from '@tanstack/query-core';
import type { Input, Output } from '../../domain/contract/api.ts';
import { call } from '../client/api.ts';
import { isAffected, type ReadMethod } from './affected.ts';

/** How long an answer is kept that nothing on screen shows, in ms. */
const kept = 30 * 60 * 1000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: kept,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // the host is this machine: whether there is a network is of no matter
      networkMode: 'always',
    },
  },
});

export function queryOf<M extends ReadMethod>(method: M, payload: Input<M>) {
  return { queryKey: [method, payload] as const, queryFn: (): Promise<Output<M>> => call(method, payload) };
}

/** Asks before a screen does: its answer, or the question under way, is there when the screen comes to it. */
export async function prefetch<M extends ReadMethod>(method: M, payload: Input<M>): Promise<Output<M> | undefined> {
  await queryClient.prefetchQuery(queryOf(method, payload));
  return queryClient.getQueryData<Output<M>>([method, payload]);
}

/** Writes come in bursts (an import): the asking waits for so short a calm, in ms. */
const calm = 120;
let timer: ReturnType<typeof setTimeout> | undefined;
/** entities touched since the last asking; null once anything may have been */
let touched: string[] | null = [];

function isStale({ queryKey: [method, payload], state }: Query, entities: readonly string[] | null): boolean {
  // a question that waits for what it is about asks nothing yet
  if (payload === null) return false;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every question is made by queryOf
  return state.status === 'error' || isAffected(method as ReadMethod, payload as Input<ReadMethod>, entities);
}

function again({ queryKey }: Query): void {
  void queryClient.invalidateQueries({ queryKey, exact: true });
}

/** Asks again what rests on these entities and is on screen; null: anything may have been touched. A refusal is always asked again. */
export function invalidate(entities: readonly string[] | null): void {
  touched = entities === null || touched === null ? null : [...touched, ...entities];
  timer ??= setTimeout(() => {
    timer = undefined;
    const now = touched;
    touched = [];
    const stale = queryClient.getQueryCache().findAll({ predicate: (query) => isStale(query, now) });
    for (const query of stale) {
      // a question that has no answer yet is not asked twice at once: it is asked again when the first one is there
      if (query.state.data === undefined && query.state.fetchStatus === 'fetching')
        void query.promise?.catch(() => undefined).then(() => again(query));
    }
    for (const query of stale) again(query);
  }, calm);
}

/** Asks all answers anew, in another language: what is on screen stays until the new words are there, and with it what was typed. */
export function askAllAgain(): void {
  queryClient.removeQueries({ type: 'inactive' });
  void queryClient.invalidateQueries();
}

/** Forgets all answers, and asks anew for those on screen; after a change of person, or of the whole store. */
export function clearQueries(): void {
  void queryClient.resetQueries();
}
