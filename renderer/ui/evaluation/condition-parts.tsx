/** What stands inside a condition: one test as a line of facts, several as a table with how they make the verdict. */
import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../../domain/contract/api.ts';
import { verdictLook } from '../../theme/theme.ts';
import { verdictMark } from '../words.ts';

type Condition = EvaluationView['conditions'][number];
type Part = Condition['parts'][number];

export function PartTable({ condition }: { condition: Condition }) {
  const { t } = useTranslation();
  const [only] = condition.parts;
  if (condition.parts.length < 2) return only ? <PartFacts part={only} /> : null;
  return (
    <div className="stack part-table">
      <span className="raw">{t(`eligibility.joins.${condition.joins}`, { count: condition.atLeast })}</span>
      <table className="plain-table" aria-label={t('eligibility.parts', { label: condition.label })}>
        <thead>
          <tr>
            <th scope="col">{t('eligibility.part')}</th>
            <th scope="col">{t('eligibility.conditions.value')}</th>
            <th scope="col">{t('eligibility.conditions.threshold')}</th>
            <th scope="col">{t('eligibility.conditions.gap')}</th>
          </tr>
        </thead>
        <tbody>
          {condition.parts.map((part) => (
            <tr key={`${part.label} ${part.shown.threshold}`}>
              <th scope="row">
                <PartMark part={part} /> {part.label}
              </th>
              <td>
                {part.shown.value ?? <span className="raw">—</span>}
                {part.source ? <span className="raw"> {t(`common.source.${part.source}`)}</span> : null}
              </td>
              <td>{part.shown.threshold}</td>
              <td className="wants">{part.shown.gap}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Mark and, for those who do not see it, the word. */
function PartMark({ part }: { part: Part }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const word = t(`common.verdict.${part.verdict}`);
  return (
    <span className="part-mark" style={verdictLook(token, part.verdict)} title={word}>
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
