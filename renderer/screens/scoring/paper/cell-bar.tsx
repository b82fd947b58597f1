import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import type { ApiError } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { useSentence } from '../../../ui/page.tsx';
import { showPoints } from '../../../ui/words.ts';
import type { GridRow } from './block.ts';

interface Props {
  row: GridRow | undefined;
  criterion: Leaf | undefined;
  points100: number | null;
  problem: ApiError | null;
  children?: ReactNode;
}

/** What the cell under the cursor is: the park, the criterion whole, its bounds, the level reached, and what is wrong. */
export function CellBar({ row, criterion, points100, problem, children }: Props) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const sentence = useSentence();
  if (!row || !criterion) return null;
  const level = points100 === null ? undefined : criterion.anchors?.find((anchor) => points100 >= anchor.points100);
  return (
    <div className="stack-tight cell-bar">
      <div className="row-between">
        <span>
          <strong>{row.name}</strong> {`${criterion.id} ${localText(criterion.name, language)}`}
        </span>
        <span className="raw figures">
          {t('scores.grid.bounds', { max: showPoints(criterion.max100), step: showPoints(criterion.step100) })}
        </span>
      </div>
      <div className="stack-tight cell-bar-more">
        {problem ? (
          <span className="wants" role="alert">
            {sentence(problem)}
          </span>
        ) : level ? (
          <span className="raw">{`${showPoints(level.points100)} ${localText(level.text, language)}`}</span>
        ) : null}
        {children}
      </div>
    </div>
  );
}
