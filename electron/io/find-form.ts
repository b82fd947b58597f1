/** The form 申报表 among the documents of a package: found by its name, else by what it says. */
import { readFile } from 'node:fs/promises';
import type { FormFormat, ReadValue } from '../../domain/model.ts';
import { namedAttachments } from '../../domain/package/attachments.ts';
import { isFormName } from '../../domain/package/paths.ts';
import { readForm } from '../../domain/package/read-form.ts';
import { countJsonFields, readJsonForm } from '../../domain/package/read-json-form.ts';
import type { Recognised } from '../../domain/package/recognise.ts';
import { recogniseForm } from '../../domain/package/recognise.ts';
import { refuse } from '../../domain/result.ts';
import type { Scheme } from '../../domain/scheme/scheme.ts';
import { FormFault } from './forms/office.ts';
import type { FormFile } from './forms/read-form-file.ts';
import { isReadable, readFormFile } from './forms/read-form-file.ts';

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

/** Throws `package/no-form`, `two-forms`, `other-scheme`, `form-unreadable`. */
export async function findForm(documents: readonly FormCandidate[], schemes: readonly Scheme[], schemeId: string): Promise<ParsedForm> {
  const scheme = schemes.find((each) => each.id === schemeId) ?? refuse('scheme/unknown', { schemeId });
  const named = documents.filter(({ path }) => isFormName(path));
  const candidates = named.length > 0 ? named : documents.filter(({ path, bytes }) => isReadable(path) && bytes <= largestForm).slice(0, mostTries);
  const forms: ParsedForm[] = [];
  let other: string | null = null;
  let fault: { path: string; reason: string } | null = null;
  for (const document of candidates) {
    try {
      if (document.bytes > largestForm) throw new FormFault('too-large');
      const file = await readFormFile(document.path, await readFile(document.tempPath));
      if (file.format === 'scan' && named.length === 0) continue;
      const whose = recognise(file, schemes, scheme);
      if (whose.kind === 'own') forms.push(formOf(file, document.path, scheme));
      else if (whose.kind === 'other') other ??= whose.schemeId;
    } catch (error) {
      if (!(error instanceof FormFault)) throw error;
      fault ??= { path: document.path, reason: error.reason };
    }
  }
  return chooseForm(forms) ?? noForm(other, named.length > 0 ? fault : null);
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

function chooseForm(forms: readonly ParsedForm[]): ParsedForm | null {
  const [best, ...rest] = [...forms].sort((a, b) => preference.indexOf(a.format) - preference.indexOf(b.format));
  if (!best) return null;
  const said = (form: ParsedForm) => JSON.stringify(Object.keys(form.fields).sort().map((key) => [key, form.fields[key]?.value]));
  const differing = rest.find((form) => form.format !== 'scan' && said(form) !== said(best));
  if (differing) refuse('package/two-forms', { paths: [best.documentPath, differing.documentPath] });
  return best;
}

function noForm(other: string | null, fault: { path: string; reason: string } | null): never {
  if (other !== null) return refuse('package/other-scheme', { schemeId: other });
  return fault ? refuse('package/form-unreadable', fault) : refuse('package/no-form');
}
