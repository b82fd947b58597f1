import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { commentDemanded } from '../../../../domain/scoring/check-score.ts';
import type { Prefilled } from '../../../../domain/scheme/prefill.ts';
import type { Leaf } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import type { ApiError } from '../../../client/api.ts';
import { useSession } from '../../../state/session.ts';
import { FlagFilled, FlagOutlined, HistoryOutlined, PaperClipOutlined } from '../../../ui/icons.tsx';
import type { Opened, ShownDocument, ShownPhoto } from '../../../ui/viewer/viewer.tsx';
import { kindKey, showPoints } from '../../../ui/words.ts';
import { Abstention } from './abstention.tsx';
import { CommentField } from '../../../ui/fields/comment-field.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { focusCriterion, neighbour } from './keys.ts';
import { CriterionHead } from './criterion-head.tsx';
import { useScoring, type Change, type Line } from '../../../state/scores.ts';
import { SmallButton } from '../../../ui/buttons.tsx';

interface Props {
  criterion: Leaf;
  line: Line | undefined;
  refusal: ApiError | undefined;
  unsaved: Line | null | undefined;
  prefilled: Prefilled | undefined;
  /** where its figures come from */
  figures: readonly string[];
  documents: readonly ShownDocument[];
  photos: readonly ShownPhoto[];
  current: boolean;
  sealed: boolean;
  /** the reason of the expert's abstention from this criterion; null where points are owed */
  abstained: string | null;
  onAbstain: (reason: string, withdraw: boolean) => void;
  onFocus: () => void;
  onChange: (change: Change) => void;
  onClear: () => void;
  onInstead: (points100: number) => void;
  onAgain: () => void;
  /** to be looked at again */
  isFlagged: boolean;
  onFlag: () => void;
  onHistory: () => void;
  onCite: () => void;
  onOpen: (opened: Opened) => void;
}

/** One criterion: points, what the levels mean, the comment where it is asked, and what it rests on. */
export function CriterionRow({
  criterion,
  line,
  refusal,
  unsaved,
  prefilled,
  figures,
  documents,
  photos,
  current,
  sealed,
  abstained,
  onAbstain,
  onFocus,
  onChange,
  onClear,
  onInstead,
  onAgain,
  isFlagged,
  onFlag,
  onHistory,
  onCite,
  onOpen,
}: Props) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const name = localText(criterion.name, language);
  const unscored = useScoring((now) => now.unscored === criterion.id);
  const demanded = line !== undefined && commentDemanded(criterion, line.points100);
  const wanting = demanded && !line.comment?.trim();
  // the anchors are highest first, each with the lower edge of its level
  const level = line ? criterion.anchors?.find((anchor) => line.points100 >= anchor.points100) : undefined;
  return (
    <div
      className={current ? 'stack-tight criterion criterion-current' : 'stack-tight criterion'}
      data-criterion={criterion.id}
      tabIndex={-1}
      onFocus={onFocus}
    >
      {sealed ? (
        <div className="criterion-head">
          <span className="grow criterion-name">
            {criterion.id} <span className="criterion-words">{name}</span>{' '}
            <span className="raw criterion-words">{t(kindKey(criterion))}</span>
          </span>
          <strong className="figures criterion-max">{line ? showPoints(line.points100) : '—'}</strong>
          <span className="figures quiet criterion-max">{`/ ${showPoints(criterion.max100)}`}</span>
        </div>
      ) : (
        <CriterionHead
          criterion={criterion}
          name={name}
          line={line}
          refusal={refusal}
          unsaved={unsaved}
          isAbstained={abstained !== null}
          onPoints={(points100) => onChange({ points100 })}
          onClear={onClear}
          onInstead={onInstead}
          onAgain={onAgain}
        />
      )}
      {prefilled ? (
        <div className="row-between raw">
          <span className="stack-tight">
            <span>{t(prefilled.derivation.key, prefilled.derivation.params ?? {})}</span>
            {figures.map((words) => (
              <span key={words} data-testid="figure-source">
                {words}
              </span>
            ))}
          </span>
          {prefilled.points100 !== null && !sealed && line?.points100 !== prefilled.points100 ? (
            <Button size="small" onClick={() => onChange({ points100: prefilled.points100 ?? 0 })}>
              {t('scores.take', { points: showPoints(prefilled.points100) })}
            </Button>
          ) : null}
        </div>
      ) : null}
      {criterion.anchors && (current || level) ? (
        <ul className="bare-list anchors">
          {criterion.anchors
            .filter((anchor) => current || anchor === level)
            .map((anchor) => (
              <li key={anchor.points100} className={anchor === level ? 'anchor-near' : undefined}>
                <span className="figures">{t('scores.anchorFrom', { points: showPoints(anchor.points100) })}</span>
                <span>{localText(anchor.text, language)}</span>
              </li>
            ))}
        </ul>
      ) : null}
      {sealed ? (
        line?.comment ? (
          <p className="flush">{line.comment}</p>
        ) : null
      ) : abstained === null && (current || demanded || line?.comment) ? (
        <CommentField
          name={name}
          line={line}
          wanting={wanting}
          onComment={(comment) => onChange({ comment })}
          onLeave={(on) => focusCriterion(on ? neighbour(criterion.id, 1) : criterion.id)}
        />
      ) : null}
      <Abstention
        criterionId={criterion.id}
        name={name}
        reason={abstained}
        line={line}
        sealed={sealed}
        offered={current && line === undefined}
        onAbstain={onAbstain}
      />
      {unscored ? (
        <p className="wants flush" role="alert">
          {t('scores.citeAfter')}
        </p>
      ) : null}
      <div className="row">
        {line ? (
          <EvidenceList
            evidence={line.evidence}
            documents={documents}
            photos={photos}
            onRemove={sealed ? null : (anchor) => onChange({ evidence: line.evidence.filter((other) => other !== anchor) })}
            onOpen={onOpen}
          />
        ) : null}
        {current && line && !sealed ? (
          <SmallButton act={t('scores.cite')} type="text" icon={<PaperClipOutlined />} onClick={onCite} />
        ) : null}
        {(current || isFlagged) && !sealed ? (
          <SmallButton
            act={t(isFlagged ? 'scores.flagged' : 'scores.flag')}
            of={name}
            type="text"
            className={isFlagged ? 'flagged' : ''}
            aria-pressed={isFlagged}
            icon={isFlagged ? <FlagFilled /> : <FlagOutlined />}
            onClick={onFlag}
          />
        ) : null}
        {current ? (
          <SmallButton act={t('scores.history.open')} of={name} type="text" icon={<HistoryOutlined />} onClick={onHistory} />
        ) : null}
      </div>
    </div>
  );
}
