/** 专家个人评分表: what one expert gave one park, signed by that expert. */
import type { Translate } from '../text.ts';
import type { ScoreSheetData } from './data.ts';
import { dataAttachment, formatDate, formatTime, signatureBlock, verifyAnnex } from './phrases.ts';
import { formatPoints } from '../numbers/points.ts';
import type { Block, DocumentTree } from './tree.ts';

export function buildScoreSheet(data: ScoreSheetData, t: Translate): DocumentTree {
  const weighted = data.criteria.some((criterion) => criterion.weight !== '1');
  return {
    language: data.language,
    title: t('reports.sheet.documentTitle', { park: data.park.name, name: data.expert.name }),
    subject: t('reports.review.subject', { round: data.round.name, scheme: data.round.schemeTitle }),
    author: data.expert.name,
    keywords: [data.round.name, data.park.name, data.expert.name],
    blocks: [
      { kind: 'paragraph', role: 'title', text: t('reports.sheet.title') },
      { kind: 'paragraph', role: 'centre', text: data.round.name },
      {
        kind: 'table',
        columns: [{ width: 16 }, { width: 40 }, { width: 16 }, { width: 28 }],
        head: [],
        body: [
          {
            cells: [
              { text: t('reports.shortlist.park'), head: true },
              { text: data.park.name },
              { text: t('reports.review.cover.type'), head: true },
              { text: data.park.type ?? '—' },
            ],
          },
          {
            cells: [
              { text: t('reports.scores.name'), head: true },
              { text: data.expert.name },
              { text: t('reports.scores.personTitle'), head: true },
              { text: data.expert.title },
            ],
          },
          {
            cells: [
              { text: t('reports.scores.organisation'), head: true },
              { text: data.expert.organisation, span: 3 },
            ],
          },
        ],
      },
      {
        kind: 'table',
        columns: [
          { width: 30 },
          { width: 9, align: 'centre' },
          ...(weighted ? [{ width: 9, align: 'centre' as const }] : []),
          { width: 10, align: 'centre' },
          { width: 51 },
        ],
        head: [
          {
            cells: ['criterion', 'max', ...(weighted ? ['weight'] : []), 'points', 'comment'].map((key) => ({
              text: t(`reports.scores.${key}`),
            })),
          },
        ],
        body: [
          ...data.criteria.map((criterion) => ({
            cells: [
              { text: criterion.name },
              { text: formatPoints(criterion.max100) },
              ...(weighted ? [{ text: criterion.weight }] : []),
              { text: pointsOrNone(criterion.points100) },
              { text: criterion.comment ?? '' },
            ],
          })),
          {
            tone: 'total',
            cells: [
              { text: t('reports.scores.total') },
              { text: formatPoints(data.max100) },
              ...(weighted ? [{ text: '' }] : []),
              { text: data.total },
              { text: '' },
            ],
          },
        ],
      },
      ...changes(data, t),
      {
        kind: 'paragraph',
        role: 'body',
        text:
          data.submittedAt === null
            ? t('reports.sheet.notSubmitted')
            : t('reports.sheet.submitted', { at: formatTime(t, data.submittedAt) }),
        keep: true,
      },
      ...(data.digest === null
        ? []
        : [{ kind: 'paragraph', role: 'note', text: t('reports.sheet.digest', { digest: data.digest }), keep: true } as const]),
      signatureBlock(data.signatures),
      { kind: 'paragraph', role: 'date', text: formatDate(t, data.issuedOn) },
      ...verifyAnnex(t, data),
    ],
    attachments: [dataAttachment(t, data)],
  };
}

function pointsOrNone(points100: number | null): string {
  return points100 === null ? '—' : formatPoints(points100);
}

function changes(data: ScoreSheetData, t: Translate): Block[] {
  if (data.changes.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: t('reports.sheet.changes'),
      columns: [{ width: 20 }, { width: 28 }, { width: 11, align: 'centre' }, { width: 11, align: 'centre' }, { width: 30 }],
      head: [
        { cells: ['changeAt', 'changeOf', 'changeFrom', 'changeTo', 'changeReason'].map((key) => ({ text: t(`reports.sheet.${key}`) })) },
      ],
      body: data.changes.map((change) => ({
        cells: [
          { text: formatTime(t, change.at) },
          { text: change.criterion },
          { text: pointsOrNone(change.from100) },
          { text: pointsOrNone(change.to100) },
          { text: change.reason },
        ],
      })),
    },
  ];
}
