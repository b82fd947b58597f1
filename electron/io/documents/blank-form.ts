/** 空白申报表 as Word and Excel files: a table whose labels are locked as far as the format can, with boxes to tick and cells to fill. */
import type * as DocxLibrary from 'docx';
import type ExcelJS from 'exceljs';
import { blankColumns, blankOptions, box, otherBox, type BlankCell, type BlankForm } from '../../../domain/form/blank-form.ts';
import type { Field } from '../../../domain/condition/condition.ts';
import { safeSheetName } from '../../../domain/names.ts';

/** `about`: how to fill it in, a line each, below the table. The hints name what a cell of a sheet takes. */
export interface BlankWords {
  readonly about: readonly string[];
  readonly number: string;
  readonly whole: string;
  readonly date: string;
  readonly pick: string;
}

type Docx = typeof DocxLibrary;

const song = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' };
const black = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体' };
/** half points */
const size = { title: 36, text: 21, about: 18 };
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);
const pageWidth = 160;

/** A line of a cell; boxes become boxes that tick when they are clicked. */
function runsOf(docx: Docx, text: string): DocxLibrary.ParagraphChild[] {
  return text.split(box).flatMap((part, index) => [
    ...(index > 0
      ? [
          new docx.CheckBox({
            checked: false,
            checkedState: { value: '2611', font: 'Segoe UI Symbol' },
            uncheckedState: { value: '2610', font: 'Segoe UI Symbol' },
          }),
        ]
      : []),
    ...(part === '' ? [] : [new docx.TextRun({ text: part, font: song, size: size.text })]),
  ]);
}

function cellOf(docx: Docx, { text, columns, fields }: BlankCell): InstanceType<Docx['TableCell']> {
  const isLabel = fields.length === 0;
  return new docx.TableCell({
    columnSpan: columns,
    width: { size: twips((pageWidth * columns) / blankColumns), type: docx.WidthType.DXA },
    verticalAlign: docx.VerticalAlignTable.CENTER,
    margins: { left: 80, right: 80, top: 60, bottom: 60 },
    children: text.split('\n').map(
      (line) =>
        new docx.Paragraph({
          alignment: isLabel ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
          children: isLabel ? [new docx.TextRun({ text: line, font: black, size: size.text })] : runsOf(docx, line),
        }),
    ),
  });
}

/** The file carries the time of writing, so its bytes vary. */
export async function blankDocx({ title, rows }: BlankForm, { about }: Pick<BlankWords, 'about'>): Promise<Uint8Array> {
  const docx = await import('docx');
  const line = (text: string, points: number, alignment: 'center' | 'left', font: typeof song): InstanceType<Docx['Paragraph']> =>
    new docx.Paragraph({ alignment, spacing: { after: 120 }, children: [new docx.TextRun({ text, font, size: points })] });
  const table = new docx.Table({
    width: { size: twips(pageWidth), type: docx.WidthType.DXA },
    columnWidths: Array.from({ length: blankColumns }, () => twips(pageWidth / blankColumns)),
    layout: docx.TableLayoutType.FIXED,
    rows: rows.map((cells) => new docx.TableRow({ cantSplit: true, children: cells.map((cell) => cellOf(docx, cell)) })),
  });
  const file = new docx.Document({
    title,
    sections: [
      {
        properties: { page: { margin: { top: twips(20), bottom: twips(20), left: twips(25), right: twips(25) } } },
        children: [line(title, size.title, 'center', black), table, ...about.map((text) => line(text, size.about, 'left', song))],
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(file));
}

type Sheet = ExcelJS.Worksheet;

const border: Partial<ExcelJS.Borders> = Object.fromEntries(['top', 'bottom', 'left', 'right'].map((side) => [side, { style: 'thin' }]));

function listOf(words: readonly string[]): string {
  return `"${words.join(',')}"`;
}

function prompt(text: string) {
  return { showInputMessage: true, prompt: text, showErrorMessage: true, error: text, allowBlank: true };
}

/** What a cell takes, for those whose words an office program can check. */
function validationOf(field: Field, words: BlankWords): ExcelJS.DataValidation | null {
  switch (field.type) {
    case 'decimal':
      return { type: 'decimal', operator: 'greaterThanOrEqual', formulae: [0], ...prompt(words.number) };
    case 'integer':
      return { type: 'whole', operator: 'greaterThanOrEqual', formulae: [0], ...prompt(words.whole) };
    case 'boolean':
    case 'choice':
      return { type: 'list', formulae: [listOf(blankOptions(field))], ...prompt(words.pick) };
    case 'date':
      return { type: 'textLength', operator: 'lessThan', formulae: [40], ...prompt(words.date) };
    default:
      return null;
  }
}

/** One cell over columns `from` to `to` (from 1) of a row. */
function put(sheet: Sheet, row: number, from: number, to: number, text: string): ExcelJS.Cell {
  if (to > from) sheet.mergeCells(row, from, row, to);
  const cell = sheet.getCell(row, from);
  if (text !== '') cell.value = text;
  for (let column = from; column <= to; column += 1) sheet.getCell(row, column).border = border;
  cell.alignment = { wrapText: true, vertical: 'middle' };
  return cell;
}

const [labelFill, lineHeight, perLine] = ['FFF0F0F0', 20, 3];

function putLabel(sheet: Sheet, row: number, from: number, to: number, text: string): void {
  const cell = put(sheet, row, from, to, text);
  cell.font = { bold: true };
  cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: labelFill } };
}

/** Boxes of a set, each in a cell of its own that can be ticked: the rows that they take. */
function putSet(sheet: Sheet, row: number, from: number, to: number, { text, fields }: BlankCell, words: BlankWords): number {
  const [field] = fields;
  const options = field ? blankOptions(field).map((word) => box + word) : [];
  const all = text.includes(otherBox) ? [...options, otherBox] : options;
  const width = Math.floor((to - from + 1) / perLine);
  const lines = Math.max(1, Math.ceil(all.length / perLine));
  for (const [index, word] of all.entries()) {
    const [line, place] = [Math.floor(index / perLine), index % perLine];
    const left = from + place * width;
    const cell = put(sheet, row + line, left, place === perLine - 1 || index === all.length - 1 ? to : left + width - 1, word);
    cell.protection = { locked: false };
    if (word === otherBox) continue;
    cell.dataValidation = {
      type: 'list',
      formulae: [listOf([word, word.replace(box, '☑')])],
      ...prompt(words.pick),
    };
  }
  return lines;
}

/** One row of the form: the sheet's rows that it takes. */
function putRow(sheet: Sheet, row: number, cells: readonly BlankCell[], words: BlankWords): number {
  let column = 1;
  let lines = 1;
  const labels: [from: number, to: number, text: string][] = [];
  for (const cell of cells) {
    const to = column + cell.columns - 1;
    const [field] = cell.fields;
    if (!field) labels.push([column, to, cell.text]);
    else if (field.type === 'set') lines = putSet(sheet, row, column, to, cell, words);
    else {
      const isPicked = field.type === 'choice' || field.type === 'boolean' || field.type === 'date';
      const answer = put(sheet, row, column, to, isPicked ? '' : cell.text);
      answer.protection = { locked: false };
      const isNumber = field.type === 'decimal' || field.type === 'integer';
      if (!isNumber) answer.numFmt = '@';
      const validation = cell.fields.length === 1 ? validationOf(field, words) : null;
      if (validation) answer.dataValidation = validation;
    }
    column = to + 1;
  }
  for (const [from, to, text] of labels) {
    putLabel(sheet, row, from, to, text);
    if (lines > 1) {
      sheet.unMergeCells(row, from, row, to);
      sheet.mergeCells(row, from, row + lines - 1, to);
    }
  }
  const tallest = Math.max(
    ...cells.map(
      ({ text, columns, fields }) =>
        text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length * 2) / (columns * 8)), 0) * (fields.length === 0 ? 1 : 0.9),
    ),
  );
  for (let each = row; each < row + lines; each += 1)
    sheet.getRow(each).height = lines > 1 ? lineHeight * 1.2 : lineHeight * Math.max(1.4, tallest);
  return lines;
}

export async function blankXlsx({ title, rows }: BlankForm, words: BlankWords): Promise<Uint8Array> {
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  const sheet = book.addWorksheet(safeSheetName(title, '1'), {
    pageSetup: { orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9, horizontalCentered: true },
  });
  sheet.columns = Array.from({ length: blankColumns }, () => ({ width: 8 }));
  sheet.mergeCells(1, 1, 1, blankColumns);
  const head = sheet.getCell(1, 1);
  head.value = title;
  head.font = { bold: true, size: 16 };
  head.alignment = { horizontal: 'center', vertical: 'middle' };
  sheet.getRow(1).height = 36;
  let row = 2;
  for (const cells of rows) row += putRow(sheet, row, cells, words);
  for (const text of words.about) {
    sheet.mergeCells(row, 1, row, blankColumns);
    const cell = sheet.getCell(row, 1);
    cell.value = text;
    cell.alignment = { wrapText: true, vertical: 'top' };
    sheet.getRow(row).height = lineHeight * Math.ceil((text.length * 2) / (blankColumns * 8));
    row += 1;
  }
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatRows: true, formatCells: true });
  return new Uint8Array(await book.xlsx.writeBuffer());
}
