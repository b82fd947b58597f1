/** 实地考察: declared against measured, what was checked, what was seen. */
import type { Translate } from '../text.ts';
import type { ReviewReportData } from './data.ts';
import { formatDate, type headings } from './phrases.ts';
import type { Block } from './tree.ts';

type Visit = NonNullable<ReviewReportData['visit']>;

export function visitBlocks(visit: Visit, t: Translate, number: ReturnType<typeof headings>): Block[] {
  const separator = t('report.listSeparator');
  return [
    number.first(t('report.visit.title')),
    { kind: 'paragraph', role: 'body', text: t('report.visit.lead', { date: formatDate(t, visit.visitedOn), people: visit.people.join(separator) }) },
    ...(visit.measures.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: t('report.visit.measures'),
            columns: [{ width: 34 }, { width: 22, align: 'right' }, { width: 22, align: 'right' }, { width: 22, align: 'right' }],
            head: [{ cells: ['measure', 'declared', 'measured', 'difference'].map((key) => ({ text: t(`report.visit.${key}`) })) }],
            body: visit.measures.map((measure) => ({ cells: [{ text: measure.label }, { text: measure.declared ?? '—' }, { text: measure.measured }, { text: measure.difference ?? '—' }] })),
          } as const,
        ]),
    ...(visit.checks.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: t('report.visit.checks'),
            columns: [{ width: 68 }, { width: 32 }],
            head: [{ cells: [{ text: t('report.visit.check') }, { text: t('report.visit.outcome') }] }],
            body: visit.checks.map((check) => ({ cells: [{ text: check.text }, { text: check.outcome }] })),
          } as const,
        ]),
    ...visit.notes.map((note): Block => ({ kind: 'paragraph', role: 'quote', text: [{ text: `${note.at}　`, mark: 'muted' }, { text: note.text }] })),
    ...(visit.photos.length === 0 ? [] : [{ kind: 'photos', photos: visit.photos.map((photo) => ({ ...photo, alt: photo.caption })) } as const]),
  ];
}
