/**
 * The things of a review and their names. Ids are UUIDv7 made on the device; points are whole
 * hundredths (`points100`); times are UTC ISO strings, dates `YYYY-MM-DD`.
 */
import { z } from 'zod';

export const uuid = z.uuid();
export const isoDate = z.iso.date();
export const isoTime = z.iso.datetime();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** an exact figure, written out */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** 角色: who somebody is in a round. */
export const roles = ['secretary', 'leader', 'expert', 'visitor'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/**
 * 回避关系: the relations that exclude an expert, after 政府采购法实施条例 第九条; `none` is a
 * declaration too, and differs from never having been asked.
 */
export const relations = ['none', 'employment', 'directorship', 'shareholding', 'kinship', 'other'] as const;
export const relation = z.enum(relations);
export type Relation = z.infer<typeof relation>;

/** 材料种类 */
export const documentKinds = ['form', 'report', 'proof', 'recommendation', 'photo', 'other'] as const;
export const documentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof documentKind>;

/** 申报表的文件格式; `none` where no form was found, `scan` where it has no text. */
export const formFormats = ['docx', 'xlsx', 'doc', 'pdf', 'json', 'scan', 'none'] as const;
export const formFormat = z.enum(formFormats);
export type FormFormat = z.infer<typeof formFormat>;

/**
 * Where a value comes from, weakest first: the strongest present one is used. `typed` is what the form says, copied by a person where
 * the program could not read it; a newer form that can be read goes before it.
 */
export const sources = ['typed', 'form', 'evidence', 'visit'] as const;
export const source = z.enum(sources);
export type Source = z.infer<typeof source>;

/**
 * The value of a field: a text; a decimal string for quantities; a whole number for counts; a date
 * `YYYY-MM(-DD)`; a boolean; a list of options or lines. Null is "not known", never zero.
 */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
export type FieldValue = z.infer<typeof fieldValue>;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/**
 * Why a quantity was not read: no figure, or words around it; a part where only whole ones count; more than one figure; a range; a bound
 * (以上, ≥, 余); hoped for (预计); a unit of another kind; another currency; a unit, or a currency, that nobody says or that is said in two
 * ways; a raised mark that may belong to the figure; a cell that shows another number than it holds; a column of another time, or of nobody
 * knows which; a cell that is crossed out; a figure of which a part is; figures drawn as something else, or covered; a formula
 * without a result; a content control that holds another value than it shows; words so much paler than the others that they may only hint at
 * what to fill in. And why a credit code was not: it is none by its shape, its check
 * character does not fit, it is an old registration number.
 */
export const unreadReasons = [
  'words',
  'whole',
  'several',
  'range',
  'bound',
  'unproven',
  'unit',
  'currency',
  'unitOpen',
  'mark',
  'format',
  'period',
  'crossed',
  'struck',
  'glyphs',
  'covered',
  'formula',
  'stored',
  'hint',
  'codeShape',
  'codeDigit',
  'codeOld',
] as const;
export type UnreadReason = (typeof unreadReasons)[number];

/** What a form said about one field: the words as they stand, and what was read out of them. */
export const readValue = z.object({
  raw: z.string(),
  value: fieldValue,
  unit: z.string().nullable(),
  /** of a quantity or code that was not read, where there is more to say than that it is none */
  why: z.enum(unreadReasons).optional(),
});
export type ReadValue = z.infer<typeof readValue>;

/** A remark on consistency, shown and never corrected. `params` fill the text `finding.<code>`. */
export const finding = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof finding>;

/** 轮次状态 */
export const roundStates = ['preparing', 'scoring', 'closed'] as const;
export type RoundState = (typeof roundStates)[number];

/** 评分表状态 */
export const sheetStates = ['draft', 'submitted'] as const;
export type SheetState = (typeof sheetStates)[number];

/** 专家意见的结论 */
export const recommendations = ['recommend', 'notRecommend', 'abstain'] as const;
export const recommendation = z.enum(recommendations);
export type Recommendation = z.infer<typeof recommendation>;

/** 核查结果: what was to be checked on site holds, holds in part, does not hold, or was not shown (and why not is said). */
export const checkOutcomes = ['holds', 'holdsPartly', 'doesNotHold', 'notSeen'] as const;
export const checkOutcome = z.enum(checkOutcomes);
export type CheckOutcome = z.infer<typeof checkOutcome>;

/** 签名身份: for whom somebody signs the record of a visit. */
export const signRoles = ['team', 'park', 'authority', 'witness'] as const;
export const signRole = z.enum(signRoles);
export type SignRole = z.infer<typeof signRole>;

/** 测量方式: how a figure was established on site. */
export const measureMethods = ['tape', 'drawing', 'ledger', 'system', 'counted', 'asked'] as const;
export const measureMethod = z.enum(measureMethods);
export type MeasureMethod = z.infer<typeof measureMethod>;

/** 抽查结果: a tenant is at its place, is not, or was not looked at. */
export const firmFinds = ['there', 'notThere', 'notSeen'] as const;
export const firmFound = z.enum(firmFinds);
export type FirmFound = z.infer<typeof firmFound>;

/** 职务 of those present, by name. */
export const posts = z.record(z.string().trim().min(1).max(200), z.string().trim().min(1).max(200));
export type Posts = z.infer<typeof posts>;

/** A clock time in China, HH:MM. */
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What a signature on site was given for: the digest of the record as it stood, and how much of it there was. */
export const signCovers = z.strictObject({
  digest: sha256,
  /** checks that had an answer, of how many */
  checks: z.int().min(0),
  of: z.int().min(0),
  measures: z.int().min(0),
  notes: z.int().min(0),
  photos: z.int().min(0),
  /** absent on signatures given before these were recorded */
  interviews: z.int().min(0).optional(),
  matters: z.int().min(0).optional(),
  /** tenants at which somebody looked */
  firms: z.int().min(0).optional(),
  /** opinions of the leader of the team */
  opinions: z.int().min(0).optional(),
});
export type SignCovers = z.infer<typeof signCovers>;

/**
 * One stroke of a handwritten signature: points [x, y, t] or [x, y, t, p], t in ms since the first touch, p the pen's
 * pressure from 0 to 1 where the device told one.
 */
export const stroke = z.array(z.tuple([z.number(), z.number(), z.number(), z.number().min(0).max(1).optional()])).max(5000);
export type Stroke = z.infer<typeof stroke>;

const share = z.number().min(0).max(1);

/** A place on a page or picture: left, top, right, bottom as shares of its width and height as shown, from the upper left corner. */
export const rect = z.tuple([share, share, share, share]).refine(([left, top, right, bottom]) => left < right && top < bottom);
export type Rect = z.infer<typeof rect>;

/** Anchor of a piece of evidence (依据): a document of the park, there a page and a place on it, or a photo of a visit. */
export const evidence = z.union([
  z.object({ documentId: uuid, page: z.int().positive().optional(), rect: rect.optional() }),
  z.object({ photoId: uuid, rect: rect.optional() }),
]);
export type Evidence = z.infer<typeof evidence>;
