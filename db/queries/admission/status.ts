/** 申报状态: rows of applications of which something was decided at the door, or that were withdrawn. */
import type { ApplicationStatus } from '../../../domain/application/status.ts';
import type { ReadStore } from '../../store/open.ts';
import { applicationStatus } from '../../schema/schema.ts';
import { deleteFrom, rowBy, rowsOfRound, upsertInto } from '../rows.ts';

export type StatusRow = typeof applicationStatus.$inferSelect;

export const getStatus = rowBy(applicationStatus, ['applicationId']);

export const listStatuses = rowsOfRound(applicationStatus);

export const upsertStatus = upsertInto(applicationStatus);

export const deleteStatus = deleteFrom(applicationStatus, ['applicationId']);

export function statusOf(store: ReadStore, applicationId: string): ApplicationStatus {
  return getStatus(store, applicationId)?.status ?? 'open';
}
