/** The contract of rule books (办法): which there are, what one says, and what it says of bare values. */
import { z } from 'zod';
import { isoDate, uuid } from '../model.ts';
import { scheme, schemeValues } from '../scheme/scheme.ts';
import { evaluation } from './eligibility.ts';
import { method, nothing, path } from './method.ts';

const schemeHead = z.object({
  id: z.string(),
  title: z.string(),
  documentNo: z.string(),
  kind: z.string(),
  types: z.array(z.object({ id: z.string(), label: z.string() })),
  /** shipped with the program, or a file in the workspace's `schemes/` */
  origin: z.enum(['program', 'workspace']),
});

/** `place` as `conditions[3].test.left`; empty where the sentence says where */
const schemeProblem = z.object({ place: z.string(), message: z.string() });

export const schemeMethods = {
  'schemes.list': method('read', nothing, z.array(schemeHead), 'anyone'),
  /** files that cannot be used, each with all that is wrong with it; none of them keeps another from being used */
  'schemes.faults': method(
    'read',
    nothing,
    z.array(z.object({ file: z.string(), origin: schemeHead.shape.origin, problems: z.array(schemeProblem) })),
    'anyone',
  ),
  /** a rule book as its file stands now, or by `roundId` as a round was opened with it */
  'schemes.get': method(
    'read',
    z
      .strictObject({ id: z.string().optional(), roundId: uuid.optional() })
      .refine(({ id, roundId }) => (id === undefined) !== (roundId === undefined)),
    scheme,
    'anyone',
  ),
  /** 空白申报表 of a rule book, or of a round's own copy of one, for applicants to fill in; `fields`: how many the form asks for */
  'schemes.form': method(
    'job',
    z
      .strictObject({
        schemeId: z.string().optional(),
        roundId: uuid.optional(),
        format: z.enum(['docx', 'xlsx']),
        path,
        replace: z.boolean().optional(),
      })
      .refine(({ schemeId, roundId }) => (schemeId === undefined) !== (roundId === undefined)),
    z.object({ path: z.string(), fields: z.int().positive() }),
    'anyone',
  ),
  /** reads a file and changes nothing; `replaces`: where the rule book of that name lies that it would take the place of */
  'schemes.check': method(
    'device',
    z.strictObject({ path }),
    z.object({ scheme: schemeHead.nullable(), problems: z.array(schemeProblem), replaces: schemeHead.shape.origin.nullable() }),
    'secretary',
  ),
  /** puts a file into the workspace under its id; rounds that are open go on with what they were opened with */
  'schemes.import': method(
    'device',
    z.strictObject({ path, replace: z.boolean().optional() }),
    z.object({ scheme: schemeHead, path: z.string(), replaces: schemeHead.shape.origin.nullable() }),
    'secretary',
  ),
  'schemes.evaluate': method(
    'read',
    z.strictObject({
      schemeId: z.string(),
      type: z.string().optional(),
      values: schemeValues,
      appliedOn: isoDate,
      usdRate: z.string().optional(),
    }),
    evaluation,
    'anyone',
  ),
} as const;
