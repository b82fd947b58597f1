import { useTranslation } from 'react-i18next';
import { addressOf } from '../../state/route.ts';
import { ClockCircleOutlined } from '../../ui/icons.tsx';
import type { Deadline } from './deadlines.ts';
import { Section } from '../../ui/page.tsx';

/** The deadlines of the round and of titles, nearest first; nothing where there are none. */
export function DeadlineList({ deadlines }: { deadlines: readonly Deadline[] }) {
  const { t } = useTranslation();
  if (deadlines.length === 0) return null;
  return (
    <Section title={t('window.home.deadlines')}>
      <ul className="plane bare-list next-list" aria-label={t('window.home.deadlines')}>
        {deadlines.map((one) => {
          const words = t(`window.home.deadline.${one.key}`, one.params);
          return (
            <li key={`${one.key} ${words}`}>
              <span className="row figures deadline-on">
                <ClockCircleOutlined />
                {one.on ?? '—'}
              </span>
              {one.place ? (
                <a className={one.wants ? 'row-between next-words wants' : 'row-between next-words'} href={addressOf(one.place, one.id)}>
                  {words}
                </a>
              ) : (
                <span className={one.wants ? 'row-between next-words wants' : 'row-between next-words'}>{words}</span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
