/**
 * Values by source, side by side. The strongest source decides (实地考察 > 审核材料 > 申报表); the others
 * stay visible beside it.
 */
import { sources, type FieldValue, type FieldValues, type Source } from '../model.ts';

export interface Stated {
  readonly value: FieldValue;
  readonly source: Source;
}

/** Per field, what each source states. A null states nothing. */
export type StatedValues = Readonly<Record<string, Readonly<Partial<Record<Source, FieldValue>>>>>;

/** The strongest statement and the weaker ones, strongest first; null where no source states anything. */
export function strongest(stated: Readonly<Partial<Record<Source, FieldValue>>>): (Stated & { readonly others: readonly Stated[] }) | null {
  const [first, ...others] = sources.toReversed().flatMap((source) => {
    const value = stated[source];
    return value === undefined || value === null ? [] : [{ value, source }];
  });
  return first ? { ...first, others } : null;
}

/** The values that evaluation uses, one per field that anybody has stated. */
export function usedValues(stated: StatedValues): Record<string, Stated> {
  return Object.fromEntries(
    Object.entries(stated).flatMap(([key, bySource]) => {
      const used = strongest(bySource);
      return used ? [[key, { value: used.value, source: used.source }]] : [];
    }),
  );
}

/** Bare values (`schemes.evaluate`) as if all came from one source. */
export function fromOneSource(values: FieldValues, source: Source): Record<string, Stated> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, { value, source }]])));
}
