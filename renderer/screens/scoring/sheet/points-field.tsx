import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../../../domain/result.ts';
import { checkScore } from '../../../../domain/scoring/check-score.ts';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { ApiError } from '../../../client/api.ts';
import { useSentence } from '../../../ui/page.tsx';
import { plainFigures, showPoints } from '../../../ui/words.ts';
import { focusCriterion } from './keys.ts';
import type { Line } from '../../../state/scores.ts';

/** What was typed as points; null while it is not yet any. */
function pointsOf(criterion: Leaf, typed: string): number | null {
  try {
    return checkScore(criterion, plainFigures(typed));
  } catch {
    return null;
  }
}

interface Props {
  criterion: Leaf;
  name: string;
  line: Line | undefined;
  onPoints: (points100: number) => void;
  /** the field was emptied on purpose */
  onClear: () => void;
}

/** Points as typed. Whatever is a valid score is handed on with the key that made it one; what is not is named beside the field. */
export function PointsField({ criterion, name, line, onPoints, onClear }: Props) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const shown = line ? showPoints(line.points100) : '';
  const stands = line?.points100 ?? null;
  useEffect(() => {
    // what the store gave back, or another window wrote, takes the place of what was typed here
    setTyped((now) => (now === null || pointsOf(criterion, now) === null || pointsOf(criterion, now) === stands ? now : null));
  }, [criterion, stands]);
  const take = (text: string, final: boolean): void => {
    const plain = plainFigures(text);
    if (plain === '') {
      setProblem(null);
      return;
    }
    try {
      const points100 = checkScore(criterion, plain);
      setProblem(null);
      onPoints(points100);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      // "8." is on its way to "8.5"
      const unfinished = !final && /^\d*\.\d*$/.test(plain) && thrown.code !== 'score/above-maximum';
      setProblem(unfinished ? null : new ApiError(thrown.code, '', thrown.details));
    }
  };
  return (
    <span className="column points">
      <Input
        data-points={criterion.id}
        className="points-input number"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('scores.points', { name })}
        aria-invalid={problem !== null}
        {...(problem ? { status: 'warning' as const } : {})}
        value={typed ?? shown}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          if (/[a-z?？]/i.test(event.target.value)) return;
          setTyped(event.target.value);
          take(event.target.value, false);
        }}
        onBlur={() => {
          if (typed !== null) take(typed, true);
          setTyped(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            setTyped(null);
            setProblem(null);
          }
          if (event.key === 'Enter' && typed === '' && line) {
            onClear();
            setTyped(null);
          }
          // what is wrong keeps the cursor until it is put right
          if (event.key === 'Enter' && problem) {
            event.preventDefault();
            focusCriterion(criterion.id);
          }
        }}
      />
      {problem ? (
        <span className="points-problem wants" role="alert">
          {sentence(problem)}
        </span>
      ) : null}
    </span>
  );
}
