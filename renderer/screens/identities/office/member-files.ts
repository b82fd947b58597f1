/** What members hand over: the kinds of file, and whom a name means. */
import { certificateEndings } from '../../../state/key-files.ts';
import type { Output } from '../../../../domain/contract/api.ts';

export type MemberFile = Output<'identities.look'>;
export type Members = Output<'panel.list'>;

export const memberFileEndings = `.csr,.req,.p10,${certificateEndings}`;

/** The member whom a name most likely means. */
export function namedIn(people: Members, name: string): string | undefined {
  return people.find((one) => one.name === name.trim())?.personId;
}
