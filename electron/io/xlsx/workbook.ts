/**
 * Everything of a round as a workbook for the office: summary, each park's scores with live formulas,
 * eligibility, statistics, events. Figures are numbers, sums are formulas with their result beside them.
 */
import type { Cell, Workbook, Worksheet } from 'exceljs';
import { timeInChina } from '../../../domain/numbers/china-time.ts';
import { safeSheetName } from '../../../domain/names.ts';
import type { ReviewReportData } from '../../../domain/report/documents/review-report.ts';
import type { SummaryData } from '../../../domain/report/documents/summary.ts';
import { figureOf, sheetTotal, type DerivationData } from '../../../domain/report/score-tables.ts';
import { formatVerdict } from '../../../domain/report/phrases.ts';
import type { Translate } from '../../../domain/text.ts';

export interface WorkbookData {
  readonly institution: string;
  /** null: the rule book has no rubric, and nothing was scored */
  readonly summary: SummaryData | null;
  /** every score of every sheet that counts; `points100` null: abstained */
  readonly scores: readonly {
    readonly parkName: string;
    readonly expert: string;
    readonly criterion: string;
    readonly max100: number;
    readonly points100: number | null;
    readonly comment: string | null;
  }[];
  /** for eligibility and visits: one for each park */
  readonly reviews: readonly Pick<ReviewReportData, 'park' | 'eligibility' | 'visit'>[];
  /** `about`: the parks and people that an event names, in words */
  readonly events: readonly {
    readonly seq: number;
    readonly at: string;
    readonly actor: string;
    readonly kind: string;
    readonly about: string;
    readonly entity: string;
    readonly reason: string | null;
    readonly hash: string;
  }[];
}

/** `createdAt` is an ISO time. Shapes: one sheet for the round, one for each scored park, and lists. */
export async function writeWorkbook(
  data: WorkbookData,
  t: Translate,
  createdAt: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; sheets: string[] }> {
  const { default: exceljs } = await import('exceljs');
  const { summary } = data;
  const book = new exceljs.Workbook();
  book.creator = data.institution;
  book.created = new Date(createdAt);
  book.modified = new Date(createdAt);
  // lists keep their names whatever parks are called
  const lists = [
    'reports.workbook.summary',
    'reports.workbook.scores',
    'reports.eligibility.title',
    'reports.visit.title',
    'reports.summary.agreement',
    'reports.workbook.events',
  ];
  const names = lists.map((key) => t(key));
  if (summary) {
    summarySheet(book, summary, t);
    for (const derivation of summary.derivations) {
      const name = safeSheetName(derivation.parkName, 'park', names);
      names.push(name);
      scoreSheet(book, name, derivation, summary, t);
    }
    scoreList(book, data.scores, t);
  }
  eligibilitySheet(book, data.reviews, t);
  visitSheet(book, data.reviews, t);
  if (summary) statisticsSheet(book, summary, t);
  eventSheet(book, data.events, t);
  return { bytes: new Uint8Array(await book.xlsx.writeBuffer()), sheets: book.worksheets.map(({ name }) => name) };
}

/** A sheet with a head that stays, widths in characters, and rows below. */
function addSheet(book: Workbook, name: string, heads: readonly string[], widths: readonly number[], frozenColumns = 0): Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1, xSplit: frozenColumns }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
  });
  const row = sheet.addRow([...heads]);
  row.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } };
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  });
  for (const [index, width] of widths.entries()) sheet.getColumn(index + 1).width = width;
  return sheet;
}

/** Texts stay texts: one that begins like a formula is never one. */
function text(value: string | null): string {
  return value ?? '';
}

function points(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function summarySheet(book: Workbook, summary: SummaryData, t: Translate): void {
  const heads = ['type', 'rank', 'park', 'operator', 'total'].map((key) =>
    t(key === 'type' ? 'reports.review.cover.type' : `reports.shortlist.${key}`),
  );
  const experts = summary.experts.map(({ name }) => name);
  const sheet = addSheet(
    book,
    t('reports.workbook.summary'),
    [...heads, t('reports.shortlist.eligibility'), ...experts],
    [12, 8, 34, 34, 10, 14, ...experts.map(() => 12)],
    3,
  );
  for (const type of summary.types) {
    for (const row of type.rows) {
      const derivation = summary.derivations.find(({ applicationId }) => applicationId === row.applicationId);
      const totals = summary.experts.map(({ personId }) => points(derivation ? sheetTotal(derivation, personId) : null));
      sheet.addRow([
        type.label,
        row.rank,
        text(row.parkName),
        text(row.operator),
        points(row.total),
        formatVerdict(t, row.overall),
        ...totals,
      ]);
    }
  }
  numberColumns(sheet, [5, ...experts.map((_, index) => index + 7)], decimals(summary));
}

function decimals(summary: SummaryData): string {
  const digits = summary.rules?.rounding.digits ?? 2;
  return digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
}

function numberColumns(sheet: Worksheet, columns: readonly number[], format: string): void {
  for (const column of columns) {
    sheet.getColumn(column).eachCell((cell, row) => {
      if (row > 1) cell.numFmt = format;
    });
  }
}

/** Scores of one park: the expert's sums and each criterion's mean of the kept scores are formulas. */
function scoreSheet(book: Workbook, name: string, derivation: DerivationData, summary: SummaryData, t: Translate): void {
  const experts = derivation.experts.map((personId) => summary.experts.find((expert) => expert.personId === personId)?.name ?? personId);
  const heads = [
    t('reports.scores.criterion'),
    t('reports.scores.max'),
    ...experts,
    t('reports.scores.keptSum'),
    t('reports.scores.keptCount'),
    t('reports.scores.value'),
  ];
  const sheet = addSheet(book, name, heads, [34, 8, ...experts.map(() => 10), 12, 8, 12], 2);
  const sumColumn = 3 + experts.length;
  for (const criterion of derivation.criteria) {
    const row = sheet.addRow([
      text(criterion.name),
      criterion.max100 / 100,
      ...criterion.points100.map((value) => (value === null ? null : value / 100)),
    ]);
    const cells = criterion.marks.map((mark, at) => ({ mark, cell: row.getCell(3 + at) }));
    for (const { mark, cell } of cells) if (mark !== 'kept' && mark !== 'absent') cell.font = { strike: true, color: { argb: 'FF808080' } };
    const kept = cells.filter(({ mark }) => mark === 'kept').map(({ cell }) => cell.address);
    const [sum, count, value] = [0, 1, 2].map((offset) => row.getCell(sumColumn + offset));
    if (kept.length === 0 || !sum || !count || !value) continue;
    formula(sum, `SUM(${kept.join(',')})`, criterion.keptSum100 / 100);
    formula(count, `COUNT(${kept.join(',')})`, criterion.keptCount);
    const mean = `${sum.address}/${count.address}`;
    formula(
      value,
      criterion.rounded === null ? mean : `ROUND(${mean},${summary.rules?.rounding.digits ?? 2})`,
      Number(figureOf(criterion)),
    );
    value.numFmt = criterion.rounded === null ? '0.0000' : decimals(summary);
  }
  const last = derivation.criteria.length + 1;
  const weighted = derivation.criteria.some(({ weight }) => weight !== '1');
  const total = sheet.addRow([t('reports.scores.total')]);
  total.font = { bold: true };
  formula(total.getCell(2), `SUM(B2:B${last})`, derivation.criteria.reduce((sum, { max100 }) => sum + max100, 0) / 100);
  for (const [at, personId] of derivation.experts.entries()) {
    const column = sheet.getColumn(3 + at).letter;
    const own = sheetTotal(derivation, personId);
    if (own !== null && !weighted) formula(total.getCell(3 + at), `SUM(${column}2:${column}${last})`, Number(own));
  }
  const value = total.getCell(sumColumn + 2);
  // weights and sheets have rules of their own, which a sum would not show
  if (weighted || derivation.sheets !== null) value.value = Number(derivation.total);
  else
    formula(
      value,
      `ROUND(SUM(${sheet.getColumn(sumColumn + 2).letter}2:${sheet.getColumn(sumColumn + 2).letter}${last}),${summary.rules?.rounding.digits ?? 2})`,
      Number(derivation.total),
    );
  value.numFmt = decimals(summary);
}

function formula(cell: Cell, expression: string, result: number): void {
  cell.value = { formula: expression, result, date1904: false };
}

function eligibilitySheet(book: Workbook, reviews: WorkbookData['reviews'], t: Translate): void {
  const heads = ['article', 'condition', 'value', 'threshold', 'gap', 'verdict'].map((key) => t(`reports.eligibility.${key}`));
  const sheet = addSheet(
    book,
    t('reports.eligibility.title'),
    [t('reports.shortlist.park'), ...heads, t('reports.review.factSource')],
    [30, 18, 50, 22, 22, 18, 16, 12],
    1,
  );
  for (const { park, eligibility } of reviews) {
    for (const each of eligibility.conditions) {
      sheet.addRow([
        text(park.name),
        text(each.article),
        text(each.text),
        text(each.value),
        text(each.threshold),
        text(each.gap),
        formatVerdict(t, each.verdict),
        each.source === null ? '' : t(`reports.source.${each.source}`),
      ]);
    }
  }
  sheet.getColumn(3).alignment = { wrapText: true, vertical: 'top' };
  sheet.autoFilter = { from: 'A1', to: 'H1' };
}

function statisticsSheet(book: Workbook, summary: SummaryData, t: Translate): void {
  const sheet = addSheet(
    book,
    t('reports.summary.agreement'),
    ['figure', 'value', 'interval'].map((key) => t(`reports.summary.${key}`)),
    [40, 14, 24],
  );
  for (const each of summary.agreement)
    sheet.addRow([
      text(each.name),
      points(each.value),
      each.low === null || each.high === null ? '' : t('reports.summary.range', { low: each.low, high: each.high }),
    ]);
  sheet.addRow([]);
  const head = sheet.addRow(['expert', 'park', 'given', 'mean', 'deviation', 'explanation'].map((key) => t(`reports.summary.${key}`)));
  head.font = { bold: true };
  for (const each of summary.outliers)
    sheet.addRow([
      text(each.name),
      text(each.criterion ? t('reports.summary.outlierOf', { park: each.parkName, criterion: each.criterion }) : each.parkName),
      points(each.value),
      points(each.mean),
      points(each.deviationPercent),
      text(each.explanation),
    ]);
  if (!summary.stability) return;
  sheet.addRow([]);
  sheet.addRow(['park', 'rank', 'low', 'high', 'share'].map((key) => t(`reports.workbook.stability.${key}`))).font = { bold: true };
  for (const { parkName, rank, low, high, abovePercent } of summary.stability.types.flatMap(({ parks }) => parks)) {
    sheet.addRow([text(parkName), rank, low, high, Math.round(Number(abovePercent) * 10) / 1000]).getCell(5).numFmt = '0.0%';
  }
}

/** Every sheet of every expert, line by line, with the words that go with the points. */
function scoreList(book: Workbook, scores: WorkbookData['scores'], t: Translate): void {
  const heads = [
    t('reports.shortlist.park'),
    ...['name', 'criterion', 'max', 'points', 'comment'].map((key) => t(`reports.scores.${key}`)),
  ];
  const sheet = addSheet(book, t('reports.workbook.scores'), heads, [34, 14, 34, 8, 8, 60], 1);
  for (const { parkName, expert, criterion, max100, points100, comment } of scores)
    sheet.addRow([text(parkName), text(expert), text(criterion), max100 / 100, points100 === null ? null : points100 / 100, text(comment)]);
  sheet.getColumn(6).alignment = { wrapText: true, vertical: 'top' };
  numberColumns(sheet, [4, 5], '0.##');
  sheet.autoFilter = { from: 'A1', to: 'F1' };
}

/** What was found on site, one line each: measured, checked, noted, photographed. */
function visitSheet(book: Workbook, reviews: WorkbookData['reviews'], t: Translate): void {
  const heads = [
    t('reports.shortlist.park'),
    t('reports.workbook.visitedOn'),
    t('reports.workbook.part'),
    ...['measure', 'declared', 'measured', 'difference'].map((key) => t(`reports.visit.${key}`)),
  ];
  const sheet = addSheet(book, t('reports.visit.title'), heads, [34, 14, 12, 50, 20, 30, 20], 1);
  for (const { park, visit } of reviews) {
    if (visit === null) continue;
    const line = (part: string, ...cells: (string | null)[]): void =>
      void sheet.addRow([text(park.name), visit.visitedOn, t(`reports.workbook.parts.${part}`), ...cells.map(text)]);
    for (const { label, declared, measured, difference } of visit.measures) line('measure', label, declared, measured, difference);
    for (const check of visit.checks) line('check', check.text, null, check.outcome);
    for (const note of visit.notes) line('note', note.text, null, note.at);
    for (const photo of visit.photos) line('photo', photo.caption);
  }
  sheet.getColumn(4).alignment = { wrapText: true, vertical: 'top' };
  sheet.autoFilter = { from: 'A1', to: 'G1' };
}

function eventSheet(book: Workbook, events: WorkbookData['events'], t: Translate): void {
  const sheet = addSheet(
    book,
    t('reports.workbook.events'),
    ['seq', 'at', 'actor', 'kind', 'about', 'reason', 'entity', 'hash'].map((key) => t(`reports.workbook.${key}`)),
    [8, 20, 16, 24, 44, 40, 44, 68],
  );
  for (const event of events)
    sheet.addRow([
      event.seq,
      // workbooks know no zones: what is in UTC there is what is shown
      new Date(`${timeInChina(event.at)}Z`),
      text(event.actor),
      text(event.kind),
      text(event.about),
      text(event.reason),
      text(event.entity),
      event.hash,
    ]);
  numberColumns(sheet, [2], 'yyyy-mm-dd hh:mm:ss');
  sheet.autoFilter = { from: 'A1', to: 'H1' };
}
