/**
 * Everything of a round as a workbook for the office: summary, each park's scores with live formulas,
 * eligibility, statistics, events. Figures are numbers, sums are formulas with their result beside them.
 */
import { safeSheetName } from '../../../domain/names.ts';
import { timeInChina } from '../../../domain/numbers/china-time.ts';
import { figureOf, sheetTotal, type DerivationData } from '../../../domain/report/score-tables.ts';
import type { ReviewReportData } from '../../../domain/report/documents/review-report.ts';
import type { SummaryData } from '../../../domain/report/documents/summary.ts';
import { formatVerdict } from '../../../domain/report/phrases.ts';
import { columnName } from '../../../domain/tally/derivation-sheet.ts';
import type { Translate } from '../../../domain/text.ts';
import { buildWorkbook, type Worksheet, type WorksheetCell } from './worksheet.ts';

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
  /** of a round of rewards: what each park reaches, in 万元; null elsewhere */
  readonly awards:
    | readonly {
        readonly parkName: string;
        readonly operator: string | null;
        readonly payer: string | null;
        readonly level: 'province' | 'prefecture' | null;
        readonly awards: readonly {
          readonly label: string;
          readonly article: string;
          readonly cap: string;
          readonly amount: string | null;
          readonly text: string;
          readonly proposed: { readonly reason: string } | null;
        }[];
      }[]
    | null;
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
  { institution, summary, scores, reviews, awards, events }: WorkbookData,
  t: Translate,
  createdAt: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; sheets: string[] }> {
  const lists = [
    ...(summary ? [scoreList(scores, t)] : []),
    eligibilitySheet(reviews, t),
    visitSheet(reviews, t),
    ...(awards ? [awardSheet(awards, t)] : []),
    ...(summary ? [statisticsSheet(summary, t)] : []),
    eventSheet(events, t),
  ];
  const first = summary ? [summarySheet(summary, t)] : [];
  // lists keep their names whatever parks are called
  const names = [...first, ...lists].map(({ name }) => name);
  const parks: Worksheet[] = [];
  for (const derivation of summary?.derivations ?? []) {
    const name = safeSheetName(derivation.parkName, 'park', names);
    names.push(name);
    if (summary) parks.push(parkSheet(name, derivation, summary, t));
  }
  const sheets = [...first, ...parks, ...lists];
  const bytes = await buildWorkbook(sheets, { createdAt, creator: institution });
  return { bytes, sheets: sheets.map(({ name }) => name) };
}

function numberOf(value: string | null): number | null {
  return value === null ? null : Number(value);
}

/** Shown with as many places as the rules round to. */
function placesOf(summary: SummaryData): string {
  const digits = digitsOf(summary);
  return digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
}

function digitsOf({ rules }: SummaryData): number {
  return rules?.rounding.digits ?? 2;
}

function summarySheet(summary: SummaryData, t: Translate): Worksheet {
  const format = placesOf(summary);
  return {
    name: t('reports.workbook.summary'),
    columns: [
      { head: t('reports.review.cover.type'), width: 12 },
      { head: t('reports.shortlist.rank'), width: 8 },
      { head: t('reports.workbook.park'), width: 34 },
      { head: t('reports.shortlist.operator'), width: 34 },
      { head: t('reports.shortlist.total'), width: 10, format },
      { head: t('reports.shortlist.eligibility'), width: 14 },
      ...summary.experts.map(({ name }) => ({ head: name, format })),
    ],
    rows: summary.types.flatMap(({ label, rows }) =>
      rows.map(({ applicationId, rank, parkName, operator, total, overall }) => {
        const derivation = summary.derivations.find((one) => one.applicationId === applicationId);
        const totals = summary.experts.map(({ personId }) => numberOf(derivation ? sheetTotal(derivation, personId) : null));
        return { cells: [label, rank, parkName, operator ?? '', numberOf(total), formatVerdict(t, overall), ...totals] };
      }),
    ),
    frozen: 3,
  };
}

/** The column of an expert at this place, behind criterion and maximum. */
function column(index: number): string {
  return columnName(2 + index);
}

/** Scores of one park: the expert's sums and each criterion's mean of the kept scores are formulas. */
function parkSheet(name: string, derivation: DerivationData, summary: SummaryData, t: Translate): Worksheet {
  const { experts, criteria, sheets, total } = derivation;
  const nameOf = (personId: string): string => summary.experts.find((expert) => expert.personId === personId)?.name ?? personId;
  const [sums, counts, means] = [0, 1, 2].map((offset) => column(experts.length + offset));
  const last = criteria.length + 1;
  const weighted = criteria.some(({ weight }) => weight !== '1');
  const sumOf = (letter: string, result: number): WorksheetCell => ({ formula: `SUM(${letter}2:${letter}${last})`, result });
  return {
    name,
    columns: [
      { head: t('reports.scores.criterion'), width: 34 },
      { head: t('reports.scores.max'), width: 8 },
      ...experts.map((personId) => ({ head: nameOf(personId), width: 10 })),
      { head: t('reports.scores.keptSum') },
      { head: t('reports.scores.keptCount'), width: 8 },
      { head: t('reports.scores.value') },
    ],
    rows: [
      ...criteria.map((criterion, index) => {
        const row = index + 2;
        const kept = criterion.marks.flatMap((mark, at) => (mark === 'kept' ? [`${column(at)}${row}`] : []));
        const mean = `${sums}${row}/${counts}${row}`;
        const figures: WorksheetCell[] = [
          { formula: `SUM(${kept.join(',')})`, result: criterion.keptSum100 / 100 },
          { formula: `COUNT(${kept.join(',')})`, result: criterion.keptCount },
          {
            value: {
              formula: criterion.rounded === null ? mean : `ROUND(${mean},${digitsOf(summary)})`,
              result: Number(figureOf(criterion)),
            },
            format: criterion.rounded === null ? '0.0000' : placesOf(summary),
          },
        ];
        const given = criterion.points100.map((points100, at): WorksheetCell => {
          const mark = criterion.marks[at] ?? 'absent';
          return { value: points100 === null ? null : points100 / 100, struck: mark !== 'kept' && mark !== 'absent' };
        });
        return { cells: [criterion.name, criterion.max100 / 100, ...given, ...(kept.length === 0 ? [] : figures)] };
      }),
      ...(derivation.beside?.groups ?? []).map(({ name: group, counts, cap100, counted }) => {
        const signed = counted === null ? null : Number(counted) * (counts === 'bonus' ? 1 : -1);
        const blank = experts.map((): WorksheetCell => null);
        return { cells: [t(`reports.scores.group.${counts}`, { name: group }), cap100 / 100, ...blank, null, null, signed] };
      }),
      {
        strong: true,
        cells: [
          t('reports.scores.total'),
          derivation.beside ? null : sumOf('B', criteria.reduce((sum, { max100 }) => sum + max100, 0) / 100),
          ...experts.map((personId, at) => {
            const own = sheetTotal(derivation, personId);
            if (own === null || weighted) return null;
            return derivation.beside ? Number(own) : sumOf(column(at), Number(own));
          }),
          null,
          null,
          {
            // weights, sheets and what counts beside the hundred have rules of their own, which a sum would not show
            value:
              weighted || sheets !== null || derivation.beside
                ? Number(total)
                : { formula: `ROUND(SUM(${means}2:${means}${last}),${digitsOf(summary)})`, result: Number(total) },
            format: placesOf(summary),
          },
        ],
      },
    ],
    frozen: 2,
  };
}

/** A line an award, and below them the sum as a formula. */
function awardSheet(awards: NonNullable<WorkbookData['awards']>, t: Translate): Worksheet {
  const rows = awards.flatMap(({ parkName, operator, payer, level, awards: reached }) =>
    reached.map(({ label, article, cap, amount, text, proposed }) => ({
      cells: [
        parkName,
        operator ?? '',
        t(`rewards.level.${level ?? 'unknown'}`),
        payer ?? '',
        label,
        article,
        numberOf(cap),
        numberOf(amount),
        amount === null ? text : '',
        proposed?.reason ?? '',
      ],
    })),
  );
  const total = rows.reduce((sum, { cells }) => sum + (typeof cells[7] === 'number' ? cells[7] : 0), 0);
  const sum: WorksheetCell = { formula: `SUM(H2:H${rows.length + 1})`, result: total };
  return {
    name: t('reports.funding.sheet'),
    columns: [
      { head: t('reports.funding.applicant'), width: 30 },
      { head: t('reports.shortlist.operator'), width: 30 },
      { head: t('reports.funding.level'), width: 10 },
      { head: t('reports.funding.payer'), width: 20 },
      { head: t('reports.funding.award'), width: 18 },
      { head: t('reports.eligibility.article'), width: 14 },
      { head: t('reports.funding.cap'), width: 12, format: '0.####' },
      { head: t('reports.funding.amount'), width: 14, format: '0.####' },
      { head: t('reports.funding.open'), width: 24 },
      { head: t('reports.funding.reason'), width: 40, wrap: true },
    ],
    rows: rows.length === 0 ? [] : [...rows, { cells: [t('reports.funding.sum'), '', '', '', '', '', null, sum, '', ''] }],
    frozen: 1,
  };
}

function eligibilitySheet(reviews: WorkbookData['reviews'], t: Translate): Worksheet {
  const head = (key: string): string => t(`reports.eligibility.${key}`);
  return {
    name: t('reports.eligibility.title'),
    columns: [
      { head: t('reports.workbook.park'), width: 30 },
      { head: head('article'), width: 18 },
      { head: head('condition'), width: 50, wrap: true },
      { head: head('value'), width: 22 },
      { head: head('threshold'), width: 22 },
      { head: head('gap'), width: 18 },
      { head: head('verdict'), width: 16 },
      { head: t('reports.review.factSource') },
    ],
    rows: reviews.flatMap(({ park, eligibility }) =>
      eligibility.conditions.map(({ article, text, value, threshold, gap, verdict, source }) => ({
        cells: [
          park.name,
          article,
          text,
          value ?? '',
          threshold ?? '',
          gap ?? '',
          formatVerdict(t, verdict),
          source === null ? '' : t(`reports.source.${source}`),
        ],
      })),
    ),
    frozen: 1,
    filtered: true,
  };
}

/** An empty row, and the heads of a table below another. */
const heads = (words: readonly string[]) => [{ cells: [] }, { cells: words, strong: true }];

function statisticsSheet({ agreement, outliers, stability }: SummaryData, t: Translate): Worksheet {
  return {
    name: t('reports.summary.agreement'),
    columns: [
      { head: t('reports.summary.figure'), width: 40 },
      { head: t('reports.summary.value'), width: 14 },
      { head: t('reports.summary.interval'), width: 24 },
    ],
    rows: [
      ...agreement.map(({ name, value, low, high }) => ({
        cells: [name, numberOf(value), low === null || high === null ? '' : t('reports.summary.range', { low, high })],
      })),
      ...heads([
        t('reports.summary.expert'),
        t('reports.workbook.park'),
        ...['given', 'mean', 'deviation', 'explanation'].map((key) => t(`reports.summary.${key}`)),
      ]),
      ...outliers.map(({ name, parkName, criterion, value, mean, deviationPercent, explanation }) => ({
        cells: [
          name,
          criterion ? t('reports.summary.outlierOf', { park: parkName, criterion }) : parkName,
          numberOf(value),
          numberOf(mean),
          numberOf(deviationPercent),
          explanation ?? '',
        ],
      })),
      ...(stability ? heads(['park', 'rank', 'low', 'high', 'share'].map((key) => t(`reports.workbook.stability.${key}`))) : []),
      ...(stability?.types ?? [])
        .flatMap(({ parks }) => parks)
        .map(({ parkName, rank, low, high, abovePercent }) => ({
          cells: [parkName, rank, low, high, { value: Math.round(Number(abovePercent) * 10) / 1000, format: '0.0%' }],
        })),
    ],
  };
}

/** Every sheet of every expert, line by line, with the words that go with the points. */
function scoreList(scores: WorkbookData['scores'], t: Translate): Worksheet {
  const head = (key: string): string => t(`reports.scores.${key}`);
  return {
    name: t('reports.workbook.scores'),
    columns: [
      { head: t('reports.workbook.park'), width: 34 },
      { head: head('name'), width: 14 },
      { head: head('criterion'), width: 34 },
      { head: head('max'), width: 8, format: '0.##' },
      { head: head('points'), width: 8, format: '0.##' },
      { head: head('comment'), width: 60, wrap: true },
    ],
    rows: scores.map(({ parkName, expert, criterion, max100, points100, comment }) => ({
      cells: [parkName, expert, criterion, max100 / 100, points100 === null ? null : points100 / 100, comment ?? ''],
    })),
    frozen: 1,
    filtered: true,
  };
}

/** What was found on site, one line each: measured, checked, noted, photographed. */
function visitSheet(reviews: WorkbookData['reviews'], t: Translate): Worksheet {
  const head = (key: string): string => t(`reports.visit.${key}`);
  return {
    name: t('reports.visit.title'),
    columns: [
      { head: t('reports.workbook.park'), width: 34 },
      { head: t('reports.workbook.visitedOn'), width: 14 },
      { head: t('reports.workbook.part') },
      { head: head('measure'), width: 50, wrap: true },
      { head: head('declared'), width: 20 },
      { head: head('measured'), width: 30 },
      { head: head('difference'), width: 20 },
    ],
    rows: reviews.flatMap(({ park, visit }) => {
      if (visit === null) return [];
      const line = (part: string, ...cells: (string | null)[]) => ({
        cells: [park.name, visit.visitedOn, t(`reports.workbook.parts.${part}`), ...cells.map((cell) => cell ?? '')],
      });
      return [
        ...visit.measures.map(({ label, declared, measured, difference }) => line('measure', label, declared, measured, difference)),
        ...visit.checks.map(({ text, outcome }) => line('check', text, null, outcome)),
        ...visit.notes.map(({ text, at }) => line('note', text, null, at)),
        ...(visit.firms ?? []).map(({ name, found, staff, remarks }) =>
          line('firm', name, null, found, [staff, remarks].filter(Boolean).join(t('reports.listSeparator'))),
        ),
        ...(visit.interviews ?? []).map(({ who, said }) => line('interview', who, null, said)),
        ...(visit.matters ?? []).map(({ matter, dueOn, responsible }) => line('matter', matter, null, dueOn, responsible)),
        ...(visit.opinions ?? []).map(({ leader, text }) => line('opinion', leader, null, text)),
        ...visit.photos.map(({ caption }) => line('photo', caption)),
      ];
    }),
    frozen: 1,
    filtered: true,
  };
}

function eventSheet(events: WorkbookData['events'], t: Translate): Worksheet {
  const head = (key: string): string => t(`reports.workbook.${key}`);
  return {
    name: t('reports.workbook.events'),
    columns: [
      { head: head('seq'), width: 8 },
      { head: head('at'), width: 20, format: 'yyyy-mm-dd hh:mm:ss' },
      { head: head('actor'), width: 16 },
      { head: head('kind'), width: 24 },
      { head: head('about'), width: 44 },
      { head: head('reason'), width: 40 },
      { head: head('entity'), width: 44 },
      { head: head('hash'), width: 68 },
    ],
    // workbooks know no zones: what is in UTC there is what is shown
    rows: events.map(({ seq, at, actor, kind, about, reason, entity, hash }) => ({
      cells: [seq, new Date(`${timeInChina(at)}Z`), actor, kind, about, reason ?? '', entity, hash],
    })),
    filtered: true,
  };
}
