/** The form 申报表 among the documents of a package: found by its name, else by what it says. */
import type { FormFormat } from '../../../domain/model.ts';
import type { FormLack } from '../../../domain/package/form-lack.ts';
import { extension, isFormName, kindByName } from '../../../domain/package/paths.ts';
import { sameValue } from '../../../domain/package/same-value.ts';
import { Refusal, refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { formAllowance } from '../foreign/allowances.ts';
import { inReader } from '../foreign/reader.ts';
import { isReadable } from '../forms/formats.ts';
import type { FormOutcome, parseForm, ParsedForm } from './parse-form.ts';

/** A document and how its bytes are had for now. */
export interface FormCandidate {
  readonly path: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

/** Where one park's form was filled in twice, the format that is read best speaks. */
const preference: readonly FormFormat[] = ['docx', 'xlsx', 'doc', 'json', 'pdf', 'scan'];
const largestForm = 64 * 1024 ** 2;
/** how many files are opened to look for a form that has no telling name */
const mostTries = 20;
/** A form is a few pages; how many such PDFs without a telling name are opened for it. */
const largestSheet = 8 * 1024 ** 2;
const mostSheets = 5;

const parse = inReader<typeof parseForm>('form', formAllowance);

/** Rule books as they go to the reader: one text, for a hundred forms are asked about the same ones. */
const texts = new WeakMap<readonly Scheme[], string>();

function textOf(schemes: readonly Scheme[]): string {
  const text = texts.get(schemes) ?? JSON.stringify(schemes);
  texts.set(schemes, text);
  return text;
}

interface Question {
  readonly schemes: string;
  /** the rule book of the round */
  readonly scheme: Scheme;
  readonly signal: AbortSignal | undefined;
}

interface Search {
  readonly forms: ParsedForm[];
  readonly looked: string[];
  /** whose form was found instead, what is no form of any rule book, and what could not be opened */
  other: { path: string; schemeId: string } | null;
  unrecognised: string | null;
  fault: { path: string; reason: string } | null;
}

function newSearch(): Search {
  return { forms: [], looked: [], other: null, unrecognised: null, fault: null };
}

/** `isAlone`: the document was handed in by itself. Throws `package/no-form`, `form-unrecognised`, `two-forms`, `other-scheme`, `form-unreadable`, and `file/too-costly`, `reader-ended`. */
export async function findForm(
  documents: readonly FormCandidate[],
  schemes: readonly Scheme[],
  schemeId: string,
  signal?: AbortSignal,
  isAlone = false,
): Promise<ParsedForm> {
  const scheme = schemes.find((each) => each.id === schemeId) ?? refuse('scheme/unknown', { schemeId });
  const question: Question = { schemes: textOf(schemes), scheme, signal };
  const named = newSearch();
  for (const document of documents) if (isFormName(document.path)) await tryDocument(document, question, named);
  const found = chooseForm(named.forms, scheme);
  if (found && found.format !== 'scan') return found;
  if (named.other !== null) return refuse('package/other-scheme', named.other);
  if (named.fault !== null && !found) return refuse('package/form-unreadable', named.fault);
  // no form of a telling name, or only its picture: perhaps another file is the form
  const rest = newSearch();
  const unnamed = documents.filter(({ path, bytes }) => !isFormName(path) && bytes <= largestForm);
  for (const document of unnamed.filter(({ path }) => isReadable(path)).slice(0, mostTries)) await tryDocument(document, question, rest);
  const other = chooseForm(withWords(rest.forms), scheme) ?? found;
  if (other) return other;
  if (rest.other !== null) return refuse('package/other-scheme', rest.other);
  // a PDF is opened last: most are reports and proofs, and their names say so
  const isSheet = (path: string): boolean => isUntoldPdf(path) || (isAlone && !isReadable(path));
  const sheets = unnamed.filter(({ path, bytes }) => isSheet(path) && (isAlone || bytes <= largestSheet)).slice(0, mostSheets);
  for (const document of sheets) await tryDocument(document, question, rest);
  // the only page that somebody hands in is the form, also as a picture
  const sheet = chooseForm(isAlone ? rest.forms : withWords(rest.forms), scheme);
  if (sheet) return sheet;
  if (rest.other !== null) return refuse('package/other-scheme', rest.other);
  if (isAlone && rest.fault !== null) return refuse('package/form-unreadable', rest.fault);
  if (named.unrecognised !== null) return refuse('package/form-unrecognised', { path: named.unrecognised });
  return refuse('package/no-form', { looked: [...named.looked, ...rest.looked] });
}

function withWords(forms: readonly ParsedForm[]): ParsedForm[] {
  return forms.filter(({ format }) => format !== 'scan');
}

/** Whether nothing in the name says what a PDF is. */
function isUntoldPdf(path: string): boolean {
  return extension(path) === 'pdf' && kindByName(path) === 'other';
}

async function tryDocument(document: FormCandidate, question: Question, search: Search): Promise<void> {
  const { path, bytes } = document;
  search.looked.push(path);
  const outcome: FormOutcome =
    bytes > largestForm
      ? { kind: 'fault', reason: 'too-large' }
      : await parse({ name: path, bytes, signal: question.signal }, path, await document.read(), question.schemes, question.scheme.id);
  if (outcome.kind === 'own') search.forms.push(outcome.form);
  else if (outcome.kind === 'other') search.other ??= { path, schemeId: outcome.schemeId };
  else if (outcome.kind === 'none') search.unrecognised ??= path;
  else if (outcome.kind === 'fault') search.fault ??= { path, reason: outcome.reason };
}

/**
 * The form that counts. A blank one beside one that is filled in is a template. Several parts or copies of one form
 * (a page of signatures, a stamped PDF beside the Word file) complete each other; two that contradict are for a person to sort out.
 */
function chooseForm(forms: readonly ParsedForm[], scheme: Scheme): ParsedForm | null {
  const written = forms.filter((form) => valuesIn(form) > 0);
  const most = Math.max(0, ...written.map(valuesIn));
  const rank = (form: ParsedForm) => (valuesIn(form) * 2 < most ? preference.length : 0) + preference.indexOf(form.format);
  const [best, ...rest] = [...(written.length > 0 ? written : forms)].sort((a, b) => rank(a) - rank(b) || valuesIn(b) - valuesIn(a));
  if (!best) return null;
  return rest.filter(({ format }) => format !== 'scan').reduce((form, other) => complete(form, other, scheme), best);
}

/** How much of a form is filled in. */
function valuesIn(form: ParsedForm): number {
  return Object.values(form.fields).filter(({ value }) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .length;
}

/** What `form` leaves open, as `other` states it. */
function complete(form: ParsedForm, other: ParsedForm, scheme: Scheme): ParsedForm {
  const fields = { ...form.fields };
  for (const { key, type } of scheme.fields) {
    const [own, its] = [fields[key], other.fields[key]];
    if (!its || its.value === null) continue;
    if (!own || own.value === null) fields[key] = its;
    // words come out of a PDF a little differently; figures do not
    else if (!sameValue(own.value, its.value) && !(other.format === 'pdf' && (type === 'text' || type === 'list')))
      refuse('package/two-forms', { paths: [form.documentPath, other.documentPath] });
  }
  return {
    ...form,
    fields,
    unread: form.unread.filter((key) => (fields[key]?.value ?? null) === null),
    named: [...new Set([...form.named, ...other.named])],
    unseen: [...form.unseen, ...other.unseen],
    apart: [...form.apart, ...other.apart],
  };
}

/** The form of a package whose documents a person wants in the round although none of them could be read: every field is open. */
export function emptyForm(scheme: Scheme, lack: FormLack): ParsedForm {
  return {
    format: 'none',
    documentPath: '',
    fields: {},
    unread: scheme.fields.filter(({ statedBy }) => statedBy === 'form').map(({ key }) => key),
    schemeId: scheme.id,
    named: [],
    unseen: [],
    apart: [],
    lack,
  };
}

/** Why no form was read, of what `findForm` throws; null where something else is wrong with the package. */
export function lackOf(error: unknown): FormLack | null {
  if (!(error instanceof Refusal)) return null;
  const { code, details } = error;
  const text = (name: string): string => (typeof details[name] === 'string' ? details[name] : '');
  const list = (name: string): string[] => (Array.isArray(details[name]) ? details[name].map(String) : []);
  switch (code) {
    case 'package/no-form':
      return { kind: 'none', looked: list('looked') };
    case 'package/form-unrecognised':
      return { kind: 'unrecognised', path: text('path') };
    case 'package/other-scheme':
      return { kind: 'otherScheme', path: text('path'), schemeId: text('schemeId') };
    case 'package/two-forms':
      return { kind: 'contradict', paths: list('paths') };
    case 'package/form-unreadable':
      return { kind: 'unreadable', path: text('path'), reason: reasonOf(text('reason')) };
    case 'file/too-costly':
    case 'file/reader-ended':
      return { kind: 'unreadable', path: text('name'), reason: 'costly' };
    default:
      return null;
  }
}

function reasonOf(fault: string): Extract<FormLack, { kind: 'unreadable' }>['reason'] {
  if (fault === 'empty' || fault === 'encrypted' || fault === 'format') return fault;
  return fault === 'too-large' ? 'tooLarge' : 'damaged';
}
