/** The first pass: what is typed is the score, durable at once, with the comment where one is due. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commentDemanded, sheetTotals } from '../../../../domain/scoring/check-score.ts';
import { localText } from '../../../../domain/text.ts';
import type { ApiError } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { showPoints } from '../../../ui/words.ts';
import { CommentField } from '../../../ui/fields/comment-field.tsx';
import { seatKey, clearScore, moveTo, setScore, undo, useScoring, type Lines } from '../../../state/scores.ts';
import { layBlock, type GridRow, type Left } from './block.ts';
import { CellBar } from './cell-bar.tsx';
import type { PassProps } from './pass.ts';
import { LeftList } from './left-list.tsx';
import { SheetGrid } from './sheet-grid.tsx';
import type { GridCell } from './grid-keys.ts';

const noLines: Lines = {};

export function FirstPass({ round, personId, rows, criteria, sheets }: PassProps) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const [at, setAt] = useState<GridCell>({ row: 0, column: 0 });
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [pasted, setPasted] = useState<{ taken: number; left: readonly Left[] } | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const kept = useScoring((now) => now.sheets);
  const undone = useScoring((now) => now.undone);
  const seatOf = (row: GridRow) => ({ personId, applicationId: row.applicationId });
  const linesOf = (row: GridRow): Lines => kept[seatKey(seatOf(row))]?.lines ?? noLines;
  const abstainedOf = (row: GridRow) => sheets.find((one) => one.applicationId === row.applicationId)?.abstained ?? [];
  const row = rows[at.row];
  const criterion = criteria[at.column];
  const line = row && criterion ? linesOf(row)[criterion.id] : undefined;
  const refusal = row && criterion ? kept[seatKey(seatOf(row))]?.refusals[criterion.id] : undefined;
  const demanded = line !== undefined && criterion !== undefined && commentDemanded(criterion, line.points100);
  const set = (one: GridRow, criterionId: string, points100: number | null): void => {
    // each cell is an entry of its own, to be undone by itself
    moveTo(`${one.applicationId}/${criterionId}`);
    if (points100 === null) clearScore(seatOf(one), criterionId);
    else setScore(seatOf(one), criterionId, { points100 });
  };
  const toGrid = (down: number): void => {
    const place = { ...at, row: Math.min(at.row + down, rows.length - 1) };
    setAt(place);
    document.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"]`)?.focus();
  };
  return (
    <>
      <div ref={bar}>
        <CellBar row={row} criterion={criterion} points100={line?.points100 ?? null} problem={problem ?? refusal ?? null}>
          {row && criterion && row.locked === null && line ? (
            <CommentField
              key={`${row.applicationId} ${criterion.id}`}
              name={localText(criterion.name, language)}
              line={line}
              wanting={demanded && !line.comment?.trim()}
              onComment={(comment) => setScore(seatOf(row), criterion.id, { comment })}
              onLeave={(on) => toGrid(on ? 1 : 0)}
            />
          ) : null}
        </CellBar>
      </div>
      <div className="fill grid-scroll">
        <SheetGrid
          name={t('scores.grid.view.first')}
          rows={rows}
          criteria={criteria}
          at={at}
          lookOf={(one, leaf) => {
            const score = linesOf(one)[leaf.id];
            if (!score)
              return {
                points100: null,
                ...(abstainedOf(one).some((each) => each.criterionId === leaf.id || each.criterionId === null)
                  ? { instead: t('scores.abstain') }
                  : {}),
              };
            const wants =
              (commentDemanded(leaf, score.points100) && !score.comment?.trim()) ||
              kept[seatKey(seatOf(one))]?.refusals[leaf.id] !== undefined;
            return { points100: score.points100, wants };
          }}
          sumOf={(one) => (round.rubric ? showPoints(sheetTotals(round.rubric, linesOf(one)).total100) : '')}
          onMove={setAt}
          onSet={(one, leaf, points100) => set(one, leaf.id, points100)}
          onRefuse={setProblem}
          onPaste={(text) => {
            const { taken, left } = layBlock(text, rows, criteria, at);
            for (const entry of taken) set(entry.row, entry.criterion.id, entry.points100);
            setPasted({ taken: taken.length, left });
          }}
          onUndo={(again) => void undo({ personId }, again)}
          onComment={() => bar.current?.querySelector('textarea')?.focus()}
        />
      </div>
      {pasted ? <LeftList taken={pasted.taken} left={pasted.left} onClose={() => setPasted(null)} /> : null}
      <footer className="desk-foot">
        <span role="status">
          {undone === null
            ? null
            : undone.criterionId === null
              ? t(`scores.nothing.${undone.did}`)
              : t(`scores.grid.${undone.did}`, {
                  park: rows.find((one) => one.applicationId === undone.applicationId)?.name ?? '',
                  id: undone.criterionId,
                })}
        </span>
        <span className="raw keys-line">{t('scores.grid.keys')}</span>
      </footer>
    </>
  );
}
