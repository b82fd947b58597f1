import type { Person } from '../../../domain/contract/api.ts';

/** Who is sent files: whoever has parks to read, and whoever visits them. */
export function isReader(one: Person): boolean {
  return one.role !== 'secretary' && (one.assigned > 0 || one.role === 'visitor');
}
