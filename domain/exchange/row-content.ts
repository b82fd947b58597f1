/** What the rows of a file may say, as they would have been let in by the keyboard: kinds of values and their bounds. */
import { z } from 'zod';
import {
  checkOutcome,
  clock,
  evidence,
  fieldValue,
  firmFound,
  isoDate,
  isoTime,
  measureMethod,
  posts,
  recommendation,
  relation,
  sha256,
  sheetStates,
  signCovers,
  signRole,
  stroke,
  uuid,
} from '../model.ts';
import { largestPhoto, photoAbout } from '../visit/photo.ts';
import type { Content } from './lineage.ts';
import type { OwnedTable } from './owned-tables.ts';

const words = z.string().max(20_000);
const reason = z.string().max(5000);
const name = z.string().min(1).max(500);
/** a person's id, or `secretary` */
const who = z.string().min(1).max(100);
const firmName = z.string().min(1).max(200);
const points = z.int().nonnegative();

const score = z.strictObject({ points100: points, comment: reason.nullable(), evidence: z.array(evidence).max(50), abstained: z.null() });
const abstention = z.strictObject({ points100: z.null(), comment: z.null(), evidence: z.null(), abstained: reason });

/** By owned table; JSON columns are read, `at` is the time of the row. */
const contents: Readonly<Record<string, z.ZodType>> = {
  conflict: z.strictObject({ relation, reason: reason.nullable(), at: isoTime }),
  sheet: z.union([
    z.strictObject({ state: z.literal(sheetStates[0]), digest: z.null(), at: z.null() }),
    z.strictObject({ state: z.literal(sheetStates[1]), digest: sha256, at: isoTime }),
  ]),
  score: z.union([score.extend({ at: isoTime }), abstention.extend({ at: isoTime })]),
  opinion: z.strictObject({ text: words, recommendation, dissent: words.nullable(), at: isoTime }),
  explanation: z.strictObject({ text: reason, value: z.string().max(40), at: isoTime }),
  visit: z
    .strictObject({
      applicationId: uuid,
      visitedOn: isoDate,
      people: z.array(name).max(50),
      digest: sha256.nullable(),
      openedBy: who,
      openedAt: isoTime,
      posts: posts.nullable(),
      started: clock.nullable(),
      ended: clock.nullable(),
      at: isoTime.nullable(),
    })
    // closed with the digest of what was closed, or neither
    .refine((visit) => (visit.digest === null) === (visit.at === null)),
  'visit/note': z.strictObject({ text: words.min(1), author: who, begunAt: isoTime, at: isoTime }),
  'visit/check': z.strictObject({ outcome: checkOutcome, note: words.nullable(), author: who, at: isoTime }),
  'visit/measure': z.strictObject({
    value: fieldValue.refine((value) => value !== null),
    note: words.nullable(),
    method: measureMethod.nullable(),
    author: who,
    at: isoTime,
  }),
  'visit/photo': z.strictObject({
    sha256,
    bytes: z.int().positive().max(largestPhoto),
    name: z.string().min(1).max(500),
    mediaType: z.string().max(100),
    caption: z.string().max(500),
    takenAt: z.string().max(40).nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    orientation: z.int().nullable(),
    about: photoAbout.nullable(),
    author: who,
    begunAt: isoTime,
    at: z.null(),
  }),
  'visit/interview': z.strictObject({
    person: name,
    post: name.nullable(),
    said: z.string().max(20_000),
    author: who,
    begunAt: isoTime,
    at: isoTime,
  }),
  'visit/matter': z.strictObject({
    matter: words.min(1),
    dueOn: isoDate.nullable(),
    responsible: name.nullable(),
    author: who,
    begunAt: isoTime,
    at: isoTime,
  }),
  'visit/opinion': z.strictObject({ text: words.min(1), leader: name, author: who, at: isoTime }),
  'visit/sample': z.strictObject({
    seed: sha256,
    firms: z.array(firmName).min(1).max(5000),
    drawn: z.array(firmName).min(1).max(200),
    author: who,
    at: isoTime,
  }),
  'visit/firm': z.strictObject({
    found: firmFound,
    staff: z.int().nonnegative().nullable(),
    business: words.nullable(),
    note: words.nullable(),
    author: who,
    at: isoTime,
  }),
  'visit/sign': z.strictObject({
    name,
    organisation: name.nullable(),
    role: signRole.nullable(),
    strokes: z.array(stroke).min(1).max(500),
    covers: signCovers.nullable(),
    at: isoTime,
  }),
  'visit/addendum': z.strictObject({ text: words.min(1), author: who, at: isoTime }),
};

/** Whether a row of the table could say this; a row that went says nothing at all. */
export function isContentOf(table: OwnedTable, content: Content, at: string | null): boolean {
  if (table.goes && Object.values(content).every((value) => value === null)) return true;
  const said: Record<string, unknown> = { ...content, at };
  for (const column of table.json ?? []) {
    const text = said[column];
    if (typeof text !== 'string') continue;
    try {
      said[column] = JSON.parse(text);
    } catch {
      return false;
    }
  }
  return contents[table.name]?.safeParse(said).success ?? false;
}
