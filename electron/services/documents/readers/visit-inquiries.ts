/** 访谈、抽查、整改与意见 of closed visits, as a document tells them. */
import type { VisitView } from '../../../../domain/contract/visits.ts';
import type { InquiryData } from '../../../../domain/report/visit-inquiries.ts';
import type { Call } from '../../session/session.ts';
import { timeInChina } from '../../../../domain/numbers/china-time.ts';

/** A time of the record as the office reads it: by the clock in China, to the minute. */
export function shownTime(at: string): string {
  return timeInChina(at).slice(0, 16).replace('T', ' ');
}

/** `dated` names the visit beside a text, where there were several. Lists without anything in them are left out. */
export function readInquiries(
  visits: readonly VisitView[],
  dated: (text: string, on: string) => string,
  { t }: Pick<Call, 't'>,
): InquiryData {
  const told = visits.length > 1 || visits.some(({ posts, started, ended }) => posts !== null || started !== null || ended !== null);
  const withPost = (person: string, post: string | null | undefined): string =>
    post ? t('reports.visit.withPost', { person, post }) : person;
  const sessions = told
    ? visits.map(({ visitedOn, started, ended, people, posts, signs }) => ({
        visitedOn,
        started,
        ended,
        present: [...new Set([...people, ...signs.map(({ name }) => name)])].map((name) => withPost(name, posts?.[name])),
      }))
    : [];
  const drawn = visits.flatMap(({ visitedOn, samples }) =>
    samples.map(({ at, seed, firms, drawn: names }) => ({ visitedOn, at: shownTime(at), seed, of: firms.length, drawn: names })),
  );
  const looked = visits.flatMap(({ visitedOn, firms, photos }) =>
    firms.map(({ name, drawn: isDrawn, seenThere }) => {
      const pictures = photos.filter(({ about }) => about === `firm:${name}`).length;
      return {
        name: dated(name, visitedOn),
        drawn: isDrawn,
        // what nobody looked at is said
        found: t(`visits.firm.${seenThere?.found ?? 'notSeen'}`),
        staff: seenThere?.staff ?? null,
        remarks: [seenThere?.business, seenThere?.note, pictures > 0 ? t('visits.photo.of', { count: pictures }) : null]
          .filter(Boolean)
          .join(t('reports.listSeparator')),
      };
    }),
  );
  const spoken = visits.flatMap(({ visitedOn, interviews }) =>
    interviews.map(({ person, post, said }) => ({ who: dated(withPost(person, post), visitedOn), said })),
  );
  const asked = visits.flatMap(({ visitedOn, matters }) =>
    matters.map(({ matter, dueOn, responsible }) => ({ matter: dated(matter, visitedOn), dueOn, responsible })),
  );
  const thought = visits.flatMap(({ visitedOn, opinion }) =>
    opinion === null ? [] : [{ leader: dated(opinion.leader, visitedOn), text: opinion.text }],
  );
  return {
    ...(sessions.length > 0 && { sessions }),
    ...(drawn.length > 0 && { samples: drawn }),
    ...(looked.length > 0 && { firms: looked }),
    ...(spoken.length > 0 && { interviews: spoken }),
    ...(asked.length > 0 && { matters: asked }),
    ...(thought.length > 0 && { opinions: thought }),
  };
}
