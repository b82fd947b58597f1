import { Button, Popconfirm } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import type { Contradiction } from '../../../../domain/scheme/contradiction.ts';
import type { SheetTotals } from '../../../../domain/scoring/check-score.ts';
import { findLeaf } from '../../../../domain/rubric/leaves.ts';
import { useSession } from '../../../state/session.ts';
import { showPoints } from '../../../ui/words.ts';
import { focusCriterion } from './keys.ts';
import { useScoring } from '../../../state/scores.ts';

interface Props {
  totals: SheetTotals;
  rubric: Rubric;
  /** objective points that the formula does not give: told before they are sealed */
  contradictions: readonly Contradiction[];
  sealed: boolean;
  busy: boolean;
  /** whether the question before submitting stands there */
  asking: boolean;
  onAsk: (asking: boolean) => void;
  onSubmit: () => void;
  onNext: () => void;
  onHelp: () => void;
}

const named = 4;

/** What still lacks, by name; the keys; and the one button. */
export function SheetFoot({ totals, rubric, contradictions, sealed, busy, asking, onAsk, onSubmit, onNext, onHelp }: Props) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const nameOf = (id: string): string => {
    const criterion = findLeaf(rubric, id);
    return criterion ? localText(criterion.name, language) : id;
  };
  const lacks = [
    ...totals.missing.map((id) => ({ id, part: 'points' as const, words: nameOf(id) })),
    ...totals.commentsMissing.map((id) => ({ id, part: 'comment' as const, words: t('scores.lackComment', { name: nameOf(id) }) })),
  ];
  const differing = contradictions.map(({ criterionId, points100, derived100 }) =>
    t('scores.contradiction', { name: nameOf(criterionId), points: showPoints(points100), derived: showPoints(derived100) }),
  );
  return (
    <footer className="desk-foot">
      {sealed ? null : (
        <div className="grow lacks" data-testid="lacks">
          {lacks.length === 0 ? (
            <span className={differing.length === 0 ? 'quiet' : 'wants'}>{differing[0] ?? t('scores.complete')}</span>
          ) : (
            <>
              <span className="wants">{t('scores.lacks')}</span>
              {lacks.slice(0, named).map((lack) => (
                <Button key={`${lack.part} ${lack.id}`} type="link" size="small" onClick={() => focusCriterion(lack.id, lack.part)}>
                  {lack.words}
                </Button>
              ))}
              {lacks.length > named ? <span className="quiet">{t('scores.more', { count: lacks.length - named })}</span> : null}
            </>
          )}
        </div>
      )}
      <LastUndone nameOf={nameOf} />
      <button type="button" className="keys-line raw" onClick={onHelp}>
        {t('window.keys.line')}
      </button>
      {sealed ? (
        <NextPark onNext={onNext} />
      ) : (
        <Popconfirm
          open={asking}
          onOpenChange={(open) => onAsk(open && totals.complete)}
          title={t('scores.confirm')}
          description={
            <>
              {t('scores.confirmAbout')}
              {differing.map((sentence) => (
                <p key={sentence} className="wants flush">
                  {sentence}
                </p>
              ))}
            </>
          }
          okText={t('scores.submit')}
          okButtonProps={{ autoFocus: true }}
          cancelText={t('common.cancel')}
          onConfirm={onSubmit}
          disabled={!totals.complete}
        >
          <Button type="primary" loading={busy} disabled={!totals.complete}>
            {t('scores.submit')}
          </Button>
        </Popconfirm>
      )}
    </footer>
  );
}

/** Takes the focus once the sheet is sealed, unless somebody types or chooses elsewhere: the sheet may be sealed from another window. */
function NextPark({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!document.activeElement?.matches('input, textarea, [contenteditable]')) button.current?.focus();
  }, []);
  return (
    <Button ref={button} type="primary" onClick={onNext}>
      {t('scores.next')}
    </Button>
  );
}

const pointsOrNone = (points100: number | null): string => (points100 === null ? '—' : showPoints(points100));

/** What an undo or redo has just done. */
function LastUndone({ nameOf }: { nameOf: (id: string) => string }) {
  const { t } = useTranslation();
  const undone = useScoring((now) => now.undone);
  return (
    <span className="quiet" role="status">
      {undone === null
        ? null
        : undone.criterionId === null
          ? t(`scores.nothing.${undone.did}`)
          : t(undone.from100 === undone.to100 ? `scores.${undone.did}Rest` : `scores.${undone.did}`, {
              name: nameOf(undone.criterionId),
              from: pointsOrNone(undone.from100),
              to: pointsOrNone(undone.to100),
            })}
    </span>
  );
}
