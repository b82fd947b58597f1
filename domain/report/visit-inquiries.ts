/** 访谈、抽查、整改与意见 in a document: from when to when and who was there, whom the team spoke to, which tenants were drawn and seen, what is asked for. */
import { z } from 'zod';
import { isoDate, sha256 } from '../model.ts';
import type { Translate } from '../text.ts';
import { muted, paragraph, right, strong, table } from './blocks.ts';
import { formatDate } from './phrases.ts';
import type { Block } from './tree.ts';

/** Each list is absent where there is nothing of it. Texts name their visit where there were several. */
export const inquiryData = z.object({
  /** where posts or times were recorded, or a park was visited more than once: each visit with who was there, HH:MM in China */
  sessions: z
    .array(z.object({ visitedOn: isoDate, started: z.string().nullable(), ended: z.string().nullable(), present: z.array(z.string()) }))
    .optional(),
  samples: z
    .array(z.object({ visitedOn: isoDate, at: z.string(), seed: sha256, of: z.int().positive(), drawn: z.array(z.string()) }))
    .optional(),
  firms: z
    .array(z.object({ name: z.string(), drawn: z.boolean(), found: z.string(), staff: z.int().nullable(), remarks: z.string() }))
    .optional(),
  interviews: z.array(z.object({ who: z.string(), said: z.string() })).optional(),
  matters: z.array(z.object({ matter: z.string(), dueOn: isoDate.nullable(), responsible: z.string().nullable() })).optional(),
  opinions: z.array(z.object({ leader: z.string(), text: z.string() })).optional(),
});
export type InquiryData = z.infer<typeof inquiryData>;

/** "2026年10月10日9:10至11:40，考察组到产业园实地考察。在场人员：李二（总经理）。", a sentence a visit. */
export function sessionBlocks({ sessions = [] }: InquiryData, subject: string, t: Translate): Block[] {
  return sessions.map(({ visitedOn, started, ended, present }) => {
    const date = formatDate(t, visitedOn);
    const when =
      started !== null && ended !== null
        ? t('reports.visit.fromTo', { date, started, ended })
        : started !== null
          ? t('reports.visit.from', { date, started })
          : ended !== null
            ? t('reports.visit.until', { date, ended })
            : date;
    const people = present.length === 0 ? t('reports.visit.nobody') : present.join(t('reports.listSeparator'));
    return paragraph('body', t('reports.visit.lead', { subject, date: when, people }));
  });
}

/** Which tenants were drawn, how anybody can draw them again, and what was seen at each. */
export function firmBlocks({ samples = [], firms = [] }: InquiryData, t: Translate): Block[] {
  if (samples.length === 0 && firms.length === 0) return [];
  return [
    ...samples.map(({ visitedOn, at, seed, of, drawn }) =>
      paragraph(
        'note',
        t('reports.visit.sample', {
          date: formatDate(t, visitedOn),
          at,
          of,
          count: drawn.length,
          drawn: drawn.map((name, index) => `${index + 1}. ${name}`).join(t('reports.listSeparator')),
          seed,
        }),
      ),
    ),
    table({
      caption: t('reports.visit.firms'),
      columns: [34, 14, 14, right(12), 26],
      head: ['firm', 'chosen', 'found', 'staff', 'remarks'].map((key) => t(`reports.visit.firms.${key}`)),
      body: firms.map(({ name, drawn, found, staff, remarks }) => [
        name,
        t(`reports.visit.firms.${drawn ? 'drawn' : 'added'}`),
        found,
        staff === null ? '—' : String(staff),
        remarks,
      ]),
    }),
  ];
}

export function interviewBlocks({ interviews = [] }: InquiryData, t: Translate): Block[] {
  if (interviews.length === 0) return [];
  return [
    paragraph('body', t('reports.visit.interviews'), { keep: true }),
    ...interviews.map(({ who, said }) => paragraph('quote', [muted(`${who}　`), { text: said }])),
  ];
}

/** What is asked of the park, and what the leader of the team thinks. */
export function matterBlocks({ matters = [], opinions = [] }: InquiryData, t: Translate): Block[] {
  return [
    ...(matters.length === 0
      ? []
      : [
          table({
            caption: t('reports.visit.matters'),
            columns: [56, 22, 22],
            head: ['matter', 'dueOn', 'responsible'].map((key) => t(`reports.visit.matters.${key}`)),
            body: matters.map(({ matter, dueOn, responsible }) => [
              matter,
              dueOn === null ? '—' : formatDate(t, dueOn),
              responsible ?? '—',
            ]),
          }),
        ]),
    ...opinions.map(({ leader, text }) => paragraph('body', [strong(t('reports.visit.opinion', { leader })), { text }])),
  ];
}
