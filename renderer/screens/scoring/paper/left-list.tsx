import { useTranslation } from 'react-i18next';
import { useSentence } from '../../../ui/page.tsx';
import type { Left } from './block.ts';
import { SmallButton } from '../../../ui/buttons.tsx';

/** What became of a pasted block: how much was taken, and each cell that was not, with its reason. */
export function LeftList({ taken, left, onClose }: { taken: number; left: readonly Left[]; onClose: () => void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <section className="grid-left" role="status" data-testid="pasted">
      <div className="row-between">
        <strong className={left.length > 0 ? 'wants' : undefined}>{t('scores.grid.pasted', { taken, left: left.length })}</strong>
        <SmallButton act={t('common.close')} onClick={onClose} />
      </div>
      <ul className="bullets">
        {left.map((one, at) => (
          <li key={at}>
            {t('scores.grid.leftCell', {
              park: one.row?.name ?? '—',
              id: one.criterion?.id ?? '—',
              text: one.text,
              why: one.why === 'outside' ? t('scores.grid.outside') : one.why === 'locked' ? (one.row?.locked ?? '') : sentence(one.why),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
