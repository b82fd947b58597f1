/** Answers of read methods, as screens use them. */
import { useQueries as useAll, useQuery as useOne, type UseQueryResult } from '@tanstack/react-query';
import type { Input, Output } from '../../domain/contract/api.ts';
import { asApiError, type ApiError } from '../client/api.ts';
import type { ReadMethod } from './affected.ts';
import { queryClient, queryOf } from './query-client.ts';

export interface QueryResult<T> {
  value: T | undefined;
  error: ApiError | undefined;
  waiting: boolean;
}

/** Refusals that take back what was shown before. */
const withdrawn = new Set(['score/not-visible', 'conflict/recused', 'call/not-allowed', 'person/replaced']);

function resultOf<T>({ data, error, isFetching }: Pick<UseQueryResult<T>, 'data' | 'error' | 'isFetching'>): QueryResult<T> {
  const refusal = error === null ? undefined : asApiError(error);
  return { value: refusal && withdrawn.has(refusal.code) ? undefined : data, error: refusal, waiting: isFetching };
}

/** The answer to one question; null asks nothing. */
export function useQuery<M extends ReadMethod>(method: M, payload: Input<M> | null): QueryResult<Output<M>> {
  const asked =
    payload === null
      ? { queryKey: [method, null] as const, queryFn: () => Promise.reject<Output<M>>(new Error(method)), enabled: false }
      : queryOf(method, payload);
  return resultOf(useOne<Output<M>, Error, Output<M>, readonly [M, Input<M> | null]>(asked, queryClient));
}

/** The answers to the same question about many things, in their order. */
export function useQueries<M extends ReadMethod>(method: M, payloads: readonly Input<M>[]): QueryResult<Output<M>>[] {
  return useAll({ queries: payloads.map((payload) => queryOf(method, payload)) }, queryClient).map((one) => resultOf<Output<M>>(one));
}
