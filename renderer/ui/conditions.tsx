/** The conditions of an evaluation, each with its article, what was compared and what is lacking. */
import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../domain/api.ts';
import { Verdict } from './verdict.tsx';

export type ConditionVerdict = EvaluationView['conditions'][number];

export function ConditionList({ evaluation }: { evaluation: EvaluationView }) {
  const { t } = useTranslation();
  return (
    <div className="stack-wide">
      <p className="row lead">
        <Verdict verdict={evaluation.overall} />
        <span>{evaluation.because}</span>
      </p>
      {evaluation.automatic ? <p className="wants">{`${evaluation.automatic.article} ${evaluation.automatic.text}`}</p> : null}
      <ul className="plain-list" aria-label={t('window.conditions.name')}>
        {evaluation.conditions.map((condition) => (
          <li key={condition.id}>
            <ConditionFacts condition={condition} />
          </li>
        ))}
      </ul>
      {evaluation.priorities
        .filter((priority) => priority.holds)
        .map((priority) => (
          <p key={priority.id} className="wants">
            {t('window.conditions.priority', { article: priority.article, text: priority.text })}
          </p>
        ))}
    </div>
  );
}

/** One condition: its sentence, then value, source, threshold and gap. */
export function ConditionFacts({ condition }: { condition: ConditionVerdict }) {
  const { t } = useTranslation();
  return (
    <div className="stack condition">
      <div className="row-between">
        <span className="quiet">{condition.article}</span>
        <Verdict verdict={condition.verdict} />
      </div>
      <span>{condition.text}</span>
      <dl className="facts">
        <Fact name={t('window.conditions.value')} text={condition.shown.value} note={condition.source ? t(`common.source.${condition.source}`) : undefined} />
        <Fact name={t('window.conditions.threshold')} text={condition.shown.threshold} />
        <Fact name={t('window.conditions.gap')} text={condition.shown.gap} strong />
      </dl>
    </div>
  );
}

function Fact({ name, text, note, strong = false }: { name: string; text: string | null; note?: string | undefined; strong?: boolean }) {
  if (text === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className={strong ? 'wants' : undefined}>
        {text}
        {note ? <span className="raw"> {note}</span> : null}
      </dd>
    </div>
  );
}
