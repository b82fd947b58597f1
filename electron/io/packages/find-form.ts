/** The form 申报表 among the documents of a package: found by its name, else by what it says. */
import { readFile } from 'node:fs/promises';
import type { FormFormat, ReadValue } from '../../../domain/model.ts';
import { namedAttachments } from '../../../domain/form/attachments.ts';
import { linesOf } from '../../../domain/form/content.ts';
import { isFormName } from '../../../domain/package/paths.ts';
import { sameValue } from '../../../domain/package/same-value.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { countJsonFields, readJsonForm } from '../../../domain/form/read-json-form.ts';
import { recogniseForm, type Recognised } from '../../../domain/form/recognise.ts';
import { refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { FormFault } from '../forms/office.ts';
import { isReadable, readFormFile, type FormFile } from '../forms/read-form-file.ts';

export interface ParsedForm {
  readonly format: FormFormat;
  readonly documentPath: string;
  readonly fields: Readonly<Record<string, ReadValue>>;
  readonly unread: readonly string[];
  readonly schemeId: string;
  /** titles of attachments that the form names; for the findings */
  readonly named: readonly string[];
}

/** A document and where its bytes are for now. */
export interface FormCandidate {
  readonly path: string;
  readonly bytes: number;
  readonly tempPath: string;
}

/** Where one park's form was filled in twice, the format that is read best speaks. */
const preference: readonly FormFormat[] = ['docx', 'xlsx', 'doc', 'json', 'pdf', 'scan'];
const largestForm = 64 * 1024 ** 2;
/** how many files are opened to look for a form that has no telling name */
const mostTries = 20;

interface Search {
  readonly forms: ParsedForm[];
  /** whose form was found instead, and what could not be opened */
  other: string | null;
  fault: { path: string; reason: string } | null;
}

/** Throws `package/no-form`, `two-forms`, `other-scheme`, `form-unreadable`. */
export async function findForm(documents: readonly FormCandidate[], schemes: readonly Scheme[], schemeId: string): Promise<ParsedForm> {
  const scheme = schemes.find((each) => each.id === schemeId) ?? refuse('scheme/unknown', { schemeId });
  const named: Search = { forms: [], other: null, fault: null };
  for (const document of documents) if (isFormName(document.path)) await tryDocument(document, schemes, scheme, named);
  const found = chooseForm(named.forms, scheme);
  if (found && found.format !== 'scan') return found;
  if (named.other !== null) return refuse('package/other-scheme', { schemeId: named.other });
  if (named.fault !== null && !found) return refuse('package/form-unreadable', named.fault);
  // no form of a telling name, or only its picture: perhaps another file is the form
  const rest: Search = { forms: [], other: null, fault: null };
  const readable = documents.filter(({ path, bytes }) => !isFormName(path) && isReadable(path) && bytes <= largestForm);
  for (const document of readable.slice(0, mostTries)) await tryDocument(document, schemes, scheme, rest);
  const other =
    chooseForm(
      rest.forms.filter(({ format }) => format !== 'scan'),
      scheme,
    ) ?? found;
  return other ?? (rest.other === null ? refuse('package/no-form') : refuse('package/other-scheme', { schemeId: rest.other }));
}

async function tryDocument(document: FormCandidate, schemes: readonly Scheme[], scheme: Scheme, search: Search): Promise<void> {
  try {
    if (document.bytes > largestForm) throw new FormFault('too-large');
    const file = await readFormFile(document.path, await readFile(document.tempPath));
    const whose = recognise(file, schemes, scheme);
    if (whose.kind === 'own') search.forms.push(formOf(file, document.path, scheme));
    else if (whose.kind === 'other') search.other ??= whose.schemeId;
    else if (isStamp(file)) search.forms.push(formOf({ format: 'scan', content: { tables: [], paragraphs: [] } }, document.path, scheme));
  } catch (error) {
    if (!(error instanceof FormFault)) throw error;
    search.fault ??= { path: document.path, reason: error.reason };
  }
}

/** A scan that a scanner wrote its own line on is still a picture of a form. */
function isStamp({ format, content }: FormFile): boolean {
  return format === 'pdf' && linesOf(content).join('').length < 200;
}

/** A picture of a form is taken for the form of this round: a person reads it. */
function recognise(file: FormFile, schemes: readonly Scheme[], own: Scheme): Recognised {
  if (file.format === 'scan') return { kind: 'own' };
  if (!file.json) return recogniseForm(file.content, schemes, own.id);
  const stated = file.json.schemeId;
  if (stated !== null && stated !== own.id) return { kind: 'other', schemeId: stated };
  return countJsonFields(file.json, own) > 0 ? { kind: 'own' } : { kind: 'none' };
}

function formOf({ format, content, json }: FormFile, documentPath: string, scheme: Scheme): ParsedForm {
  const read = json ? readJsonForm(json, scheme) : readForm(content, scheme);
  return { format, documentPath, ...read, schemeId: scheme.id, named: namedAttachments(content) };
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
  };
}
