/** A document of a package, read and laid beside the rule books: runs in a reader process, for the bytes are foreign. */
import type { FormFormat, ReadValue } from '../../../domain/model.ts';
import { namedAttachments } from '../../../domain/form/attachments.ts';
import { linesOf, type Apart } from '../../../domain/form/content.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { countJsonFields, readJsonForm } from '../../../domain/form/read-json-form.ts';
import { recogniseForm, type Recognised } from '../../../domain/form/recognise.ts';
import type { FormLack } from '../../../domain/package/form-lack.ts';
import { refuse } from '../../../domain/result.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { FormFault } from '../forms/parts/office.ts';
import { readFormFile, type FormFile } from '../forms/read-form-file.ts';

export interface ParsedForm {
  readonly format: FormFormat;
  readonly documentPath: string;
  readonly fields: Readonly<Record<string, ReadValue>>;
  readonly unread: readonly string[];
  readonly schemeId: string;
  /** titles of attachments that the form names; for the findings */
  readonly named: readonly string[];
  /** words that are in the file and cannot be seen */
  readonly unseen: readonly string[];
  /** what its pages show beside what was read */
  readonly apart: readonly Apart[];
  /** why nothing was read, where a person takes the package in without it */
  readonly lack?: FormLack;
}

export type FormOutcome =
  | { readonly kind: 'own'; readonly form: ParsedForm }
  | { readonly kind: 'other'; readonly schemeId: string }
  /** no form of any rule book */
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly reason: string };

/** The rule books of the last question: they are the same for every form of an import, and what is made of them (the finder of labels) is kept by them. */
let asked: { readonly text: string; readonly schemes: readonly Scheme[] } = { text: '[]', schemes: [] };

/** `schemesText`: a list of rule books as JSON. @throws scheme/unknown */
export async function parseForm(path: string, bytes: Uint8Array, schemesText: string, schemeId: string): Promise<FormOutcome> {
  if (asked.text !== schemesText) asked = { text: schemesText, schemes: JSON.parse(schemesText) as Scheme[] };
  const { schemes } = asked;
  const scheme = schemes.find((each) => each.id === schemeId) ?? refuse('scheme/unknown', { schemeId });
  try {
    const file = await readFormFile(path, bytes);
    const whose = recognise(file, schemes, scheme);
    if (whose.kind === 'own') return { kind: 'own', form: formOf(file, path, scheme) };
    if (whose.kind === 'other') return { kind: 'other', schemeId: whose.schemeId };
    if (!isStamp(file)) return { kind: 'none' };
    return { kind: 'own', form: formOf({ format: 'scan', content: { tables: [], paragraphs: [] } }, path, scheme) };
  } catch (error) {
    if (error instanceof FormFault) return { kind: 'fault', reason: error.reason };
    throw error;
  }
}

/** A scan that a scanner wrote its own line on is still a picture of a form. */
function isStamp({ format, content }: FormFile): boolean {
  return format === 'pdf' && content.isScanned === true && linesOf(content).join('').length < 200;
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
  return {
    format,
    documentPath,
    ...read,
    schemeId: scheme.id,
    named: namedAttachments(content),
    unseen: content.unseen ?? [],
    apart: content.apart ?? [],
  };
}
