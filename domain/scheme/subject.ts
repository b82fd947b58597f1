/** 评什么、适用于哪里: what a rule book judges, and where it holds. */
import { z } from 'zod';
import { localText } from '../condition/condition.ts';

/**
 * 园区 · 企业 · 平台 · 仓 · 产业带 · 孵化中心 · 机构 · 中心 · 门店 · 综试区: whoever is judged as one of them may apply for another rule book's
 * that judges the same, and for no other.
 */
export const subjectKinds = [
  'park',
  'enterprise',
  'platform',
  'warehouse',
  'belt',
  'incubator',
  'institution',
  'centre',
  'shop',
  'zone',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** `word` is what documents call it (园区, 企业, 平台); `counter` counts it (个, 家). */
export const subject = z.strictObject({ kind: z.enum(subjectKinds), word: localText, counter: z.string().min(1).default('个') });
export type Subject = z.infer<typeof subject>;

/** 所在地 · 注册地 · 税收缴纳地 */
export const bases = ['located', 'registered', 'taxed'] as const;
export type Basis = (typeof bases)[number];

/** The authority's own region, and by which of an applicant's places one belongs to it; every one of them has to lie in it. */
export const region = z.strictObject({
  /** short: 湖南 */
  province: z.string(),
  /** in full: 郴州市; absent: the whole province */
  prefecture: z.string().optional(),
  by: z.array(z.enum(bases)).min(1).default(['located']),
});
export type Region = z.infer<typeof region>;
