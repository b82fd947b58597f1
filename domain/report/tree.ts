/**
 * A document before it has a face: blocks in reading order, without fonts, positions or bytes. The PDF
 * renderer, the docx writer and the preview draw the same tree.
 */
import type { Stroke } from '../model.ts';
import type { Language } from '../text.ts';
import type { Sketch } from '../visit/sketch.ts';

/** Plain JSON, attached to the document in canonical form. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** strike: a dropped figure; strong: a figure that decides; muted: an aside. */
export type Mark = 'strike' | 'strong' | 'muted';
export interface Run {
  readonly text: string;
  readonly mark?: Mark;
}
export type Inline = string | readonly Run[];

export type Align = 'left' | 'centre' | 'right';

export interface Heading {
  readonly kind: 'heading';
  /** 1 一、 · 2 （一） · 3 1. — numbered by the builder */
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

/**
 * title: the name of a notice on its first page · centre: a line below it · addressee: flush left ·
 * body: indented by two characters · quote: words of a person · note: small, about a table or figure ·
 * signatory, date: 落款, right
 */
export type ParagraphRole = 'title' | 'centre' | 'addressee' | 'body' | 'quote' | 'note' | 'signatory' | 'date';
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly role: ParagraphRole;
  readonly text: Inline;
  /** stays on the page of the next block */
  readonly keep?: boolean;
}

export interface Cell {
  readonly text: Inline;
  /** columns it covers, 1 when absent */
  readonly span?: number;
  readonly align?: Align;
  readonly head?: boolean;
}
export interface Row {
  readonly cells: readonly Cell[];
  readonly tone?: 'total';
}
export interface Column {
  /** share of the width; shares are added up */
  readonly width: number;
  readonly align?: Align;
}
export interface Table {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly Column[];
  /** repeated at the top of every further page */
  readonly head: readonly Row[];
  readonly body: readonly Row[];
}

/** One polygon over the axes; values are shares of the maximum, 0 … 1. */
export interface RadarChart {
  readonly kind: 'radar';
  readonly axes: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}
/** Horizontal bars; `value` is a share of the longest possible bar, `label` what stands behind it. */
export interface BarChart {
  readonly kind: 'bars';
  readonly bars: readonly { readonly name: string; readonly value: number; readonly label: string; readonly line?: number }[];
}
/** One row each: a line from the best to the worst rank, a mark at the own one, a rule where the places end. Ranks count from 1. */
export interface RankChart {
  readonly kind: 'ranks';
  readonly of: number;
  /** how many may be listed; 0: none may, and nothing is ruled */
  readonly places: number;
  readonly rows: readonly {
    readonly name: string;
    readonly rank: number;
    readonly low: number;
    readonly high: number;
    readonly label: string;
  }[];
}
/** Where something was seen, with north above and a bar of a known length. */
export interface SketchChart {
  readonly kind: 'sketch';
  readonly sketch: Sketch;
  readonly north: string;
  /** what the bar stands for */
  readonly distance: string;
}
export interface Chart {
  readonly kind: 'chart';
  readonly chart: RadarChart | BarChart | RankChart | SketchChart;
  readonly caption: string;
  /** what a reader who cannot see it should know */
  readonly alt: string;
}

/** Two by two; `image` names bytes handed to the renderer. */
export interface Photos {
  readonly kind: 'photos';
  readonly photos: readonly { readonly image: string; readonly caption: string; readonly alt: string }[];
}

export interface SignatureField {
  /** name of the form field: ASCII, one of its kind in the document */
  readonly name: string;
  /** 专家, 组长, 评审机构 */
  readonly label: string;
  readonly signer: string;
  readonly kind: 'person' | 'institution';
  /** without it the document is not complete */
  readonly required: boolean;
}
/** Kept together with its lead-in. */
export interface Signatures {
  readonly kind: 'signatures';
  readonly fields: readonly SignatureField[];
}

/** Signatures that were given by hand, as they were drawn, with what is to be said of each below it. */
export interface Handwriting {
  readonly kind: 'handwriting';
  readonly signs: readonly { readonly strokes: readonly Stroke[]; readonly lines: readonly string[]; readonly alt: string }[];
}

/** A machine-readable square with its text in full beside it. */
export interface Code {
  readonly kind: 'code';
  /** what the square says */
  readonly value: string;
  readonly caption: string;
  readonly lines: readonly string[];
}

export interface PageBreak {
  readonly kind: 'pageBreak';
}

export type Block = Heading | Paragraph | Table | Chart | Photos | Signatures | Code | PageBreak | Handwriting;

/** A front page of its own, without page number. */
export interface Cover {
  readonly overline?: string;
  readonly title: readonly string[];
  readonly subtitle?: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly issuer: string;
  readonly date: string;
}

export interface Attachment {
  readonly name: string;
  readonly description: string;
  readonly json: Json;
}

export interface DocumentTree {
  readonly language: Language;
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  readonly keywords: readonly string[];
  readonly cover?: Cover;
  readonly blocks: readonly Block[];
  readonly attachments: readonly Attachment[];
}

/** The name under which the figures of a document are attached to it. */
export const dataName = 'parkpanel.json';
