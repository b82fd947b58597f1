import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../../domain/model.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import type { Contradiction } from '../../../../domain/scheme/contradiction.ts';
import type { SheetTotals } from '../../../../domain/scoring/check-score.ts';
import { findLeaf } from '../../../../domain/rubric/leaves.ts';
import { useSession } from '../../../state/session.ts';
import { showPoints } from '../../../ui/words.ts';
import { focusCriterion, focusOpinion } from './keys.ts';
import { LackList, type Lack } from './lack-list.tsx';
import { SubmitQuestion } from './submit-question.tsx';
import { useScoring } from '../../../state/scores.ts';

interface Props {
  park: string;
  totals: SheetTotals;
  rubric: Rubric;
  /** criteria of which the store failed to take the last change */
  unsaved: readonly string[];
  /** criteria from which the expert abstains */
  abstained: readonly string[];
  /** criteria to be looked at again */
  flagged: readonly string[];
  recommendation: Recommendation | null;
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

function lackOf(id: string, part: 'points' | 'comment', words: string): Lack {
  return { id: `${part} ${id}`, words, onGo: () => focusCriterion(id, part) };
}

/** What still lacks; the keys; and the one button. */
export function SheetFoot(props: Props) {
  const { park, totals, rubric, unsaved, abstained, flagged, recommendation, contradictions, sealed, busy, asking, onAsk } = props;
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const nameOf = (id: string): string => {
    const criterion = findLeaf(rubric, id);
    return criterion ? localText(criterion.name, language) : id;
  };
  const lacks: readonly Lack[] = [
    ...totals.missing.map((id) => lackOf(id, 'points', nameOf(id))),
    ...totals.commentsMissing.map((id) => lackOf(id, 'comment', t('scores.lackComment', { name: nameOf(id) }))),
    ...unsaved
      .filter((id) => !totals.missing.includes(id) && !totals.commentsMissing.includes(id))
      .map((id) => lackOf(id, 'points', t('scores.lackSaving', { name: nameOf(id) }))),
    ...(recommendation === null ? [{ id: 'opinion', words: t('scores.lackConclusion'), onGo: focusOpinion }] : []),
  ];
  const differing = contradictions.map(({ criterionId, points100, derived100 }) =>
    t('scores.contradiction', { name: nameOf(criterionId), points: showPoints(points100), derived: showPoints(derived100) }),
  );
  return (
    <footer className="desk-foot">
      {sealed ? null : lacks.length > 0 ? (
        <LackList lacks={lacks} />
      ) : (
        <span className={differing.length === 0 ? 'quiet' : 'wants'} data-testid="lacks">
          {differing[0] ?? t('scores.complete')}
        </span>
      )}
      <LastUndone nameOf={nameOf} />
      <button type="button" className="keys-line raw" onClick={props.onHelp}>
        {t(sealed ? 'window.keys.lineSealed' : 'window.keys.line')}
      </button>
      {sealed ? (
        <NextPark onNext={props.onNext} />
      ) : (
        <>
          <Button type="primary" loading={busy} disabled={lacks.length > 0} onClick={() => onAsk(true)}>
            {t('scores.submit')}
          </Button>
          <SubmitQuestion
            park={park}
            total100={totals.total100}
            max100={totals.max100}
            abstained={abstained.map(nameOf)}
            recommendation={recommendation}
            flagged={flagged.map(nameOf)}
            warnings={differing}
            asking={asking}
            onAsk={onAsk}
            onSubmit={props.onSubmit}
          />
        </>
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
