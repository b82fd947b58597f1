/** What a photo is and whether it is whole: runs in a reader process. */
import { readPhoto, type PhotoFacts } from './photo.ts';
import { isWhole } from './picture.ts';

export interface JudgedPhoto extends PhotoFacts {
  readonly whole: boolean;
}

/** Null for bytes that are no picture. */
export async function judgePhoto(bytes: Uint8Array): Promise<JudgedPhoto | null> {
  const facts = await readPhoto(bytes);
  return facts && { ...facts, whole: isWhole(bytes, facts.mediaType) };
}
