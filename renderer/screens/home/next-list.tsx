import { useTranslation } from 'react-i18next';
import { RightOutlined } from '../../ui/icons.tsx';
import { addressOf } from '../../state/route.ts';
import type { Next } from './next.ts';
import { Section } from '../../ui/page.tsx';
import { PlainButton } from '../../ui/plain.tsx';

interface Props {
  items: readonly Next[];
  busy?: boolean;
  /** nothing is next because the round is over */
  over?: boolean;
  onAct?: (act: NonNullable<Next['act']>) => void;
}

/** The sentences of what is next, each a link or a press. */
export function NextList({ items, busy = false, over = false, onAct }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('window.home.next')}>
      <ul className="plane bare-list next-list">
        {items.map((item, at) => {
          const sentence = t(`window.next.${item.key}`, item.params);
          const { act } = item;
          return (
            <li key={item.key}>
              <span className="figures quiet">{at + 1}</span>
              {act ? (
                <>
                  <span className="row-between next-words">{sentence}</span>
                  <PlainButton type="primary" loading={busy} onClick={() => onAct?.(act)}>
                    {t(`window.home.${act}`)}
                  </PlainButton>
                </>
              ) : (
                <a className="row-between next-words" href={addressOf(item.place, item.id)}>
                  {sentence}
                  <RightOutlined aria-hidden="true" />
                </a>
              )}
            </li>
          );
        })}
        {items.length === 0 ? <li className="quiet">{t(over ? 'window.home.over' : 'window.home.nothingNext')}</li> : null}
      </ul>
    </Section>
  );
}
