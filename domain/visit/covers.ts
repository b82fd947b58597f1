/** 签署内容: how much of a record a signature is given for, in words. */
import type { SignCovers } from '../model.ts';
import type { Translate } from '../text.ts';

/** Kinds of entries that stand in the words only where there are any of them. */
const further = ['interviews', 'matters', 'firms', 'opinions'] as const;

/** "核查 3/8 项，实测 2 项，…": checks, figures, notes and photos always, the others where there are any. */
export function coverWords(covers: SignCovers, t: Translate): string {
  const { checks, of, measures, notes, photos } = covers;
  return [
    t('visits.sign.counts', { checks, of, measures, notes, photos }),
    ...further.flatMap((name) => (covers[name] ? [t(`visits.sign.counts.${name}`, { count: covers[name] })] : [])),
  ].reduce((counts, more) => t('visits.sign.counts.and', { counts, more }));
}
