/** The contract of the roster of experts (专家库), their seating, and the random draw of a panel (抽取). */
import { z } from 'zod';
import { role, uuid } from '../model.ts';
import { drawAnswers } from '../panel/draw.ts';
import { count, method, name, nothing, path, reason } from './method.ts';

const text = (longest: number) => z.string().trim().max(longest).default('');

const who = {
  name,
  organisation: text(200),
  title: text(100),
  /** 专业领域; several are told apart by 、 */
  field: text(200),
  region: text(100),
  /** telephone or address, for the office alone */
  contact: text(200),
  note: text(1000),
};

const expertView = z.object({
  expertId: uuid,
  name: z.string(),
  organisation: z.string(),
  title: z.string(),
  field: z.string(),
  region: z.string(),
  contact: z.string(),
  note: z.string(),
  /** why nobody is to seat the expert for now */
  paused: z.string().nullable(),
  /** panels on which the expert sat */
  rounds: z.array(z.object({ roundId: uuid, name: z.string(), role })),
});

const drawView = z.object({
  drawId: uuid,
  at: z.string(),
  /** head of the chain as it stood before the draw */
  seed: z.string(),
  size: count,
  role,
  /** what had to hold of whoever was drawn, as sentences */
  conditions: z.array(z.string()),
  /** how many were drawn from */
  pool: count,
  /** all of them, in the order that the seed gives: whoever refuses makes room for the next */
  order: z.array(
    z.object({ expertId: uuid, name: z.string(), organisation: z.string(), answer: z.enum(drawAnswers), reason: z.string().nullable() }),
  ),
});

export const rosterMethods = {
  'roster.list': method('read', nothing, z.array(expertView), 'secretary'),
  'roster.add': method('write', z.strictObject({ ...who, another: z.boolean().default(false) }), z.object({ expertId: uuid }), 'secretary'),
  'roster.edit': method(
    'write',
    /** `was`: as whoever edits saw it; what others changed since stays, and what both changed is refused */
    z.strictObject({ expertId: uuid, ...who, was: z.strictObject(who).optional() }),
    z.object({ changed: z.boolean() }),
    'secretary',
  ),
  /** null: the expert may be seated again */
  'roster.pause': method(
    'write',
    z.strictObject({ expertId: uuid, reason: reason.nullable() }),
    z.object({ paused: z.boolean() }),
    'secretary',
  ),
  /** only who never sat on a panel, and whom no draw of an open round calls or holds in reserve */
  'roster.remove': method('write', z.strictObject({ expertId: uuid, reason: reason.optional() }), nothing, 'secretary'),
  /** one person entered twice: what is on record of `drop` passes to `keep`, and draws call `keep` */
  'roster.merge': method('write', z.strictObject({ keep: uuid, drop: uuid }), z.object({ seats: count }), 'secretary'),
  /**
   * the sheets of a workbook that have a head (姓名, 单位, 职务职称, 专业领域, 地区, 联系方式, 备注), whole or not at all; who is known by name
   * and organisation stays, and whatever was not taken is told
   */
  'roster.import': method(
    'job',
    z.strictObject({ path }),
    z.object({
      added: count,
      known: count,
      /** who stands in the list twice with another title, contact or note: only the first was taken */
      doubles: z.array(z.string()),
      /** heads of columns that the roster has no place for */
      passedOver: z.array(z.string()),
      /** sheets without a head */
      sheets: z.array(z.string()),
      /** how lines begin that are sums or notes */
      lines: z.array(z.string()),
      /** rows that are hidden */
      hidden: count,
    }),
    'secretary',
  ),
  /** the members of a round's panel whom the roster does not know */
  'roster.takeFrom': method('write', z.strictObject({ roundId: uuid }), z.object({ added: count }), 'secretary'),
  /** what names and addresses say of relations to the parks of a round, before anybody is asked */
  'roster.check': method(
    'read',
    z.strictObject({ roundId: uuid }),
    z.array(
      z.object({
        expertId: uuid,
        hints: z.array(z.object({ parkName: z.string(), strength: z.enum(['likely', 'possible']), because: z.array(z.string()) })),
      }),
    ),
    'secretary',
  ),
  'roster.seat': method(
    'write',
    z.strictObject({ roundId: uuid, expertIds: z.array(uuid).min(1).max(200), role: role.default('expert') }),
    z.object({ personIds: z.array(uuid) }),
    'secretary',
  ),
  /** draws from all who fit, are not on the panel and were not called, refused or withdrew in a draw of the round; nobody chooses the seed */
  'roster.draw': method(
    'write',
    z.strictObject({
      roundId: uuid,
      size: z.int().min(1).max(50),
      role: role.default('expert'),
      /** fields and regions of which one must be the expert's; empty: any */
      fields: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
      regions: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
      /** nobody of whom names or addresses say that there is likely a relation to a park of the round */
      withoutLikely: z.boolean().default(true),
    }),
    drawView,
    'secretary',
  ),
  'roster.draws': method('read', z.strictObject({ roundId: uuid }), z.array(drawView), 'secretary'),
  /** what somebody who was called says: who accepts is seated, who refuses makes room for the next, for a reason */
  'roster.answer': method(
    'write',
    z.strictObject({ drawId: uuid, expertId: uuid, accepts: z.boolean(), reason: reason.optional() }),
    z.object({ personId: uuid.nullable() }),
    'secretary',
  ),
} as const;
