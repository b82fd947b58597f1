/** 利害关系 in a report: who declared, who has not, who is recused and what is known of what they saw. */
import { z } from 'zod';
import { isoDate } from '../model.ts';
import type { Translate } from '../text.ts';
import { formatDate } from './phrases.ts';

/** As the record proves it; absent: the document was made before this was looked up. */
export const interests = z
  .object({
    /** experts of the park whose declaration is not in, by name */
    undeclared: z.array(z.string()),
    /** since when each is recused; `untouched`: since before scoring opened and before any task file went to them */
    recused: z.array(z.object({ name: z.string(), on: isoDate, untouched: z.boolean() })),
  })
  .optional();

interface Declared {
  readonly interests?: z.infer<typeof interests>;
  readonly recused: readonly { readonly name: string; readonly relation: string }[];
}

export function interestWords({ interests: known, recused }: Declared, subject: string, language: string, t: Translate): string {
  const separator = t('reports.listSeparator');
  const list = recused.map(({ name, relation }) => t('reports.scores.recusedPerson', { name, relation })).join(separator);
  if (!known) return recused.length === 0 ? t('reports.scores.noneRecused', { subject }) : t('reports.scores.recused', { subject, list });
  if (known.undeclared.length === 0 && recused.length === 0) return t('reports.scores.noneRecused', { subject });
  const untouched = known.recused.filter((one) => one.untouched).map(({ name }) => name);
  return [
    known.undeclared.length === 0
      ? t('reports.scores.allDeclared', { subject })
      : t('reports.scores.undeclared', { subject, names: known.undeclared.join(separator) }),
    recused.length === 0 ? t('reports.scores.othersNone', { subject }) : t('reports.scores.recusedList', { list }),
    ...(untouched.length === 0 ? [] : [t('reports.scores.untouched', { subject, names: untouched.join(separator) })]),
    ...known.recused
      .filter((one) => !one.untouched)
      .map(({ name, on }) => t('reports.scores.recusedOn', { name, date: formatDate(t, on) })),
  ].join(language === 'zh' ? '' : ' ');
}
