/** One document from its tree to the bytes on disk: drawn, then signed in the fields that name the signers. */
import { refuse } from '../../../domain/result.ts';
import type { SignatureData } from '../../../domain/report/head.ts';
import { signatureLabel } from '../../../domain/report/signers.ts';
import type { DocumentTree } from '../../../domain/report/tree.ts';
import type { Images } from '../pdf/blocks.ts';
import { renderPdf, type FontSet } from '../pdf/render.ts';
import { signWith } from '../signatures/sign.ts';
import type { OpenSigner } from './signers.ts';

export interface DocumentOrder {
  readonly tree: DocumentTree;
  /** ISO time: the creation date, and the signing time */
  readonly at: string;
  readonly program: string;
  readonly images: Images;
  readonly fields: readonly SignatureData[];
  readonly reason: string;
  readonly location: string;
  /** the day of signing, in words */
  readonly signedOn: string;
  /** what the document is called in a refusal */
  readonly name: string;
}

export interface MadeDocument {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly signedBy: readonly string[];
}

/**
 * A person signs the field that names them; whoever is named nowhere is passed over, or refused where `everyone` is to
 * sign. An institution signs last, for it stands for what the persons have signed, and so not while one is missing. `tell` is called after each step with what was done: null once the pages are drawn, then the signers.
 * Errors: report/no-field-for, report/institution-last, and those of signing.
 */
export async function makeDocument(
  order: DocumentOrder,
  signers: readonly OpenSigner[],
  fonts: FontSet,
  everyone: boolean,
  tell: (holder: string | null) => void = () => undefined,
): Promise<MadeDocument> {
  const { bytes: drawn, pages } = await renderPdf(order.tree, { fonts, createdAt: order.at, program: order.program, images: order.images });
  tell(null);
  const signedBy: string[] = [];
  const taken = new Set<string>();
  let bytes = drawn;
  const fieldOf = (holder: string): SignatureData | undefined => order.fields.find((one) => !taken.has(one.field) && one.signer === holder);
  const lastOf = ({ holder }: OpenSigner): number => (fieldOf(holder)?.kind === 'institution' ? 1 : 0);
  for (const { identity, holder, strokes } of signers.toSorted((one, other) => lastOf(one) - lastOf(other))) {
    const field = fieldOf(holder);
    if (!field) {
      if (everyone) refuse('report/no-field-for', { signer: holder, document: order.name });
      continue;
    }
    const missing =
      field.kind === 'institution' ? order.fields.filter((one) => one.kind === 'person' && one.required && !taken.has(one.field)) : [];
    if (missing.length > 0) {
      if (everyone) refuse('report/institution-last', { document: order.name, missing: missing.map(({ signer }) => signer) });
      continue;
    }
    taken.add(field.field);
    const signed = await signWith(bytes, identity, {
      fieldName: field.field,
      reason: order.reason,
      location: order.location,
      at: order.at,
      fonts,
      strokes,
      label: signatureLabel(holder, order.signedOn),
      seal: field.kind === 'institution',
    });
    bytes = new Uint8Array(signed);
    signedBy.push(holder);
    tell(holder);
  }
  return { bytes, pages, signedBy };
}
