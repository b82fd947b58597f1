/**
 * What all documents say alike, as data: of the round, of parks and people, who signs. Data are plain JSON, printed and
 * attached in canonical form under `parkpanel.json`, so that anybody can recompute what the paper says.
 */
import { z } from 'zod';
import { verdicts } from '../condition/verdict.ts';
import { isoDate, sha256 } from '../model.ts';

export const verdict = z.enum(verdicts);

/** Who signs where. `field` is ASCII and one of its kind in the document. */
export const signatureData = z.object({
  field: z.string().regex(/^[A-Za-z0-9-]+$/),
  /** 组长, 专家, 评审机构 */
  label: z.string(),
  signer: z.string(),
  kind: z.enum(['person', 'institution']),
  required: z.boolean(),
});
export type SignatureData = z.infer<typeof signatureData>;

/** What every document of a round says about itself. */
export const head = {
  version: z.literal(1),
  language: z.enum(['zh', 'en']),
  /** 评审机构 */
  institution: z.string(),
  /** 委托单位 */
  commission: z.string().nullable(),
  round: z.object({
    roundId: z.string(),
    name: z.string(),
    schemeTitle: z.string(),
    documentNo: z.string(),
    appliedOn: isoDate,
    /** the document that the round rests on, as it is cited */
    citation: z.string().optional(),
    /** what those under review are called, and counted by; absent: parks */
    subject: z.object({ word: z.string(), counter: z.string() }).optional(),
    /** that the rule book is not in force, or that nobody can tell whether it is */
    validity: z.array(z.string()).optional(),
  }),
  issuedOn: isoDate,
  /** head of the event chain when the document was made */
  chainHead: sha256,
  /** head of the log of rows then; documents made before it was bound have none */
  rowHead: z.base64url().length(43).optional(),
  signatures: z.array(signatureData),
  /** the first sentence, where the rule book or the institution has worded it */
  opening: z.string().optional(),
};
export type DocumentHead = z.infer<z.ZodObject<typeof head>>;

/**
 * Experts whose sheets are due and not in, and how many of each; `settled`: the round is over without them. Absent: all are in, or the
 * document was made before this was said.
 */
export const missingSheets = z
  .object({
    settled: z.boolean(),
    /** `stage`: that the expert judges, where there are stages */
    experts: z.array(z.object({ name: z.string(), count: z.int().positive(), stage: z.string().optional() })),
    /** stages that are not over */
    stages: z.array(z.string()).optional(),
  })
  .optional();

export const person = z.object({ personId: z.string(), name: z.string(), organisation: z.string(), title: z.string() });

export const parkHead = z.object({
  applicationId: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  operator: z.string().nullable(),
});
