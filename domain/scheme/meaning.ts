/** Fields of two rule books meet by what they mean, never by their keys. */
import type { FieldValue } from '../model.ts';
import { toDecimal, toRational } from '../numbers/rational.ts';
import type { Field } from '../condition/condition.ts';
import type { Stated } from '../condition/values.ts';
import { convert } from './measure.ts';
import type { Scheme } from './scheme.ts';

/** By meaning, the fields that say it. A rule book may state one thing in 亿元 and in 万美元, each in a field of its own. */
const byMeaning = new WeakMap<Scheme, ReadonlyMap<string, readonly Field[]>>();

export function fieldsOfMeaning(scheme: Scheme, meaning: string): readonly Field[] {
  let found = byMeaning.get(scheme);
  if (!found) {
    const map = Map.groupBy(
      scheme.fields.filter((field) => field.meaning !== undefined),
      (field) => field.meaning ?? '',
    );
    byMeaning.set(scheme, (found = map));
  }
  return found.get(meaning) ?? [];
}

/** In the other field's unit; undefined where that needs an exchange rate, which the other rule book's own conversion asks for. */
function asIn(to: Field, from: Field, value: FieldValue): FieldValue | undefined {
  if (from.unit === to.unit) return from.type === to.type || !isKind(to) ? value : undefined;
  const number = typeof value === 'string' || typeof value === 'number' ? toRational(String(value)) : null;
  const crosses = (from.unit === 'wanUsd') !== (to.unit === 'wanUsd');
  const converted = number && !crosses && isMoney(from) && isMoney(to) ? convert(number, from.unit, to.unit) : null;
  return converted ? toDecimal(converted) : undefined;
}

function isMoney({ unit }: Field): boolean {
  return unit === 'yi' || unit === 'wan' || unit === 'wanUsd';
}

/** Whose values are words of its own. */
function isKind({ type }: Field): boolean {
  return type === 'choice' || type === 'set' || type === 'boolean' || type === 'date';
}

/** A field of one rule book, and those of the other one that mean the same, in their order. */
interface Meeting {
  readonly to: Field;
  readonly from: readonly Field[];
}

const meetings = new WeakMap<Scheme, WeakMap<Scheme, readonly Meeting[]>>();

/** The fields of two rule books that meet; worked out once for each pair. */
function meetingsOf(from: Scheme, to: Scheme): readonly Meeting[] {
  let ofFrom = meetings.get(from);
  if (!ofFrom) meetings.set(from, (ofFrom = new WeakMap()));
  let found = ofFrom.get(to);
  if (!found) {
    found = to.fields.flatMap((field): Meeting[] => {
      const own = field.meaning === undefined ? [] : fieldsOfMeaning(from, field.meaning);
      return own.length > 0 ? [{ to: field, from: own }] : [];
    });
    ofFrom.set(to, found);
  }
  return found;
}

/**
 * What is stated under one rule book as another one reads it: the values whose fields have the same meaning there. The same rule book
 * reads everything.
 */
export function carry(values: Readonly<Record<string, Stated>>, from: Scheme, to: Scheme): Readonly<Record<string, Stated>> {
  if (from.id === to.id) return values;
  const carried: Record<string, Stated> = {};
  for (const meeting of meetingsOf(from, to)) {
    for (const own of meeting.from) {
      const stated = Object.hasOwn(values, own.key) ? values[own.key] : undefined;
      const value = stated === undefined || stated.value === null ? undefined : asIn(meeting.to, own, stated.value);
      if (stated === undefined || value === undefined) continue;
      // a value that is read as it stands is the same statement
      carried[meeting.to.key] = value === stated.value ? stated : { ...stated, value };
      break;
    }
  }
  return carried;
}
