/** The contract of the publicity (公示), its objections and re-reviews, of the calendar and of the minutes (会议记录). */
import { z } from 'zod';
import { isoDate, sha256, uuid } from '../model.ts';
import { count, method, nothing, path, reason } from './method.ts';
import { listVersionView } from './shortlist.ts';

const objection = z.object({
  objectionId: uuid,
  applicationId: uuid,
  parkName: z.string(),
  raisedOn: isoDate,
  /** raised before the end of the last day */
  inTime: z.boolean(),
  objector: z.string(),
  contact: z.string().nullable(),
  text: z.string(),
  evidence: z.array(z.object({ name: z.string(), sha256, bytes: count })),
  outcome: z.enum(['upheld', 'dismissed']).nullable(),
  reason: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  /** the park is scored again by others; `complete` once all their sheets are in and count instead of the earlier ones */
  rereview: z
    .object({
      /** `abstained`: gave the whole park up, and nobody waits for them */
      experts: z.array(z.object({ personId: uuid, name: z.string(), submitted: z.boolean(), abstained: z.boolean() })),
      complete: z.boolean(),
      text: z.string(),
      /** who gave the park up or is recused */
      notes: z.array(z.string()),
    })
    .nullable(),
  reviewedAgain: z.boolean(),
});

/** as far as somebody has come: any of it may be empty or half a date */
export const unsavedMinutes = z.strictObject({ heldOn: z.string().max(10), place: z.string().max(200), text: z.string().max(200_000) });

export const publicityView = z.object({
  publicityId: uuid,
  state: z.enum(['open', 'closed', 'withdrawn']),
  /** where it stands today */
  stage: z.enum(['notOpen', 'running', 'suspended', 'ended']),
  /** the version of the list that was published */
  version: z.int().positive(),
  opensOn: isoDate,
  /** its length, in the days that the rule book counts by; the other is null */
  workingDays: z.int().positive().nullable(),
  calendarDays: z.int().positive().nullable(),
  countsOpening: z.boolean(),
  article: z.string().nullable(),
  /** the last day; null while a suspension has no end */
  closesOn: isoDate.nullable(),
  days: z.array(isoDate),
  daysLeft: count.nullable(),
  /** days that were judged by the weekday, because nobody has said how the year is worked */
  assumed: z.array(isoDate),
  suspensions: z.array(z.object({ from: isoDate, resumedOn: isoDate.nullable() })),
  objections: z.array(objection),
  /** why it cannot be closed today, as sentences; empty: it can */
  obstacles: z.array(z.string()),
  /** what a person should know, as sentences */
  notes: z.array(z.string()),
  endedAt: z.string().nullable(),
});

const day = z.object({ date: isoDate, name: z.string().nullable() });
const calendarYear = z.object({
  year: z.int(),
  /** published and known to the program, entered by people, or not known: then weekdays are taken for working days */
  source: z.enum(['published', 'own', 'unknown']),
  holidays: z.array(day),
  workdays: z.array(day),
});
const year = z.int().min(1990).max(2200);
const dates = z.array(isoDate).max(366);

const minutesText = z.object({ version: z.int().positive(), heldOn: isoDate, place: z.string(), text: z.string(), at: z.string() });
const roundOnly = z.strictObject({ roundId: uuid });

export const publicityMethods = {
  /** publishes the list as it stands; so many days, where another length is wanted than the scheme's, in the days that it counts by: working days where it does not say */
  'publicity.open': method(
    'write',
    z.strictObject({
      roundId: uuid,
      startsOn: isoDate,
      workingDays: z.int().min(1).max(250).optional(),
      calendarDays: z.int().min(1).max(250).optional(),
      countsOpening: z.boolean().default(false),
      /** why, where something is missing (`rounds.readiness`) */
      despite: reason.optional(),
    }),
    publicityView,
    'secretary',
  ),
  /** the open one, else the last one; null where there was none */
  'publicity.get': method('read', roundOnly, publicityView.nullable(), 'secretary'),
  'publicity.suspend': method('write', z.strictObject({ roundId: uuid, from: isoDate, reason }), publicityView, 'secretary'),
  'publicity.resume': method('write', z.strictObject({ roundId: uuid, on: isoDate, reason }), publicityView, 'secretary'),
  'publicity.withdraw': method('write', z.strictObject({ roundId: uuid, reason }), publicityView, 'secretary'),
  'publicity.object': method(
    'job',
    z.strictObject({
      roundId: uuid,
      applicationId: uuid,
      /** absent: today, in China */
      raisedOn: isoDate.optional(),
      objector: z.string().trim().min(1).max(200),
      contact: z.string().trim().max(200).optional(),
      text: reason,
      evidence: z.array(path).max(50).optional(),
    }),
    z.object({ objectionId: uuid, inTime: z.boolean(), evidence: count }),
    'secretary',
  ),
  'publicity.resolve': method(
    'write',
    z.strictObject({ objectionId: uuid, outcome: z.enum(['upheld', 'dismissed']), reason }),
    publicityView,
    'secretary',
  ),
  /** gives one park to experts who have not scored it, or to further ones while their sheets are not all in; these count instead of the earlier ones then */
  'publicity.rereview': method(
    'write',
    z.strictObject({ objectionId: uuid, personIds: z.array(uuid).min(1).max(50) }),
    publicityView,
    'secretary',
  ),
  /** the final list: closes the round and records titles */
  'publicity.close': method(
    'write',
    roundOnly.extend({ despite: reason.optional() }),
    z.object({ final: listVersionView, titles: count }),
    'secretary',
  ),
  'calendar.get': method('read', z.strictObject({ year }), calendarYear, 'anyone'),
  /** how a year is worked, as published; replaces what was entered or known before */
  'calendar.set': method('write', z.strictObject({ year, holidays: dates, workdays: dates, reason }), calendarYear, 'secretary'),
  /** the meeting record as the events tell it, for people to go on from */
  'minutes.draft': method(
    'read',
    z.strictObject({ roundId: uuid, heldOn: isoDate.optional(), place: z.string().trim().max(200).optional() }),
    z.object({
      heldOn: isoDate,
      place: z.string(),
      title: z.string(),
      sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
      text: z.string(),
    }),
    'secretary',
  ),
  'minutes.save': method(
    'write',
    z.strictObject({
      roundId: uuid,
      text: z.string().trim().min(1).max(200_000),
      heldOn: isoDate,
      place: z.string().trim().min(1).max(200),
    }),
    minutesText,
    'secretary',
  ),
  /** what was typed into the minutes on this machine and not saved; kept beside the store, so that it survives a restart */
  'minutes.unsaved': method('device', roundOnly, unsavedMinutes.nullable(), 'secretary'),
  /** `typed` null forgets it. Errors: workspace/read-only, workspace/disk-full. */
  'minutes.keepUnsaved': method('device', z.strictObject({ roundId: uuid, typed: unsavedMinutes.nullable() }), nothing, 'secretary'),
  /** newest first */
  'minutes.versions': method('read', roundOnly, z.array(minutesText), 'secretary'),
} as const;
