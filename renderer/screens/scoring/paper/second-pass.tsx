/** The second pass: the paper is typed again with the first pass out of sight. */
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import { call, type ApiError } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Refused } from '../../../ui/page.tsx';
import { layBlock, type Entry, type GridRow, type Left } from './block.ts';
import { CellBar } from './cell-bar.tsx';
import type { PassProps } from './pass.ts';
import { LeftList } from './left-list.tsx';
import { SheetGrid } from './sheet-grid.tsx';
import type { GridCell } from './grid-keys.ts';

interface Props extends PassProps {
  check: Output<'reentry.get'>;
  onCompare: () => void;
}

interface Wish {
  row: GridRow;
  criterionId: string;
  points100: number | null;
}

export function SecondPass({ personId, rows, criteria, sheets, check, onCompare }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState<GridCell>({ row: 0, column: 0 });
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [pasted, setPasted] = useState<{ taken: number; left: readonly Left[] } | null>(null);
  /** typed here and not yet told of by the store */
  const [open, setOpen] = useState<Readonly<Record<string, number | null>>>({});
  const task = useMutation();
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const save = (wishes: readonly Wish[]): void => {
    setOpen((now) => ({
      ...now,
      ...Object.fromEntries(wishes.map((one) => [`${one.row.applicationId}/${one.criterionId}`, one.points100])),
    }));
    // one after the other: what was typed last is what stays
    const before = line.current;
    const send = async (): Promise<void> => {
      await before;
      const kept = await task.run(async () => {
        for (const { row, criterionId, points100 } of wishes) {
          await call('reentry.set', {
            personId,
            applicationId: row.applicationId,
            criterionId,
            points: points100 === null ? null : (points100 / 100).toFixed(2),
          });
        }
      });
      // what was refused is not there: the store's word counts again
      if (!kept) setOpen({});
    };
    line.current = send();
  };
  const secondOf = (row: GridRow, criterionId: string): number | null => {
    const key = `${row.applicationId}/${criterionId}`;
    if (Object.hasOwn(open, key)) return open[key] ?? null;
    return check.cells.find((one) => one.applicationId === row.applicationId && one.criterionId === criterionId)?.second100 ?? null;
  };
  const scored = sheets.reduce((sum, sheet) => sum + (sheet.state === 'draft' ? sheet.scores.length : 0), 0);
  const row = rows[at.row];
  const criterion = criteria[at.column];
  return (
    <>
      <CellBar row={row} criterion={criterion} points100={null} problem={problem} />
      <Refused error={task.error} onClose={task.clear} />
      <div className="fill grid-scroll">
        <SheetGrid
          name={t('scores.grid.view.second')}
          rows={rows}
          criteria={criteria}
          at={at}
          lookOf={(one, leaf) => ({ points100: secondOf(one, leaf.id) })}
          sumOf={null}
          onMove={setAt}
          onSet={(one, leaf, points100) => save([{ row: one, criterionId: leaf.id, points100 }])}
          onRefuse={setProblem}
          onPaste={(text) => {
            const { taken, left } = layBlock(text, rows, criteria, at);
            save(taken.map((entry: Entry) => ({ row: entry.row, criterionId: entry.criterion.id, points100: entry.points100 })));
            setPasted({ taken: taken.length, left });
          }}
          onUndo={() => undefined}
          onComment={() => undefined}
        />
      </div>
      {pasted ? <LeftList taken={pasted.taken} left={pasted.left} onClose={() => setPasted(null)} /> : null}
      <footer className="desk-foot">
        <span className="figures" data-testid="reentered">
          {t('scores.grid.reentered', { done: check.cells.length, of: scored })}
        </span>
        <span className="raw keys-line">{t('scores.grid.keysSecond')}</span>
        <Button type="primary" disabled={check.cells.length === 0} onClick={onCompare}>
          {t('scores.grid.compare')}
        </Button>
      </footer>
    </>
  );
}
