/** What stands inside a condition: one test as a line of facts, several as a table with how they make the verdict. */
import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../../domain/contract/api.ts';
import { verdictStyle } from '../../theme/theme.ts';
import { verdictMark } from '../words.ts';
import { Figures } from '../tables/figures.tsx';

type Condition = EvaluationView['conditions'][number];
type Part = Condition['parts'][number];

export function PartTable({ condition }: { condition: Condition }) {
  const { t } = useTranslation();
  const [only] = condition.parts;
  if (condition.parts.length < 2) return only ? <PartFacts part={only} /> : null;
  return (
    <div className="stack-tight">
      <span className="raw">{t(`eligibility.joins.${condition.joins}`, { count: condition.atLeast })}</span>
      <Figures
        name={t('eligibility.parts', { label: condition.label })}
        rows={condition.parts}
        rowKey={(part) => `${part.label} ${part.shown.threshold}`}
        columns={[
          {
            title: t('eligibility.part'),
            head: true,
            cell: (part) => (
              <>
                <PartMark part={part} /> {part.label}
              </>
            ),
          },
          {
            title: t('eligibility.conditions.value'),
            cell: (part) => (
              <>
                {part.shown.value ?? <span className="raw">—</span>}
                {part.source ? <span className="raw"> {t(`common.source.${part.source}`)}</span> : null}
              </>
            ),
          },
          { title: t('eligibility.conditions.threshold'), cell: (part) => part.shown.threshold },
          { title: t('eligibility.conditions.gap'), className: 'wants', cell: (part) => part.shown.gap },
        ]}
      />
    </div>
  );
}

/** Mark and, for those who do not see it, the word. */
function PartMark({ part }: { part: Part }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const word = t(`common.verdict.${part.verdict}`);
  return (
    <span className="part-mark" style={verdictStyle(token, part.verdict)} title={word}>
      <span aria-hidden="true">{verdictMark[part.verdict]}</span>
      <span className="unseen">{word}</span>
    </span>
  );
}

function PartFacts({ part }: { part: Part }) {
  const { t } = useTranslation();
  if (part.fields.length === 0) return <span>{t('eligibility.asks', { what: part.label })}</span>;
  return (
    <dl className="facts">
      <Fact
        name={t('eligibility.conditions.value')}
        text={part.shown.value}
        note={part.source ? t(`common.source.${part.source}`) : undefined}
      />
      <Fact name={t('eligibility.conditions.threshold')} text={part.shown.threshold} />
      <Fact name={t('eligibility.conditions.gap')} text={part.shown.gap} strong />
    </dl>
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
