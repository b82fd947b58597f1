/** The conditions of an evaluation, each with its article, what was compared, what is lacking and who decided. */
import { Button, Popover } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../../domain/contract/api.ts';
import { isOnRecord } from '../../../domain/eligibility/record-id.ts';
import { PartTable } from './condition-parts.tsx';
import { RewardFacts } from './reward-facts.tsx';
import { RulingForm, type Outcome } from '../forms/ruling-form.tsx';
import { Verdict } from '../verdict.tsx';
import type { Task } from '../forms/action-form.tsx';

export type ConditionVerdict = EvaluationView['conditions'][number];

/** How a condition is settled; absent where an evaluation is only tried out. */
interface Ruling {
  task: Task;
  /** true when it went through */
  onRule: (conditionId: string, outcome: Outcome, reason: string) => Promise<boolean>;
}

interface Props {
  evaluation: EvaluationView;
  ruling?: Ruling | undefined;
  aside?: ReactNode;
}

/** `aside` stands below the result, before the conditions. */
export function ConditionList({ evaluation, ruling, aside }: Props) {
  const { t } = useTranslation();
  return (
    <div className="stack-wide">
      <p className="row lead">
        <Verdict verdict={evaluation.overall} />
        <span>{evaluation.because}</span>
      </p>
      {aside}
      {evaluation.automatic ? <p className="wants">{`${evaluation.automatic.article} ${evaluation.automatic.text}`}</p> : null}
      {evaluation.reward ? <RewardFacts reward={evaluation.reward} /> : null}
      <ul className="plain-list" aria-label={t('eligibility.conditions.name')}>
        {evaluation.conditions.map((condition, at) => (
          <li key={condition.id}>
            <ConditionFacts condition={condition} ruling={ruling} repeated={evaluation.conditions[at - 1]?.text === condition.text} />
          </li>
        ))}
      </ul>
      {evaluation.priorities
        .filter((priority) => priority.holds)
        .map((priority) => (
          <p key={priority.id} className="wants">
            {t('eligibility.conditions.priority', { article: priority.article, text: priority.text })}
          </p>
        ))}
      {evaluation.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </div>
  );
}

interface ConditionFactsProps {
  condition: ConditionVerdict;
  ruling?: Ruling | undefined;
  repeated?: boolean;
}

/** One condition: its sentence, then value, source, threshold and gap, and the decision where one is asked. */
export function ConditionFacts({ condition, ruling, repeated = false }: ConditionFactsProps) {
  const { t } = useTranslation();
  const [settling, setSettling] = useState(false);
  const kind = ruling ? asked(condition) : null;
  const { relaxation } = condition;
  return (
    <div className="stack-tight">
      <div className="row-between">
        <span>
          <strong>{condition.label}</strong> <Article condition={condition} repeated={repeated} />
          {condition.kind === 'veto' ? <span className="veto-mark">{t('eligibility.veto')}</span> : null}
        </span>
        <Verdict verdict={condition.verdict} />
      </div>
      {repeated ? null : <span className="quiet">{condition.text}</span>}
      <PartTable condition={condition} />
      {condition.notes.map((note) => (
        <span key={note} className="raw">
          {note}
        </span>
      ))}
      {relaxation && condition.verdict !== 'met' ? (
        <p className={relaxation.holds ? 'clause' : 'clause quiet'}>
          <strong>
            {t(
              !relaxation.holds
                ? 'eligibility.notRelaxable'
                : condition.verdict === 'relaxable'
                  ? 'eligibility.relaxable'
                  : 'eligibility.wouldRelax',
            )}
          </strong>
          {` ${relaxation.article} ${relaxation.text}`}
        </p>
      ) : null}
      {condition.ruling ? (
        <span>
          {t('eligibility.ruling.was', { outcome: t(`eligibility.ruling.${condition.ruling.outcome}`), reason: condition.ruling.reason })}
        </span>
      ) : null}
      {kind && !settling ? (
        <div>
          <Button size="small" onClick={() => setSettling(true)}>
            {t(condition.ruling ? 'eligibility.ruling.again' : `eligibility.ruling.${kind}`)}
          </Button>
        </div>
      ) : null}
      {ruling && kind && settling ? (
        <RulingForm
          kind={kind}
          before={condition.ruling}
          task={ruling.task}
          onRule={(outcome, reason) => void ruling.onRule(condition.id, outcome, reason).then((done) => setSettling(!done))}
        />
      ) : null}
    </div>
  );
}

/** The article's number; where its sentence stood just above it opens on the number instead of being written again. */
function Article({ condition, repeated }: { condition: ConditionVerdict; repeated: boolean }) {
  const { t } = useTranslation();
  if (!repeated) return <span className="quiet">{condition.article}</span>;
  return (
    <Popover trigger={['click', 'hover']} title={condition.article} content={<p className="flush article">{condition.text}</p>}>
      <button
        type="button"
        className="article-link quiet"
        aria-label={t('eligibility.filter.original', { label: condition.label })}
        title={t('eligibility.sameText')}
      >
        {condition.article}
      </button>
    </Popover>
  );
}

/** What people are asked about a condition, also after they have answered. */
function asked({ id, verdict, ruling }: ConditionVerdict): 'judgement' | 'relaxable' | null {
  // what is on record may be decided otherwise
  if (isOnRecord(id)) return 'judgement';
  if (ruling) return ruling.outcome === 'granted' || ruling.outcome === 'denied' ? 'relaxable' : 'judgement';
  return verdict === 'judgement' || verdict === 'relaxable' ? verdict : null;
}
