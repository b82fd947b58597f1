/**
 * 评分表的电子表格: one workbook an expert fills in by hand in WPS, Excel or LibreOffice. Everything but points and
 * comments is locked, each point cell knows its bounds and step, and what the workbook is stands on a hidden sheet.
 *
 * It is read back by our own reader, under its limits: what an office suite leaves of the locks is not relied upon.
 */
import type { Buffer as ExcelBuffer, Row, Worksheet } from 'exceljs';
import { z } from 'zod';
import { isoTime, sha256, uuid } from '../../../domain/model.ts';
import { FormFault } from '../forms/parts/office.ts';
import { readSheets } from '../forms/xlsx.ts';

export const sheetIdentity = z.object({
  format: z.literal('parkpanel-score-sheet-1'),
  sheetId: uuid,
  roundId: uuid,
  personId: uuid,
  /** SHA-256 of the frozen rubric */
  rubric: sha256,
  at: isoTime,
});
export type SheetIdentity = z.infer<typeof sheetIdentity>;

export interface SheetLine {
  readonly applicationId: string;
  readonly criterionId: string;
  readonly park: string;
  /** names of the branches above, joined */
  readonly branch: string;
  readonly criterion: string;
  /** what the levels mean, for the reader */
  readonly anchors: string;
  /** hundredths of a point */
  readonly max100: number;
  readonly step100: number;
  /** a comment is demanded below this, in hundredths */
  readonly commentBelow100: number;
  /** and where any points are given, for they count beside the hundred */
  readonly commentOnPoints: boolean;
  readonly points100: number | null;
  readonly comment: string | null;
  /** of the score when it was written; 0 where there is none */
  readonly version: number;
}

export interface ScoreSheet {
  readonly identity: SheetIdentity;
  readonly words: {
    readonly title: string;
    readonly lead: string;
    readonly sheet: string;
    /** park, branch, criterion, levels, maximum, step, points, comment */
    readonly head: readonly string[];
    /** what a wrong entry is told, by its bounds */
    readonly bounds: (max: string, step: string) => string;
  };
  readonly lines: readonly SheetLine[];
}

const hiddenSheet = 'parkpanel';
const headRow = 3;
const columns = { points: 7, comment: 8, applicationId: 9, criterionId: 10, version: 11 } as const;
const widths = [26, 18, 28, 40, 8, 8, 10, 44];
const yellow = 'FFFFF7D6';

const shown = (hundredths: number): number => hundredths / 100;

function validate(row: Row, line: SheetLine, words: ScoreSheet['words']): void {
  const cell = row.getCell(columns.points);
  const at = `$G$${row.number}`;
  const max = shown(line.max100);
  cell.dataValidation = {
    type: 'custom',
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: words.head[columns.points - 1] ?? '',
    error: words.bounds(String(max), String(shown(line.step100))).slice(0, 225),
    // floats of the office suite are rounded to hundredths before the step is tried
    formulae: [
      `AND(ISNUMBER(${at}),${at}>=0,${at}<=${max},ABS(${at}*100-ROUND(${at}*100,0))<0.000001,OR(${at}=${max},MOD(ROUND(${at}*100,0),${line.step100})=0))`,
    ],
  };
}

function addLine(sheet: Worksheet, line: SheetLine, words: ScoreSheet['words']): void {
  const row = sheet.addRow([
    line.park,
    line.branch,
    line.criterion,
    line.anchors,
    shown(line.max100),
    shown(line.step100),
    line.points100 === null ? null : shown(line.points100),
    line.comment,
    line.applicationId,
    line.criterionId,
    line.version,
  ]);
  row.alignment = { vertical: 'top', wrapText: true };
  for (const column of [columns.points, columns.comment]) {
    const cell = row.getCell(column);
    cell.protection = { locked: false };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: yellow } };
    cell.border = { top: { style: 'hair' }, bottom: { style: 'hair' }, left: { style: 'hair' }, right: { style: 'hair' } };
  }
  row.getCell(columns.points).numFmt = '0.##';
  row.getCell(columns.comment).numFmt = '@';
  validate(row, line, words);
  // a missing comment shows while it can still be written
  sheet.addConditionalFormatting({
    ref: `H${row.number}`,
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [
          `AND(ISNUMBER($G$${row.number}),OR($G$${row.number}<${shown(line.commentBelow100)},${line.commentOnPoints ? `$G$${row.number}>0` : 'FALSE'}),$H$${row.number}="")`,
        ],
        style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFFFC9C9' } } },
      },
    ],
  });
}

/** The bytes of the workbook. */
export async function writeScoreSheet({ identity, words, lines }: ScoreSheet): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.created = new Date(identity.at);
  book.modified = new Date(identity.at);
  const sheet = book.addWorksheet(words.sheet, {
    views: [{ state: 'frozen', ySplit: headRow, xSplit: 3 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToHeight: 0, paperSize: 9, printTitlesRow: `${headRow}:${headRow}` },
  });
  sheet.columns = [...widths, 10, 10, 10].map((width, index) => ({ width, hidden: index >= widths.length }));
  sheet.addRow([words.title]).font = { bold: true, size: 14 };
  sheet.addRow([words.lead]).alignment = { wrapText: true, vertical: 'top' };
  sheet.getRow(2).height = 48;
  sheet.mergeCells(1, 1, 1, widths.length);
  sheet.mergeCells(2, 1, 2, widths.length);
  const head = sheet.addRow([...words.head]);
  head.font = { bold: true };
  head.alignment = { vertical: 'middle', wrapText: true };
  for (const line of lines) addLine(sheet, line, words);
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true, formatRows: true });
  const hidden = book.addWorksheet(hiddenSheet, { state: 'veryHidden' });
  hidden.addRow([JSON.stringify(identity)]);
  await hidden.protect('', {});
  const bytes: ExcelBuffer = await book.xlsx.writeBuffer();
  return new Uint8Array(bytes);
}

/** One line as it came back. `points` is what stands in the cell, read as a shortest decimal; empty texts are ''. */
export interface ReadLine {
  /** as the office suite counts, from 1 */
  readonly row: number;
  readonly applicationId: string;
  readonly criterionId: string;
  readonly park: string;
  readonly criterion: string;
  readonly points: string;
  readonly comment: string;
  readonly version: string;
}

/** Reads a workbook back; null where it is not one of ours, or none at all. Runs in a reader process. */
export async function readScoreSheet(bytes: Uint8Array): Promise<{ identity: SheetIdentity; lines: ReadLine[] } | null> {
  // a filter may have hidden rows: what was entered in them counts all the same
  const sheets = await readSheets(bytes, { hidden: true }).catch((error: unknown) => {
    if (error instanceof FormFault) return [];
    throw error;
  });
  const stated = sheets.find((sheet) => sheet.name === hiddenSheet)?.table.cells[0]?.text;
  const main = sheets.find((sheet) => sheet.name !== hiddenSheet);
  const identity = sheetIdentity.safeParse(parseJson(stated ?? ''));
  if (!identity.success || !main) return null;
  const rows = Map.groupBy(main.table.cells, (cell) => cell.row);
  const lines = [...rows].flatMap(([index, cells]) => {
    if (index < headRow) return [];
    const cellAt = (column: number) => cells.find((cell) => cell.col === column - 1);
    const at = (column: number) => cellAt(column)?.text.trim() ?? '';
    const doubt = cellAt(columns.points)?.doubt;
    const line: ReadLine = {
      row: index + 1,
      applicationId: at(columns.applicationId),
      criterionId: at(columns.criterionId),
      park: at(1),
      criterion: at(3),
      // what is crossed out, covered, or seen as something else is no score of anybody
      points: doubt === undefined || doubt === 'format' ? at(columns.points) : `${at(columns.points)} ⊘`,
      comment: at(columns.comment),
      version: at(columns.version),
    };
    return line.points === '' && line.comment === '' && line.criterionId === '' ? [] : [line];
  });
  return { identity: identity.data, lines };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
