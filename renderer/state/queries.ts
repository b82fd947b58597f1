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

function resultOf<T>({ data, error, isFetching }: Pick<UseQueryResult<T>, 'data' | 'error' | 'isFetching'>): QueryResult<T> {
  return { value: data, error: error === null ? undefined : asApiError(error), waiting: isFetching };
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
