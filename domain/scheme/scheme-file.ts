/** A rule book as a file: each is read on its own, and one that cannot be used is named with the place and the problem. */
import { problem, type Problem } from '../condition/problem.ts';
import { isPlace } from '../place/prefectures.ts';
import { brokenOffset } from './json-text.ts';
import { schemeProblems, shapeProblems } from './parse.ts';
import { scheme as schemeModel, type Scheme } from './scheme.ts';

/** All that is wrong with one file; places as `conditions[3].test.left`, or a line of the text. */
export interface SchemeFault {
  readonly file: string;
  readonly problems: readonly Problem[];
}

export type SchemeReading = { readonly scheme: Scheme } | { readonly fault: SchemeFault };

/** The larger a text, the longer everybody waits for it: no rule book comes near it. In characters. */
export const longestScheme = 2_000_000;

function brokenAt(text: string): Problem {
  const before = text.slice(0, brokenOffset(text) ?? text.length);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return problem('', 'broken', { line, column });
}

function parseJson(text: string): { readonly json: unknown } | { readonly broken: Problem } {
  try {
    const json: unknown = JSON.parse(text);
    return { json };
  } catch {
    return { broken: brokenAt(text) };
  }
}

/** What a new file must not do, and the copies of old rounds may: they go on with what they were opened with. */
function strictProblems(scheme: Scheme, name: string | null): Problem[] {
  const { validFrom, validYears, validUntil, region } = scheme;
  return [
    ...(name === null || name === scheme.id ? [] : [problem('id', 'fileName', { name, id: scheme.id })]),
    ...(validYears !== null && validFrom === null && scheme.validity === undefined ? [problem('validYears', 'validityStart')] : []),
    ...(validYears !== null && validUntil !== undefined ? [problem('validUntil', 'validityTwice')] : []),
    ...(validFrom !== null && validUntil !== undefined && validUntil < validFrom ? [problem('validUntil', 'validityOrder')] : []),
    ...(region !== null && !isPlace(region)
      ? [problem('region', 'noPlace', { name: `${region.province}${region.prefecture ?? ''}` })]
      : []),
  ];
}

/**
 * Reads the text of a file. `name` is its name without the ending, which has to be the rule book's id; null where the file is named by
 * whoever keeps it. Never throws.
 */
export function readScheme(file: string, text: string, name: string | null): SchemeReading {
  const fault = (...problems: Problem[]): SchemeReading => ({ fault: { file, problems } });
  if (text.length > longestScheme) return fault(problem('', 'tooLong', { bound: longestScheme }));
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if ('broken' in parsed) return fault(parsed.broken);
  const shaped = schemeModel.safeParse(parsed.json, { reportInput: true });
  if (!shaped.success) return fault(...shapeProblems(shaped.error));
  const problems = [...strictProblems(shaped.data, name), ...schemeProblems(shaped.data)];
  return problems.length === 0 ? { scheme: shaped.data } : fault(...problems);
}
