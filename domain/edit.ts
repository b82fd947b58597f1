/** An edit of a record that somebody else may have changed since it was opened: only what was changed here is written. */

export type Fields = Readonly<Record<string, string>>;

/** The record as it shall be; or the names of fields that were changed here and elsewhere, each to something else. */
export type Edited<T extends Fields> = { readonly next: T } | { readonly clash: readonly (keyof T & string)[] };

/**
 * `stored` as it is, `now` as it shall be by whoever edits, `was` as they saw it; without `was` all of `now` is meant. The three have the
 * same names.
 */
export function mergeEdit<T extends Fields>(stored: T, now: T, was: T | undefined): Edited<T> {
  if (was === undefined) return { next: now };
  const names = Object.keys(stored) as (keyof T & string)[];
  const clash = names.filter((name) => now[name] !== was[name] && stored[name] !== was[name] && stored[name] !== now[name]);
  if (clash.length > 0) return { clash };
  const changed = names.filter((name) => now[name] !== was[name]);
  return { next: { ...stored, ...Object.fromEntries(changed.map((name) => [name, now[name]])) } };
}
