/** 实地考察 in the contract. */
import { z } from 'zod';
import {
  checkOutcome,
  clock,
  fieldValue,
  firmFound,
  isoDate,
  measureMethod,
  posts,
  sha256,
  signCovers,
  signRole,
  source,
  stroke,
  uuid,
} from '../model.ts';
import { photoAbout } from '../visit/photo.ts';
import { verdictName } from './eligibility.ts';
import { count, method, name, path, reason } from './method.ts';

const visitHead = z.object({
  visitId: uuid,
  applicationId: uuid,
  parkName: z.string(),
  visitedOn: isoDate,
  /** who was there */
  people: z.array(z.string()),
  /** by name, the posts of those who were there; null where nobody said */
  posts: posts.nullable(),
  /** from when to when, HH:MM by the clock in China; null where nobody said */
  started: clock.nullable(),
  ended: clock.nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** SHA-256 over the canonical record as it was closed */
  digest: sha256.nullable(),
  /** rows that laptops left different and that wait for a choice; until then one laptop's are in use */
  choices: count,
});

const longText = z.string().trim().max(20_000);

/** who recorded something: a personId, or `secretary` */
const author = z.string();

const visitPhoto = z.object({
  photoId: uuid,
  name: z.string(),
  mediaType: z.string(),
  sha256,
  bytes: count,
  caption: z.string(),
  /** the check or the measured field that it shows, `check:<id>` or `measure:<key>` */
  about: photoAbout.nullable(),
  /** taken on another day than that of the visit */
  otherDay: z.boolean(),
  /** the camera's own clock, with an offset where the camera gives one */
  takenAt: z.string().nullable(),
  position: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  /** EXIF orientation, 1–8 */
  orientation: z.int().nullable(),
  /** whether a window can show the picture; if not, the original is kept all the same */
  shown: z.boolean(),
  /** whether the small picture is kept already */
  thumbnail: z.boolean(),
  author,
  at: z.string(),
});

const written = { author, at: z.string() };

/** 访谈: with whom, in which post, and what was said */
const interview = z.strictObject({ person: name, post: name.nullable(), said: longText });
/** 整改、补正事项: what, until when, and who answers for it */
const matter = z.strictObject({ matter: longText.min(1), dueOn: isoDate.nullable(), responsible: name.nullable() });
/** 组长现场意见 */
const opinion = z.strictObject({ leader: name, text: longText.min(1) });
/** what was seen at a tenant; `staff`: people seen at work */
const seenThere = z.strictObject({
  found: firmFound,
  staff: count.max(1_000_000).nullable(),
  business: longText.nullable(),
  note: longText.nullable(),
});
const firmName = name.max(200);
/** a draw: `drawn` in its order, from `firms`, by `seed`, the head of the chain before it */
const sample = z.object({ sampleId: uuid, seed: sha256, firms: z.array(z.string()), drawn: z.array(z.string()), ...written });

const declaredValue = z.object({ value: fieldValue, source }).nullable();

const visitView = visitHead.extend({
  checklist: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      article: z.string(),
      outcome: checkOutcome.nullable(),
      note: z.string().nullable(),
      author: author.nullable(),
      at: z.string().nullable(),
    }),
  ),
  measures: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      unit: z.string(),
      /** without the visit */
      declared: declaredValue,
      value: fieldValue,
      difference: z.string().nullable(),
      note: z.string().nullable(),
      method: measureMethod.nullable(),
      author,
      at: z.string(),
      /** whether this is the figure that counts for the park: of several visits a closed one goes first, then a signed one, then the last */
      counts: z.boolean(),
      /** what other visits to the park measured otherwise */
      elsewhere: z.array(
        z.object({
          visitedOn: isoDate,
          closed: z.boolean(),
          signed: z.boolean(),
          value: fieldValue,
          method: measureMethod.nullable(),
          author,
          at: z.string(),
          counts: z.boolean(),
        }),
      ),
    }),
  ),
  notes: z.array(z.object({ noteId: uuid, text: z.string(), author, at: z.string(), changedAt: z.string() })),
  photos: z.array(visitPhoto),
  interviews: z.array(interview.extend({ interviewId: uuid, changedAt: z.string(), ...written })),
  matters: z.array(matter.extend({ matterId: uuid, changedAt: z.string(), ...written })),
  opinion: opinion.extend(written).nullable(),
  samples: z.array(sample),
  /** tenants that were drawn, in the order of the draw, then others that were looked at; what nobody looked at says nothing */
  firms: z.array(
    z.object({
      name: z.string(),
      drawn: z.boolean(),
      seenThere: seenThere.nullable(),
      author: author.nullable(),
      at: z.string().nullable(),
    }),
  ),
  signs: z.array(
    z.object({
      signId: uuid,
      name: z.string(),
      organisation: z.string().nullable(),
      /** null on signatures given before it was asked */
      role: signRole.nullable(),
      strokes: z.array(stroke),
      at: z.string(),
      /** what it was given for; null on signatures given before it was asked */
      covers: signCovers.nullable(),
      /** whether the record is still what was signed; null where nobody knows */
      stands: z.boolean().nullable(),
    }),
  ),
  /** what a signature given now would be for */
  covers: signCovers,
  addenda: z.array(z.object({ addendumId: uuid, text: z.string(), author, at: z.string() })),
  /** the addendum that the asking person has begun to write */
  draft: z.string(),
  /** closed, but other laptops brought more since: the record is open to be looked at, and closing it again seals the whole */
  reopened: z.boolean(),
});
export type VisitView = z.infer<typeof visitView>;

const people = z.array(name).max(50);

/** Pixels of the longer side of a kept small picture, at most. */
export const thumbnailSide = 480;

export const visitMethods = {
  /** a team opens as many visits to a park as it pays; what is recorded stands at once */
  'visits.open': method(
    'write',
    z.strictObject({ applicationId: uuid, visitedOn: isoDate, people: people.default([]) }),
    z.object({ visitId: uuid }),
    'anyone',
  ),
  'visits.list': method('read', z.strictObject({ roundId: uuid, applicationId: uuid.optional() }), z.array(visitHead), 'anyone'),
  'visits.get': method('read', z.strictObject({ visitId: uuid }), visitView, 'anyone'),
  'visits.edit': method(
    'write',
    z.strictObject({
      visitId: uuid,
      visitedOn: isoDate.optional(),
      people: people.optional(),
      posts: posts.nullable().optional(),
      started: clock.nullable().optional(),
      ended: clock.nullable().optional(),
    }),
    visitHead,
    'anyone',
  ),
  /** with `noteId` the note is written anew; an empty text takes it away */
  'visits.note': method(
    'write',
    z.strictObject({
      visitId: uuid,
      text: longText,
      noteId: uuid.optional(),
      /** the text as it stood when somebody began to change it; refused with `visit/stale` when it is another by now */
      seen: z.string().nullable().optional(),
    }),
    z.object({ noteId: uuid, at: z.string() }),
    'anyone',
  ),
  'visits.check': method(
    'write',
    z.strictObject({
      visitId: uuid,
      checkId: z.string(),
      outcome: checkOutcome.nullable(),
      note: longText.optional(),
      /** what stood there, null for no answer, as in `visits.note` */
      seen: z.strictObject({ outcome: checkOutcome, note: z.string().nullable() }).nullable().optional(),
    }),
    z.object({ done: count, of: count, at: z.string() }),
    'anyone',
  ),
  /** the strongest source of a field; the answer says what it changes. Null takes it back */
  'visits.measure': method(
    'write',
    z.strictObject({
      visitId: uuid,
      key: z.string(),
      value: fieldValue,
      note: longText.optional(),
      /** how it was measured; null takes back what was said */
      method: measureMethod.nullable().optional(),
      /** the measured value that stood there, null for none, as in `visits.note` */
      seen: fieldValue.optional(),
    }),
    z.object({
      declared: declaredValue,
      measured: fieldValue,
      difference: z.string().nullable(),
      at: z.string(),
      effect: z.object({
        before: verdictName,
        after: verdictName,
        changed: z.array(
          z.object({
            id: z.string(),
            article: z.string(),
            label: z.string(),
            before: verdictName,
            after: verdictName,
            gap: z.string().nullable(),
          }),
        ),
      }),
    }),
    'anyone',
  ),
  /**
   * Keeps the original bytes; the same picture twice is kept once. What is no picture, or a broken one, is refused. A
   * file is named by its path; a picture made in the window comes as `made`, its bytes in base64.
   */
  'visits.photo': method(
    'job',
    z
      .strictObject({
        visitId: uuid,
        path: path.optional(),
        made: z.strictObject({ name, picture: z.base64().max(14_000_000) }).optional(),
        caption: z.string().trim().max(500).optional(),
        about: photoAbout.optional(),
      })
      .refine(({ path: file, made }) => (file === undefined) !== (made === undefined)),
    visitPhoto.extend({ already: z.boolean() }),
    'anyone',
  ),
  /**
   * Keeps the small picture that a window made of a photo: a JPEG in base64 of at most {@link thumbnailSide} pixels a
   * side. The first one stays; it lies beside the store and is no part of the record.
   */
  'visits.thumbnail': method(
    'job',
    z.strictObject({ photoId: uuid, jpeg: z.base64().max(400_000) }),
    z.object({ kept: z.boolean() }),
    'anyone',
  ),
  'visits.caption': method(
    'write',
    z.strictObject({
      photoId: uuid,
      caption: z.string().trim().max(500),
      /** null takes back what was said; absent it stays */
      about: photoAbout.nullable().optional(),
      seen: z.string().optional(),
    }),
    z.object({ caption: z.string() }),
    'anyone',
  ),
  'visits.removePhoto': method('write', z.strictObject({ photoId: uuid, reason }), z.object({ removed: z.literal(true) }), 'anyone'),
  /**
   * A signature is given for the record as it stands: its digest is kept with it, and any later change shows. `seen`: the digest that
   * the signer was shown; refused with `visit/stale` when the record is another by now. Strokes of
   * points [x, y, t] or, from a pen that tells its pressure, [x, y, t, p]; t in ms since the first touch.
   */
  'visits.sign': method(
    'write',
    z.strictObject({
      visitId: uuid,
      name,
      organisation: z.string().trim().max(200).optional(),
      role: signRole.optional(),
      strokes: z.array(stroke).min(1).max(500),
      seen: sha256.optional(),
    }),
    z.object({ signId: uuid, at: z.string() }),
    'anyone',
  ),
  /** what somebody of the park said; null takes it away. `seen`: what stood there, as in `visits.note` */
  'visits.interview': method(
    'write',
    z.strictObject({ visitId: uuid, interviewId: uuid.optional(), interview: interview.nullable(), seen: interview.nullable().optional() }),
    z.object({ interviewId: uuid, at: z.string() }),
    'anyone',
  ),
  'visits.matter': method(
    'write',
    z.strictObject({ visitId: uuid, matterId: uuid.optional(), matter: matter.nullable(), seen: matter.nullable().optional() }),
    z.object({ matterId: uuid, at: z.string() }),
    'anyone',
  ),
  'visits.opinion': method(
    'write',
    z.strictObject({ visitId: uuid, opinion: opinion.nullable(), seen: opinion.nullable().optional() }),
    z.object({ at: z.string() }),
    'anyone',
  ),
  /** draws tenants to look at, by the head of the chain; every draw stays on record */
  'visits.draw': method(
    'write',
    z.strictObject({ visitId: uuid, firms: z.array(firmName).min(1).max(5000), size: z.int().min(1).max(200) }),
    sample.omit({ firms: true, author: true }),
    'anyone',
  ),
  /** what was seen at a tenant, drawn or not; null takes it away */
  'visits.firm': method(
    'write',
    z.strictObject({ visitId: uuid, name: firmName, seenThere: seenThere.nullable(), seen: seenThere.nullable().optional() }),
    z.object({ at: z.string() }),
    'anyone',
  ),
  /** freezes the record; refused while what could not be seen lacks its reason (`visit/reason-missing`) */
  'visits.close': method('write', z.strictObject({ visitId: uuid }), z.object({ closedAt: z.string(), digest: sha256 }), 'anyone'),
  /** keeps the addendum that somebody is writing, until it is added; an empty text takes it away */
  'visits.draft': method('write', z.strictObject({ visitId: uuid, text: longText }), z.object({ at: z.string() }), 'anyone'),
  'visits.addendum': method(
    'write',
    z.strictObject({ visitId: uuid, text: longText.min(1) }),
    z.object({ addendumId: uuid, at: z.string() }),
    'anyone',
  ),
} as const;
