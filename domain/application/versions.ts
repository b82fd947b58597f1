/** 版本对照: what two versions of an application state differently, field by field. */
import type { FieldValue } from '../model.ts';
import { sameValue } from '../package/same-value.ts';
import type { Field } from '../condition/condition.ts';

export interface Difference {
  readonly key: string;
  /** null: not stated, or not readable */
  readonly before: FieldValue;
  readonly after: FieldValue;
  /** what people had established instead, which the new version contradicts; null: nothing, or it says the same */
  readonly established: FieldValue;
}

/** Values by field. */
type Stated = Readonly<Record<string, FieldValue | undefined>>;

/** In the order of the rule book's fields; equal statements in other spacing are none. */
export function compareVersions(fields: readonly Pick<Field, 'key'>[], before: Stated, after: Stated, established: Stated): Difference[] {
  return fields.flatMap(({ key }) => {
    const [was, is, found] = [before[key] ?? null, after[key] ?? null, established[key] ?? null];
    if (sameValue(was, is)) return [];
    return [{ key, before: was, after: is, established: found !== null && is !== null && !sameValue(found, is) ? found : null }];
  });
}
