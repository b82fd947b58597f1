/** A form of three rows as PDF, with something painted before or after all of it; and how it is read. */
import { expect } from 'vitest';
import { readForm } from '../../../../domain/form/read-form.ts';
import { readFormFile } from '../../../../electron/io/forms/read-form-file.ts';
import { pdfPage, pdfRow, pdfRows, type PdfParts } from '../../../fixtures/office.ts';
import { hunan } from '../../../fixtures/reading.ts';

const [parkLabel, tradeLabel, areaLabel] = ['产业园名称', '产业园跨境电商年进出口额（亿元）', '产业园总建筑面积（平方米）'];
const park = '星湖跨境电商产业园';

export interface Around extends PdfParts {
  readonly before?: string;
  readonly after?: string;
}

export interface Read {
  readonly trade: unknown;
  readonly unseen: readonly string[];
}

/** The base line of the row of the trade. */
export const y = pdfRow(1);

export function formRows(trade: string): string {
  return pdfRows([
    [parkLabel, park],
    [tradeLabel, trade],
    [areaLabel, '32000'],
  ]);
}

export function drawForm(trade: string, { before = '', after = '', ...parts }: Around = {}): Buffer {
  return pdfPage(`${before}\n${formRows(trade)}\n${after}`, parts);
}

export async function readBytes(bytes: Uint8Array): Promise<Read> {
  const { content } = await readFormFile('申报表.pdf', bytes);
  const { fields } = readForm(content, hunan);
  // whatever is hidden beside them, the others are read
  expect([fields['parkName']?.value, fields['totalArea']?.value]).toEqual([park, '32000']);
  return { trade: fields['annualTrade']?.value ?? null, unseen: content.unseen ?? [] };
}

/** As the fonts of `pdfPage` name their signs. */
export const hex = (text: string): string => Array.from(text, (sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('');

/** Words turned about their place. */
export function turned(text: string, x: number, at: number, size: number, degrees: number): string {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)].map((part) => part.toFixed(4));
  return `BT /F1 ${size} Tf ${cos} ${sin} ${String(-Number(sin))} ${cos} ${x} ${at} Tm <${hex(text)}> Tj ET`;
}

/** A form with `trade` in the cell of the trade, and something painted before or after all of it. */
export function read(trade: string, around: Around = {}): Promise<Read> {
  return readBytes(drawForm(trade, around));
}

/** A state of graphics by name. */
export function graphics(name: string, entries: string): PdfParts {
  return { resources: `/ExtGState<</${name}<<${entries}>>>>` };
}

/** An object that holds a stream. */
export function stream(entries: string, content: string): string {
  return `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream`;
}

/** A form of its own under the name X1, whose fonts are the page's. */
export function formObject(content: string, entries = '/BBox[0 0 595 842]'): string {
  return stream(`/Type/XObject/Subtype/Form${entries}/Resources<</Font<</F1 5 0 R>>>>`, content);
}
