/** The form 申报表 among the documents of a package: found by its name, else by what it says. */
import type { FormFormat } from '../../../domain/model.ts';
import { isFormName } from '../../../domain/package/paths.ts';
import { sameValue } from '../../../domain/package/same-value.ts';
import { refuse } from '../../../domain/result.ts';
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

const parse = inReader<typeof parseForm>('form', formAllowance);

interface Question {
  readonly schemes: readonly Scheme[];
  /** the rule book of the round */
  readonly scheme: Scheme;
  readonly signal: AbortSignal | undefined;
}

interface Search {
  readonly forms: ParsedForm[];
  /** whose form was found instead, and what could not be opened */
  other: string | null;
  fault: { path: string; reason: string } | null;
}

/** Throws `package/no-form`, `two-forms`, `other-scheme`, `form-unreadable`, and `file/too-costly`. */
export async function findForm(
  documents: readonly FormCandidate[],
  schemes: readonly Scheme[],
  schemeId: string,
  signal?: AbortSignal,
): Promise<ParsedForm> {
  const scheme = schemes.find((each) => each.id === schemeId) ?? refuse('scheme/unknown', { schemeId });
  const question: Question = { schemes, scheme, signal };
  const named: Search = { forms: [], other: null, fault: null };
  for (const document of documents) if (isFormName(document.path)) await tryDocument(document, question, named);
  const found = chooseForm(named.forms, scheme);
  if (found && found.format !== 'scan') return found;
  if (named.other !== null) return refuse('package/other-scheme', { schemeId: named.other });
  if (named.fault !== null && !found) return refuse('package/form-unreadable', named.fault);
  // no form of a telling name, or only its picture: perhaps another file is the form
  const rest: Search = { forms: [], other: null, fault: null };
  const readable = documents.filter(({ path, bytes }) => !isFormName(path) && isReadable(path) && bytes <= largestForm);
  for (const document of readable.slice(0, mostTries)) await tryDocument(document, question, rest);
  const other =
    chooseForm(
      rest.forms.filter(({ format }) => format !== 'scan'),
      scheme,
    ) ?? found;
  return other ?? (rest.other === null ? refuse('package/no-form') : refuse('package/other-scheme', { schemeId: rest.other }));
}

async function tryDocument(document: FormCandidate, question: Question, search: Search): Promise<void> {
  const { path, bytes } = document;
  const outcome: FormOutcome =
    bytes > largestForm
      ? { kind: 'fault', reason: 'too-large' }
      : await parse({ name: path, bytes, signal: question.signal }, path, await document.read(), question.schemes, question.scheme.id);
  if (outcome.kind === 'own') search.forms.push(outcome.form);
  else if (outcome.kind === 'other') search.other ??= outcome.schemeId;
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
  };
}
