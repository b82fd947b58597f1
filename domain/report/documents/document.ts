/** Any document: its data by the kind that they name, the tree that is drawn from them, and what of them can be counted again. */
import { z } from 'zod';
import type { Translate } from '../../text.ts';
import { recountList, recountPark } from '../recount.ts';
import { recountSigners, signedByInstitution } from '../signers.ts';
import type { DocumentTree } from '../tree.ts';
import { buildFunding, fundingData, resumFunding } from './funding.ts';
import { buildLetter, letterData } from './letter.ts';
import { buildMinutes, minutesData } from './minutes.ts';
import { buildNotice, noticeData } from './notice.ts';
import { buildReviewReport, reviewReportData, type ReviewReportData } from './review-report.ts';
import { buildScoreSheet, resum, scoreSheetData } from './score-sheet.ts';
import { buildShortlist, shortlistData } from './shortlist.ts';
import { buildSupplement, supplementData } from './supplement.ts';
import { buildSummary, summaryData } from './summary.ts';
import { buildVisitRecord, visitRecordData } from './visit-record.ts';

export const documentData = z.discriminatedUnion('kind', [
  reviewReportData,
  scoreSheetData,
  visitRecordData,
  supplementData,
  summaryData,
  shortlistData,
  noticeData,
  letterData,
  fundingData,
  minutesData,
]);
export type DocumentData = z.infer<typeof documentData>;

export function buildDocument(data: DocumentData, t: Translate): DocumentTree {
  switch (data.kind) {
    case 'review':
      return buildReviewReport(data, t);
    case 'sheet':
      return buildScoreSheet(data, t);
    case 'visit':
      return buildVisitRecord(data, t);
    case 'supplement':
      return buildSupplement(data, t);
    case 'summary':
      return buildSummary(data, t);
    case 'shortlist':
      return buildShortlist(data, t);
    case 'publicity':
    case 'final':
      return buildNotice(data, t);
    case 'letter':
      return buildLetter(data, t);
    case 'funding':
      return buildFunding(data, t);
    case 'minutes':
      return buildMinutes(data, t);
    default:
      return unknownKind(data);
  }
}

/**
 * Counts again what a document prints, from the raw scores attached to it, and who has to sign it. Answers with the places that do
 * not follow, as paths into the data; empty when all does.
 */
export function recompute(data: DocumentData): string[] {
  return [...recountSigners(data, neededSigners(data)), ...recountFigures(data)];
}

function neededSigners(data: DocumentData): Parameters<typeof recountSigners>[1] {
  switch (data.kind) {
    case 'review':
      return signedByInstitution(data, signersOfReview(data));
    case 'sheet':
      return [['person', data.expert.name]];
    case 'supplement':
    case 'summary':
    case 'shortlist':
    case 'funding':
    case 'publicity':
    case 'final':
    case 'letter':
      return signedByInstitution(data);
    case 'minutes': {
      // who presided and recorded stands nowhere else in them, but somebody signs
      const [first] = data.signatures;
      return [first === undefined ? ['institution', data.institution] : [first.kind, first.signer]];
    }
    // nobody, where all who were there have signed by hand
    case 'visit':
      return [];
    default:
      return unknownKind(data);
  }
}

/** Whose sheets count, and who gave the opinion of the group. */
function signersOfReview({ scoring, group }: ReviewReportData): string[] {
  const names = scoring?.experts.map(({ name }) => name) ?? [];
  const by = group?.opinion?.name;
  return by === undefined || names.includes(by) ? names : [...names, by];
}

function recountFigures(data: DocumentData): string[] {
  switch (data.kind) {
    case 'review':
      return data.scoring === null
        ? []
        : [...recountPark(data.scoring.derivation, data.scoring.rules, 'scoring.derivation'), ...recountGround(data)];
    case 'sheet':
      return resum(data);
    case 'summary':
    case 'shortlist':
      return recountList(data);
    case 'funding':
      return resumFunding(data);
    case 'visit':
    case 'supplement':
    case 'publicity':
    case 'final':
    case 'letter':
    case 'minutes':
      return [];
    default:
      return unknownKind(data);
  }
}

/** A decision that rests on what the report says repeats its total. */
function recountGround({ scoring, conclusion: { ground } }: ReviewReportData): string[] {
  const isOff = ground !== undefined && !ground.moved && ground.total !== null && ground.total !== scoring?.derivation.total;
  return isOff ? ['conclusion.ground.total'] : [];
}

/** Does not compile while a kind is left out above, and draws nothing else in its place. */
function unknownKind(data: never): never {
  throw new TypeError(`no document of this kind: ${JSON.stringify(data)}`);
}
