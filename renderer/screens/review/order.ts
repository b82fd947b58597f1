/** In which order the fields of a form are checked, and which finding belongs to which field. */
import type { ApplicationRow, ApplicationView } from '../../../domain/contract/api.ts';
import { isHint } from '../../../domain/package/shared.ts';
import type { Mark } from '../../ui/viewer/point.ts';

export type Field = ApplicationView['fields'][number];
export type Finding = ApplicationView['findings'][number];

export function isUnread(field: Field): boolean {
  return field.statedBy === 'form' && field.used === null;
}

/** Whether something about its value is to be looked at. */
export function isDoubted(field: Field, findings: readonly Finding[]): boolean {
  return findings.some((finding) => !isHint(finding.code) && concerns(finding, field));
}

/**
 * Keys in the order of the check: of what the form states, what could not be read first, then what a finding doubts, then the rest, each
 * in the form's own order; what only reviewers state comes last.
 */
export function checkOrder(fields: readonly Field[], findings: readonly Finding[]): string[] {
  const rank = (field: Field): number => {
    if (field.statedBy !== 'form') return 3;
    if (isUnread(field)) return 0;
    return isDoubted(field, findings) ? 1 : 2;
  };
  return fields
    .map((field) => ({ key: field.key, rank: rank(field) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
}

/** Findings that carry no field's label, but are about one all the same. */
const about: Readonly<Record<string, string>> = { 'name-pattern': 'parkName' };

/** Whether a finding stands at a field: it names its label in one of the two languages. */
export function concerns(finding: Finding, field: Field): boolean {
  return about[finding.code] === field.key || finding.params['field'] === field.label || finding.params['fieldEn'] === field.label;
}

/** What to look for on the page: the words that were read, after the label. */
export function markOf(field: Field): Mark {
  return { words: field.values.find((one) => one.source === 'form')?.raw ?? '', label: field.label };
}

/** The next park that nobody has accepted, after this one and round again; undefined when there is no other. */
export function nextWaiting(rows: readonly ApplicationRow[], applicationId: string): ApplicationRow | undefined {
  const at = rows.findIndex((one) => one.applicationId === applicationId);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find((one) => one.acceptedAt === null);
}
