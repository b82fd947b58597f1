/** Small pieces that all documents share: numbered headings, dates, points, verdicts, the annex. */
import { z } from 'zod';
import { timeInChina } from '../numbers/china-time.ts';
import type { Language, Translate } from '../text.ts';
import type { Verdict } from '../condition/verdict.ts';
import type { DocumentHead, missingSheets, SignatureData } from './head.ts';
import { paragraph, strong } from './blocks.ts';
import { dataName, type Block, type DocumentTree, type Heading, type Signatures } from './tree.ts';

/** Ends with a full stop, whoever wrote it. */
export function sentence(t: Translate, text: string): string {
  return /[。.！!？?；;]$/.test(text) ? text : `${text}${t('reports.stop')}`;
}

/** 一、 （一） 1. in Chinese; 1, 1.1 in English. One numbering per document. */
export function headings(t: Translate, language: Language): { first(title: string): Heading; second(title: string): Heading } {
  let first = 0;
  let second = 0;
  const number = (value: number): string => (language === 'zh' ? chineseNumber(value, t('reports.digits')) : String(value));
  return {
    first: (title) => {
      first++;
      second = 0;
      return { kind: 'heading', level: 1, text: t('reports.heading1', { number: number(first), title }) };
    },
    second: (title) => {
      second++;
      return { kind: 'heading', level: 2, text: t('reports.heading2', { first: number(first), number: number(second), title }) };
    },
  };
}

/** 1 … 99 in Chinese numerals; `digits` is 一二三四五六七八九十. */
export function chineseNumber(value: number, digits: string): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  const ten = digits[9] ?? '';
  return `${tens > 1 ? (digits[tens - 1] ?? '') : ''}${tens > 0 ? ten : ''}${ones > 0 ? (digits[ones - 1] ?? '') : ''}`;
}

/** The document that a round rests on, as it is cited; else the name and number of the scheme. */
export function formatBasis(
  t: Translate,
  { citation, schemeTitle, documentNo }: Pick<DocumentHead['round'], 'citation' | 'schemeTitle' | 'documentNo'>,
): string {
  if (citation !== undefined) return citation;
  return documentNo === '' ? schemeTitle : t('reports.basis', { title: schemeTitle, documentNo });
}

/** A day, or a month where no day is given. */
export function formatDate(t: Translate, date: string): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  if (day === '') return t('reports.month', { year, month: Number(month), month2: month });
  return t('reports.date', { year, month: Number(month), day: Number(day), month2: month, day2: day });
}

/** A UTC time as the office reads it: Beijing time, named as such. */
export function formatTime(t: Translate, time: string): string {
  const there = timeInChina(time);
  return t('reports.time', { date: formatDate(t, there), clock: there.slice(11, 16) });
}

/** Symbol and word, so that the verdict survives a black and white copy. */
export function formatVerdict(t: Translate, verdict: Verdict): string {
  return t(`reports.verdict.${verdict}`);
}

export function signatureBlock(signatures: readonly SignatureData[]): Signatures {
  return { kind: 'signatures', fields: signatures.map(({ field, ...rest }) => ({ name: field, ...rest })) };
}

/** Whether raw scores are among the attached data, so that anybody can count again; a notice, a letter and the minutes carry none. */
function carriesScores(
  data: DocumentHead & { readonly kind?: string; readonly scoring?: unknown; readonly derivations?: readonly unknown[] },
): boolean {
  return data.kind === 'sheet' || (data.scoring ?? null) !== null || (data.derivations?.length ?? 0) > 0;
}

/** 附件：如何核验, with the head of the event chain to read and to scan. */
function verifyAnnex(t: Translate, data: DocumentHead): Block[] {
  return [
    { kind: 'pageBreak' },
    paragraph('addressee', [strong(t('reports.annex.label'))], { keep: true }),
    paragraph('title', t('reports.annex.title')),
    paragraph('body', t('reports.annex.lead')),
    ...['step1', 'step2', carriesScores(data) ? 'step3' : 'step3Plain', 'step4'].map((step) =>
      paragraph('body', t(`reports.annex.${step}`, { file: dataName })),
    ),
    paragraph('body', t('reports.annex.chain'), { keep: true }),
    {
      kind: 'code',
      value: `parkpanel:chain:${data.chainHead}`,
      caption: t('reports.annex.chainHead'),
      lines: [grouped(data.chainHead), '', t('reports.annex.chainNote')],
    },
  ];
}

/** Hex in groups of eight, for reading aloud. */
function grouped(hex: string): string {
  return hex.replaceAll(/(.{8})(?=.)/g, '$1 ');
}

/** Whether the rule book was in force, where there is anything to be said of it; goes into what is handed on as a result. */
export function validityNote(t: Translate, { round: { validity = [] } }: DocumentHead): Block[] {
  return validity.length === 0 ? [] : [paragraph('note', t('reports.validity', { notes: validity.join(t('reports.listSeparator')) }))];
}

/** 暂定: that ranks and totals may still change, or stand without them, and for want of whose sheets. */
export function provisionalNote(t: Translate, missing: z.infer<typeof missingSheets>): Block[] {
  const sentences = missing ? missingSentences(t, missing, t('reports.listSeparator')) : [];
  return sentences.length === 0 ? [] : [paragraph('body', [strong(sentences.join(''))])];
}

/** The sentences of it: whose sheets are not in, and which stages are not over. */
export function missingSentences(
  t: Translate,
  { settled, experts, stages = [] }: NonNullable<z.infer<typeof missingSheets>>,
  separator: string,
): string[] {
  const names = experts
    .map(({ stage = '', ...one }) => t(stage === '' ? 'tally.missing.of' : 'tally.missing.ofStage', { ...one, stage }))
    .join(separator);
  const count = experts.reduce((sum, one) => sum + one.count, 0);
  return [
    ...(experts.length > 0 ? [t(settled ? 'tally.missing.settled' : 'tally.missing.provisional', { count, names })] : []),
    ...(stages.length > 0 ? [t(settled ? 'tally.missing.stagesSettled' : 'tally.missing.stages', { stages: stages.join(separator) })] : []),
  ];
}

/** 落款: who issued it and when, above the fields for signatures. */
export function closing(t: Translate, data: DocumentHead): Block[] {
  return [
    paragraph('signatory', data.institution, { keep: true }),
    paragraph('date', formatDate(t, data.issuedOn), { keep: true }),
    signatureBlock(data.signatures),
  ];
}

/** A whole document, about its round unless it says otherwise: with the annex behind it and its data attached. */
export function documentTree(
  t: Translate,
  data: DocumentHead,
  { blocks, ...more }: Pick<DocumentTree, 'title' | 'blocks'> & Partial<Pick<DocumentTree, 'subject' | 'author' | 'keywords' | 'cover'>>,
): DocumentTree {
  return {
    language: data.language,
    subject: t('reports.shortlist.subject', { round: data.round.name }),
    author: data.institution,
    keywords: [data.round.name, data.round.documentNo],
    ...more,
    blocks: [...blocks, ...verifyAnnex(t, data)],
    attachments: [{ name: dataName, description: t('reports.dataDescription'), json: z.json().parse(data) }],
  };
}
