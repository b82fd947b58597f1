/** What one laptop says of one row, line by line: whatever two laptops can leave different stands there. */
import type { TFunction } from 'i18next';
import { sealCode } from '../../../../domain/scoring/seal-code.ts';
import { showPoints } from '../../../ui/words.ts';

type Content = Readonly<Record<string, unknown>>;

/** A measured value as it was typed. */
function measured(value: unknown, t: TFunction): string | null {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  return Array.isArray(value)
    ? value.join(t('common.comma'))
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : null;
}

/** Who held which post. */
function postsOf(posts: unknown, t: TFunction): string[] {
  return Object.entries((posts ?? {}) as Record<string, unknown>).map(([label, post]) =>
    t('exchange.conflict.labelled', { label, said: String(post) }),
  );
}

/** Points, state, relation or opinion, what was seen and measured, and the words with it. */
export function linesOf(content: Content, t: TFunction): string[] {
  const text = (key: string): string | null => (typeof content[key] === 'string' && content[key] !== '' ? content[key] : null);
  const list = (key: string): readonly unknown[] => (Array.isArray(content[key]) ? content[key] : []);
  const labelled = (key: string, label: string): string | null => {
    const said = text(key);
    return said === null ? null : t('exchange.conflict.labelled', { label: t(label), said });
  };
  const names = (key: string): string => list(key).map(String).join(t('common.comma'));
  const { points100: points, staff } = content;
  const lines = [
    typeof points === 'number' ? t('exchange.conflict.points', { points: showPoints(points) }) : null,
    text('state') ? t(`exchange.conflict.state.${text('state')}`) : null,
    text('relation') ? t(`common.relation.${text('relation')}`) : null,
    text('recommendation') ? t(`scores.opinion.${text('recommendation')}`) : null,
    text('abstained') ? t('scores.abstained', { reason: text('abstained') }) : null,
    text('outcome') ? t(`visits.check.${text('outcome')}`) : null,
    text('visitedOn') ? t('exchange.conflict.visitedOn', { date: text('visitedOn') }) : null,
    labelled('started', 'visits.started'),
    labelled('ended', 'visits.ended'),
    text('digest') && 'visitedOn' in content ? t('exchange.conflict.closed') : null,
    text('digest') && 'state' in content ? t('scores.history.code', { code: sealCode(text('digest') ?? '') }) : null,
    list('people').length > 0 ? t('exchange.conflict.people', { names: names('people') }) : null,
    ...postsOf(content['posts'], t),
    measured(content['value'], t),
    text('method') ? t(`visits.measure.method.${text('method')}`) : null,
    text('found') ? t(`visits.firm.${text('found')}`) : null,
    typeof staff === 'number' ? t('visits.firm.staffCount', { count: staff }) : null,
    labelled('business', 'visits.firm.business'),
    labelled('person', 'visits.interview.person'),
    labelled('post', 'visits.interview.post'),
    text('said'),
    text('matter'),
    text('dueOn') ? t('visits.matter.until', { on: text('dueOn') }) : null,
    labelled('responsible', 'visits.matter.responsible'),
    labelled('leader', 'visits.opinion.leader'),
    list('drawn').length > 0
      ? t('exchange.conflict.drawn', { of: list('firms').length, count: list('drawn').length, names: names('drawn') })
      : null,
    text('caption') ?? text('name'),
    text('note'),
    text('comment'),
    text('text'),
    text('dissent'),
    text('reason'),
    list('evidence').length > 0 ? t('exchange.conflict.evidence', { count: list('evidence').length }) : null,
  ];
  return lines.filter((line) => line !== null);
}
