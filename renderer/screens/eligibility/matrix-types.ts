import type { Output } from '../../../domain/contract/api.ts';

/** The parks of one type against its conditions. */
export type MatrixGroup = Output<'eligibility.matrix'>['groups'][number];
export type MatrixPark = MatrixGroup['parks'][number];
export type MatrixCell = MatrixPark['cells'][number];

/** A condition of a group with its place in every park's cells. */
export type MatrixCondition = MatrixGroup['conditions'][number] & { readonly at: number };
