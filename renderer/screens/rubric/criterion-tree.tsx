import { Button } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isLeaf, type Stage } from '../../../domain/rubric/model.ts';
import { PlusOutlined, WarningOutlined } from '../../ui/icons.tsx';
import { kindKey, showPoints } from '../../ui/words.ts';
import type { Line } from './parts/lines.ts';
import { useLocalText, useMessage } from './parts/words.ts';
import { SmallButton } from '../../ui/buttons.tsx';

interface TreeActs {
  onChoose: (id: string) => void;
  onAdd: (parentId: string | null, index?: number) => void;
  onMove: (line: Line, by: 1 | -1) => void;
  onRemove: (line: Line) => void;
  onUndo: (() => void) | null;
}

interface Props extends TreeActs {
  /** of the rubric; empty where it has none */
  stages: readonly Stage[];
  lines: readonly Line[];
  chosen: Line | undefined;
  frozen: boolean;
}

/** The tree of criteria with its buttons; arrows choose, Alt+arrows move, Delete removes. */
export function CriterionTree({ stages, lines, chosen, frozen, onChoose, onAdd, onMove, onRemove, onUndo }: Props) {
  const { t } = useTranslation();
  const textOf = useLocalText();
  const sentence = useMessage();
  const stageName = (key: string): string => textOf(stages.find((stage) => stage.key === key)?.name ?? { zh: key });
  const list = useRef<HTMLUListElement>(null);
  const chosenId = chosen?.criterion.id;
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId, lines.length]);
  const press = (event: KeyboardEvent): void => {
    if (!chosen || event.ctrlKey || event.metaKey) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    if (by !== null) {
      event.preventDefault();
      if (event.altKey) {
        if (!frozen) onMove(chosen, by);
        return;
      }
      const next = lines[lines.indexOf(chosen) + by];
      if (!next) return;
      onChoose(next.criterion.id);
      list.current?.querySelector<HTMLElement>(`[data-criterion="${CSS.escape(next.criterion.id)}"]`)?.focus();
    } else if (event.key === 'Delete' && !frozen) {
      event.preventDefault();
      onRemove(chosen);
    }
  };
  return (
    <div className="pane">
      {frozen ? null : (
        <div className="pane-head row">
          <SmallButton
            act={t(chosen ? 'rubric.addNext' : 'rubric.addTop')}
            icon={<PlusOutlined />}
            onClick={() => onAdd(chosen?.parentId ?? null, chosen ? chosen.index + 1 : undefined)}
          />
          <Button size="small" icon={<PlusOutlined />} disabled={!chosen} onClick={() => chosen && onAdd(chosen.criterion.id)}>
            {t('rubric.addChild')}
          </Button>
          <SmallButton act={t('rubric.up')} disabled={!chosen || chosen.index === 0} onClick={() => chosen && onMove(chosen, -1)} />
          <Button size="small" disabled={!chosen || chosen.index === chosen.of - 1} onClick={() => chosen && onMove(chosen, 1)}>
            {t('rubric.down')}
          </Button>
          <SmallButton act={t('rubric.remove')} disabled={!chosen} onClick={() => chosen && onRemove(chosen)} />
          <SmallButton act={t('rubric.undo')} disabled={!onUndo} onClick={() => onUndo?.()} />
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of its buttons come up here */}
      <div className="fill pane-body" onKeyDown={press}>
        <ul ref={list} className="bare-list rubric-lines" aria-label={t('rubric.tree')}>
          {lines.map((line) => (
            <li key={line.criterion.id}>
              <button
                type="button"
                className="bare-button rubric-line"
                data-criterion={line.criterion.id}
                data-depth={line.depth}
                aria-current={line.criterion.id === chosenId}
                onClick={() => onChoose(line.criterion.id)}
                style={{ '--depth': line.depth }}
              >
                <span className={isLeaf(line.criterion) ? 'rubric-name' : 'rubric-name rubric-branch'}>
                  <span className="quiet figures">{line.criterion.id}</span> {textOf(line.criterion.name)}
                  {line.problems.length > 0 ? (
                    <WarningOutlined
                      className="wants checked-mark"
                      aria-label={line.problems.map(sentence).join(t('shortlist.and'))}
                      title={line.problems.map(sentence).join(t('shortlist.and'))}
                    />
                  ) : null}
                </span>
                <span className="raw">
                  {[
                    ...(line.parentId === null && line.criterion.stage ? [stageName(line.criterion.stage)] : []),
                    ...(line.criterion.types ?? []),
                    ...(line.criterion.counts || isLeaf(line.criterion) ? [t(kindKey(line.criterion))] : []),
                  ].join(' · ')}
                </span>
                <span className={isLeaf(line.criterion) ? 'number' : 'number rubric-branch'}>{showPoints(line.criterion.max100)}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
