/** The conditions of an evaluation, each with its article, what was compared, what is lacking and who decided. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../domain/api.ts';
import type { ApiError } from '../api.ts';
import { RulingForm } from './ruling-form.tsx';
import type { Outcome } from './ruling-form.tsx';
import { Verdict } from './verdict.tsx';

export type ConditionVerdict = EvaluationView['conditions'][number];

export interface Ruling {
  busy: boolean;
  refusal: ApiError | null;
  /** true when it went through */
  onRule: (conditionId: string, outcome: Outcome, reason: string) => Promise<boolean>;
}

export function ConditionList({ evaluation, ...ruling }: { evaluation: EvaluationView } & Ruling) {
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
            <ConditionFacts condition={condition} {...ruling} />
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
      {evaluation.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </div>
  );
}

/** One condition: its sentence, then value, source, threshold and gap, and the decision where one is asked. */
export function ConditionFacts({ condition, busy, refusal, onRule }: { condition: ConditionVerdict } & Ruling) {
  const { t } = useTranslation();
  const [ruling, setRuling] = useState(false);
  const kind = asked(condition);
  return (
    <div className="stack condition">
      <div className="row-between">
        <span>
          <strong>{condition.label}</strong> <span className="quiet">{condition.article}</span>
        </span>
        <Verdict verdict={condition.verdict} />
      </div>
      <span className="quiet">{condition.text}</span>
      <dl className="facts">
        <Fact name={t('window.conditions.value')} text={condition.shown.value} note={condition.source ? t(`common.source.${condition.source}`) : undefined} />
        <Fact name={t('window.conditions.threshold')} text={condition.shown.threshold} />
        <Fact name={t('window.conditions.gap')} text={condition.shown.gap} strong />
      </dl>
      {condition.ruling ? <span>{t('window.ruling.was', { outcome: t(`window.ruling.${condition.ruling.outcome}`), reason: condition.ruling.reason })}</span> : null}
      {kind && !ruling ? (
        <div>
          <Button size="small" onClick={() => setRuling(true)}>
            {t(condition.ruling ? 'window.ruling.again' : `window.ruling.${kind}`)}
          </Button>
        </div>
      ) : null}
      {kind && ruling ? (
        <RulingForm
          kind={kind}
          before={condition.ruling}
          busy={busy}
          refusal={refusal}
          onRule={(outcome, reason) => void onRule(condition.id, outcome, reason).then((done) => setRuling(!done))}
        />
      ) : null}
    </div>
  );
}

/** What people are asked about a condition, also after they have answered. */
function asked({ verdict, ruling }: ConditionVerdict): 'judgement' | 'relaxable' | null {
  if (ruling) return ruling.outcome === 'granted' || ruling.outcome === 'denied' ? 'relaxable' : 'judgement';
  return verdict === 'judgement' || verdict === 'relaxable' ? verdict : null;
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
