/** Which of several fields a number is meant for that stands under a label of them all. */
import type { Field } from '../condition/condition.ts';
import { unitsBeside, type Stated } from './field-values.ts';
import { kindStated } from './quantity/quantity.ts';
import { targetOf, type Kind } from './quantity/units.ts';

type Fields = ReadonlyMap<string, Field>;

const kindOf = (field: Field | undefined): Kind | undefined => targetOf(field?.unit ?? 'none')?.kind;

/** The same figure in another currency: the one is converted from the other where nobody states it. */
function twinsOf(field: Field, byKey: Fields): Field[] {
  return [...byKey.values()].filter((other) => other.convertFrom === field.key || field.convertFrom === other.key);
}

/** In which kind of unit a figure is stated: by its label, its cell, or a line over the table that has a unit of one of the fields. */
function kindBeside(stated: Stated, fields: readonly Field[]): Kind | null {
  for (const field of fields) {
    const { beside, around } = unitsBeside(stated, field);
    const said = kindStated(stated.text, beside, around);
    if (said !== null) return said;
  }
  return null;
}

/**
 * Of what stands under a field's labels, what is meant for it: the unit decides, in the label, in the cell or over the table. A label may
 * stand for two fields (跨境电商进出口总额 in 亿元 and in 万美元), and what stands under the label of the one may be counted in the unit of
 * the other. One number is never two fields.
 * @param stated by the key of the field under whose labels it stands
 */
export function meantFor<S extends Stated>(field: Field, stated: ReadonlyMap<string, readonly S[]>, byKey: Fields): S[] {
  const kind = kindOf(field);
  const own = stated.get(field.key) ?? [];
  if (kind === undefined) return [...own];
  const twins = twinsOf(field, byKey);
  const ours = own.flatMap((each) => {
    const sharing = (each.keys ?? []).flatMap((key) => (key === field.key ? [] : (byKey.get(key) ?? [])));
    const others = [...sharing, ...twins].map(kindOf).filter((other) => other !== undefined && other !== kind);
    if (others.length === 0) return [each];
    const said = kindBeside(each, [field, ...sharing, ...twins]);
    const isShared = sharing.some((other) => kindOf(other) !== undefined && kindOf(other) !== kind);
    if (said === null) return [isShared ? { ...each, openCurrency: true } : each];
    return said !== kind && others.includes(said) ? [] : [each];
  });
  const theirs = twins.flatMap((twin) =>
    (stated.get(twin.key) ?? []).filter(
      (each) => each.keys?.includes(field.key) !== true && kindBeside(each, [twin, field]) === kind && kindOf(twin) !== kind,
    ),
  );
  return [...ours, ...theirs];
}
