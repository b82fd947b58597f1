/** The contract of importing packages (申报材料包), of the applications (申报) they become, and of checking what was read (逐项核对). */
import { z } from 'zod';
import { applicationStatuses } from '../application/status.ts';
import { documentKind, evidence, fieldValue, finding, formFormat, measureMethod, readValue, sha256, source, uuid } from '../model.ts';
import { verdictName } from './eligibility.ts';
import { count, method, name, path, reason } from './method.ts';

const documentView = z.object({ documentId: uuid, path: z.string(), kind: documentKind, bytes: count, sha256 });
const shownFinding = finding.extend({ message: z.string() });

const formView = z.object({ format: formFormat, fields: z.record(z.string(), readValue), unread: z.array(z.string()) });

const importedPackage = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  package: z.string(),
  sha256,
  form: formView,
  /** how many values of the form were read */
  read: count,
  documents: z.array(documentView),
  /** how many documents came with it */
  attached: count,
  findings: z.array(shownFinding),
  skipped: count,
  replaces: uuid.nullable(),
});
export type ImportedPackage = z.infer<typeof importedPackage>;

const applicationRow = z.object({
  applicationId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  region: z.string().nullable(),
  applicant: z.string().nullable(),
  operator: z.string().nullable(),
  fieldsRead: count,
  fieldsAsked: count,
  findings: count,
  documents: count,
  overall: verdictName,
  /** when somebody accepted what was read out of the package in force; null: not yet */
  acceptedAt: z.string().nullable(),
  status: z.enum(applicationStatuses),
});
export type ApplicationRow = z.infer<typeof applicationRow>;

/** How many parks of a kind there are, and the first of them. */
const some = z.object({ count, first: z.object({ applicationId: uuid, parkName: z.string() }).nullable() });

const waiting = z.object({
  /** of the round, whatever waits */
  parks: count,
  /** whose form was not read whole */
  unread: some,
  /** whose verdict is neither met nor not met */
  undecided: some,
});
export type Waiting = z.infer<typeof waiting>;

const valueBySource = z.object({
  source,
  raw: z.string(),
  value: fieldValue,
  unit: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string(),
  /** of a figure from a visit: who measured it on which visit, how and when; null of any other */
  measured: z.object({ by: z.string(), on: z.string(), method: measureMethod.nullable(), at: z.string() }).nullable(),
});

const applicationView = z.object({
  applicationId: uuid,
  roundId: uuid,
  parkName: z.string(),
  type: z.string().nullable(),
  region: z.string().nullable(),
  package: z.string(),
  packageSha256: sha256,
  formFormat,
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      unit: z.string(),
      type: z.string(),
      statedBy: z.enum(['form', 'reviewer']),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
      unread: z.boolean(),
      /** the source whose value is used; null where there is none */
      used: source.nullable(),
      values: z.array(valueBySource),
    }),
  ),
  documents: z.array(documentView),
  findings: z.array(shownFinding),
  acceptedAt: z.string().nullable(),
});
export type ApplicationView = z.infer<typeof applicationView>;

/** Rows and columns from 0. */
const summaryPair = z.object({
  parkName: z.string(),
  row: z.int(),
  key: z.string(),
  field: z.string(),
  summary: z.string(),
  form: z.string(),
});

const documentCell = z.object({ row: count, col: count, rowSpan: count, colSpan: count, text: z.string() });

export const applicationMethods = {
  /**
   * `brief` leaves values and documents out of the answer, which each application has by itself: those of a province are megabytes.
   * `takeIn` names packages that are wanted although no form of theirs can be read, and what their parks are called: their fields are
   * all open, and a finding says why. The name stands also where the form was read and does not say it.
   */
  'packages.import': method(
    'job',
    z.strictObject({
      roundId: uuid,
      paths: z.array(path).min(1).max(10_000),
      replace: z.boolean().optional(),
      brief: z.boolean().optional(),
      takeIn: z
        .array(z.strictObject({ package: z.string().min(1).max(4096), parkName: name }))
        .max(10_000)
        .optional(),
    }),
    z.object({
      imported: z.array(importedPackage),
      duplicates: z.array(z.object({ package: z.string(), applicationId: uuid, parkName: z.string(), newVersion: z.boolean() })),
      refused: z.array(z.object({ package: z.string(), code: z.string(), message: z.string() })),
    }),
    'secretary',
  ),
  /** holds a 申报汇总表 (one row a park) against the packages of the round; changes nothing */
  'packages.checkSummary': method(
    'job',
    z.strictObject({ roundId: uuid, paths: z.array(path).min(1).max(100) }),
    z.array(
      z.object({
        name: z.string(),
        rows: count,
        differences: z.array(summaryPair),
        /** what both state and nobody can hold against each other, for one of them was not read */
        uncompared: z.array(summaryPair),
        withoutPackage: z.array(z.string()),
        withoutRow: z.array(z.string()),
        repeated: z.array(z.string()),
      }),
    ),
    'secretary',
  ),
  /** 纸质申报: an application of which there is no file; its fields are all open. Refuses `application/name-taken`. */
  'applications.add': method('write', z.strictObject({ roundId: uuid, parkName: name }), z.object({ applicationId: uuid }), 'secretary'),
  /** those under review; `all`: for the office, also those that were withdrawn or turned away */
  'applications.list': method('read', z.strictObject({ roundId: uuid, all: z.boolean().optional() }), z.array(applicationRow), 'anyone'),
  /** what waits for the office with the parks of a round, in figures: the list itself is long */
  'applications.waiting': method('read', z.strictObject({ roundId: uuid }), waiting, 'secretary'),
  'applications.get': method('read', z.strictObject({ applicationId: uuid }), applicationView, 'anyone'),
  /**
   * `evidence`: established by a person, for a reason. `typed`: copied from a form that the program could not read, which needs no
   * reason; refused as `field/already-read` where the form's own value was read. A null takes back what the source said.
   */
  'applications.setField': method(
    'write',
    z
      .strictObject({
        applicationId: uuid,
        key: z.string(),
        value: fieldValue,
        source: z.enum(['evidence', 'typed']).default('evidence'),
        evidence: z.union([z.array(evidence).max(50), z.string().max(5000)]).optional(),
        reason: reason.optional(),
      })
      .refine((stated) => stated.source === 'typed' || stated.reason !== undefined, { path: ['reason'] }),
    z.object({ used: source.nullable(), overall: verdictName }),
    'secretary',
  ),
  /** the words of a Word or Excel file, which a window cannot draw: loose paragraphs, then tables; `documentId` absent: the form */
  'documents.text': method(
    'read',
    z.strictObject({ applicationId: uuid, documentId: uuid.optional() }),
    z.object({
      documentId: uuid,
      path: z.string(),
      format: formFormat,
      paragraphs: z.array(z.string()),
      tables: z.array(z.object({ cells: z.array(documentCell) })),
    }),
    'anyone',
  ),
  /** the values read out of the package in force were held against it and stand; said again it is the same; a newer package is to be checked again */
  'applications.accept': method('write', z.strictObject({ applicationId: uuid }), z.object({ acceptedAt: z.string() }), 'secretary'),
} as const;
