import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../../domain/contract/api.ts';
import { Verdict } from '../verdict.tsx';

type Targets = NonNullable<EvaluationView['checklist']>['targets'];

/** 目标与实绩: every quantified target against what was reached, with the time it is due. */
export function TargetTable({
  targets,
  conditions,
  onOpen,
}: {
  targets: Targets;
  conditions: EvaluationView['conditions'];
  onOpen?: ((conditionId: string) => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <section className="section">
      <h2>{t('eligibility.targets.title')}</h2>
      <table className="plain-table" aria-label={t('eligibility.targets.title')}>
        <thead>
          <tr>
            <th scope="col">{t('eligibility.targets.name')}</th>
            <th scope="col">{t('eligibility.targets.target')}</th>
            <th scope="col">{t('eligibility.targets.actual')}</th>
            <th scope="col">{t('eligibility.conditions.gap')}</th>
            <th scope="col">{t('eligibility.targets.due')}</th>
            <th scope="col">{t('applications.list.overall')}</th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => {
            const found = conditions.find((one) => one.id === target.condition);
            if (!found) return null;
            return (
              <tr key={target.condition}>
                <th scope="row" title={found.text}>
                  {onOpen ? (
                    <button type="button" className="target-name" onClick={() => onOpen(found.id)}>
                      {found.label}
                    </button>
                  ) : (
                    found.label
                  )}{' '}
                  <span className="raw">{found.article}</span>
                </th>
                <td>{found.shown.threshold}</td>
                <td>{found.shown.value ?? '—'}</td>
                <td className="wants">{found.shown.gap}</td>
                <td>{target.due}</td>
                <td>
                  <Verdict verdict={found.verdict} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
