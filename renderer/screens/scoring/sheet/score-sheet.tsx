/** The score sheet: the rubric as a list, branch by branch, with running totals. */
import { Alert, Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SheetView } from '../../../../domain/contract/api.ts';
import { isLeaf, type Criterion, type Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import type { Prefilled } from '../../../../domain/scheme/prefill.ts';
import type { SheetTotals } from '../../../../domain/scoring/check-score.ts';
import type { ApiError } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { IconButton } from '../../../ui/buttons.tsx';
import { DoubleLeftOutlined, DoubleRightOutlined, RedoOutlined, UndoOutlined } from '../../../ui/icons.tsx';
import type { Opened, ShownDocument, ShownPhoto } from '../../../ui/viewer/viewer.tsx';
import { showPoints, showTime } from '../../../ui/words.ts';
import { CriterionRow } from './criterion-row.tsx';
import { ReopenedNote } from './reopened.tsx';
import { Seal } from './seal.tsx';
import { moveTo, useScoring, type Change, type Line, type Lines } from '../../../state/scores.ts';

interface Props {
  rubric: Rubric;
  totals: SheetTotals;
  max100: number;
  lines: Lines;
  refusals: Readonly<Record<string, ApiError>>;
  unsaved: Readonly<Record<string, Line | null>>;
  prefilled: readonly Prefilled[];
  /** where the figures come from that a formula read */
  figures: (prefilled: Prefilled) => string[];
  documents: readonly ShownDocument[];
  photos: readonly ShownPhoto[];
  /** digest and time of a submitted sheet */
  seal: { digest: string; at: string | null } | null;
  /** who opened it again that was submitted once */
  reopened: SheetView['reopened'];
  /** when scoring was ended; null while this sheet can change */
  ended: string | null;
  /** whether the conclusion on the park is given */
  isConcluded: boolean;
  /** the expert has abstained from the park */
  isAway: boolean;
  onChange: (criterionId: string, change: Change) => void;
  onClear: (criterionId: string) => void;
  onInstead: (criterionId: string, points100: number) => void;
  onAgain: (criterionId: string) => void;
  flagged: readonly string[];
  onFlag: (criterionId: string) => void;
  onHistory: (criterionId: string) => void;
  onUndo: (again: boolean) => void;
  onCite: (criterionId: string) => void;
  abstained: SheetView['abstained'];
  onAbstain: (criterionId: string, reason: string, withdraw: boolean) => void;
  onOpen: (opened: Opened) => void;
  /** only points and totals, so that the page beside it is wide */
  isStrip: boolean;
  onStrip: (isStrip: boolean) => void;
  /** what stands below the criteria */
  foot: ReactNode;
}

export function ScoreSheet(props: Props) {
  const { rubric, totals, max100, seal, ended } = props;
  const { t } = useTranslation();
  const lacking = totals.missing.length + totals.commentsMissing.length + Object.keys(props.unsaved).length + (props.isConcluded ? 0 : 1);
  const body = useRef<HTMLDivElement>(null);
  const digest = seal?.digest;
  useEffect(() => {
    // what was sealed is what one sees then, and not where the cursor was
    if (digest !== undefined) body.current?.scrollTo({ top: 0 });
  }, [digest]);
  return (
    <section className="pane" aria-label={t('scores.sheet')}>
      <div className="pane-head row-between">
        <span className="row">
          <IconButton
            size="small"
            className="strip-press"
            icon={props.isStrip ? <DoubleLeftOutlined /> : <DoubleRightOutlined />}
            aria-pressed={props.isStrip}
            name={t(props.isStrip ? 'scores.wholeSheet' : 'scores.strip')}
            onClick={() => props.onStrip(!props.isStrip)}
          />
          <strong className="sheet-name">{t('scores.sheet')}</strong>
          {seal || ended ? null : (
            <span className="undo-presses">
              <Button
                type="text"
                size="small"
                icon={<UndoOutlined />}
                onClick={() => props.onUndo(false)}
                aria-label={t('scores.undo')}
                title={`${t('scores.undo')} ${t('window.keys.undoKey')}`}
              />
              <Button
                type="text"
                size="small"
                icon={<RedoOutlined />}
                onClick={() => props.onUndo(true)}
                aria-label={t('scores.redo')}
                title={`${t('scores.redo')} ${t('window.keys.redoKey')}`}
              />
            </span>
          )}
        </span>
        <span className="figures">
          <strong data-testid="sheet-total">{showPoints(totals.total100)}</strong>
          <span className="quiet">{` / ${showPoints(max100)}`}</span>
          {!seal && !ended && !props.isAway && lacking > 0 ? (
            <span className="wants">{` ${t('scores.lacking', { count: lacking })}`}</span>
          ) : null}
        </span>
      </div>
      <div ref={body} className="fill pane-body sheet-body">
        {seal ? <Seal digest={seal.digest} at={seal.at} fits={totals.missing.length === 0} /> : null}
        {ended !== null && !seal ? (
          <Alert type="info" showIcon data-testid="scoring-ended" title={t('scores.endedOpen', { time: showTime(ended, true) })} />
        ) : null}
        {props.reopened && ended === null ? <ReopenedNote reopened={props.reopened} rubric={rubric} /> : null}
        {rubric.criteria.map((criterion) => (
          <Branch key={criterion.id} criterion={criterion} {...props} />
        ))}
        {rubric.note ? <Note rubric={rubric} /> : null}
        {props.foot}
      </div>
    </section>
  );
}

function Note({ rubric }: { rubric: Rubric }) {
  const language = useSession((now) => now.language);
  return rubric.note ? <p className="raw sheet-note">{localText(rubric.note, language)}</p> : null;
}

function Branch({ criterion, ...props }: Props & { criterion: Criterion }) {
  const language = useSession((now) => now.language);
  const at = useScoring((now) => now.at);
  const {
    totals,
    lines,
    refusals,
    unsaved,
    prefilled,
    figures,
    documents,
    photos,
    seal,
    ended,
    abstained,
    onAbstain,
    onChange,
    onClear,
    onInstead,
    onAgain,
    flagged,
    onFlag,
    onHistory,
    onCite,
    onOpen,
  } = props;
  if (isLeaf(criterion)) {
    const read = prefilled.find((one) => one.criterionId === criterion.id);
    return (
      <CriterionRow
        criterion={criterion}
        line={lines[criterion.id]}
        refusal={refusals[criterion.id]}
        unsaved={unsaved[criterion.id]}
        prefilled={read}
        figures={read ? figures(read) : []}
        documents={documents}
        photos={photos}
        current={at === criterion.id}
        sealed={seal !== null || ended !== null}
        abstained={abstained.find((one) => one.criterionId === criterion.id || one.criterionId === null)?.reason ?? null}
        onAbstain={(reason, withdraw) => onAbstain(criterion.id, reason, withdraw)}
        onFocus={() => moveTo(criterion.id)}
        onChange={(change) => onChange(criterion.id, change)}
        onClear={() => onClear(criterion.id)}
        onInstead={(points100) => onInstead(criterion.id, points100)}
        onAgain={() => onAgain(criterion.id)}
        isFlagged={flagged.includes(criterion.id)}
        onFlag={() => onFlag(criterion.id)}
        onHistory={() => onHistory(criterion.id)}
        onCite={() => onCite(criterion.id)}
        onOpen={onOpen}
      />
    );
  }
  const sum = totals.byBranch[criterion.id];
  return (
    <section className="branch">
      <h2 className="row-between">
        <span>{`${criterion.id} ${localText(criterion.name, language)}`}</span>
        <span className="figures">
          {showPoints(sum?.points100 ?? 0)}
          <span className="quiet">{` / ${showPoints(criterion.max100)}`}</span>
        </span>
      </h2>
      {criterion.children.map((child) => (
        <Branch key={child.id} {...props} criterion={child} />
      ))}
    </section>
  );
}
