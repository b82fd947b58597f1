/** Why the fields of an application are empty: no form of its package could be read. Told as a finding beside the park. */
import type { Finding } from '../model.ts';
import type { ErrorCode } from '../result.ts';
import type { Scheme } from '../scheme/scheme.ts';

export type FormLack =
  /** nothing in the package looks like a form; `looked`: the files that were opened for it */
  | { readonly kind: 'none'; readonly looked: readonly string[] }
  /** named as the form, and holds none of the labels */
  | { readonly kind: 'unrecognised'; readonly path: string }
  | { readonly kind: 'otherScheme'; readonly path: string; readonly schemeId: string }
  | { readonly kind: 'contradict'; readonly paths: readonly string[] }
  | {
      readonly kind: 'unreadable';
      readonly path: string;
      /** without a byte; behind a password; of a format that is not read; beyond a bound of size, or of time and memory; damaged */
      readonly reason: 'empty' | 'encrypted' | 'format' | 'tooLarge' | 'costly' | 'damaged';
    }
  /** there is no file at all: an application on paper */
  | { readonly kind: 'paper' };

/** Refusals of a package that a person may set aside: it lacks only a form that can be read. */
export const formRefusals: ReadonlySet<string> = new Set<ErrorCode>([
  'package/no-form',
  'package/form-unrecognised',
  'package/other-scheme',
  'package/two-forms',
  'package/form-unreadable',
  'file/too-costly',
  'file/reader-ended',
]);

/** So many files are named; more are counted. */
const mostNamed = 5;

/** @param schemes names the rule book whose form was found */
export function lackFinding(lack: FormLack, schemes: readonly Pick<Scheme, 'id' | 'title'>[]): Finding {
  switch (lack.kind) {
    case 'none':
      return lack.looked.length === 0
        ? { code: 'form-lacking.none', params: {} }
        : { code: 'form-lacking.noneOf', params: { paths: lack.looked.slice(0, mostNamed).join('、'), count: lack.looked.length } };
    case 'unrecognised':
      return { code: 'form-lacking.unrecognised', params: { path: lack.path } };
    case 'otherScheme': {
      const title = schemes.find(({ id }) => id === lack.schemeId)?.title;
      const scheme = title?.zh ?? lack.schemeId;
      return { code: 'form-lacking.otherScheme', params: { path: lack.path, scheme, schemeEn: title?.en ?? scheme } };
    }
    case 'contradict':
      return { code: 'form-lacking.contradict', params: { paths: lack.paths.join('、') } };
    case 'unreadable':
      return { code: `form-lacking.${lack.reason}`, params: { path: lack.path } };
    default:
      return { code: `form-lacking.${lack.kind}`, params: {} };
  }
}
