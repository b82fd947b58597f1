import { useTranslation } from 'react-i18next';
import type { EvaluationView } from '../../../domain/contract/api.ts';
import { Verdict } from '../verdict.tsx';
import { Figures } from '../tables/figures.tsx';
import { Section } from '../page.tsx';

type Targets = NonNullable<EvaluationView['checklist']>['targets'];

interface Props {
  targets: Targets;
  conditions: EvaluationView['conditions'];
  onOpen?: ((conditionId: string) => void) | undefined;
}

/** 目标与实绩: every quantified target against what was reached, with the time it is due. */
export function TargetTable({ targets, conditions, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('eligibility.targets.title')}>
      <Figures
        name={t('eligibility.targets.title')}
        rows={targets.flatMap(({ condition, due }) => conditions.filter((one) => one.id === condition).map((found) => ({ found, due })))}
        rowKey={({ found }) => found.id}
        columns={[
          {
            title: t('eligibility.targets.name'),
            head: true,
            tip: ({ found }) => found.text,
            cell: ({ found }) => (
              <>
                {onOpen ? (
                  <button type="button" className="bare-button plain-press target-name" onClick={() => onOpen(found.id)}>
                    {found.label}
                  </button>
                ) : (
                  found.label
                )}{' '}
                <span className="raw">{found.article}</span>
              </>
            ),
          },
          { title: t('eligibility.targets.target'), cell: ({ found }) => found.shown.threshold },
          { title: t('eligibility.targets.actual'), cell: ({ found }) => found.shown.value ?? '—' },
          { title: t('eligibility.conditions.gap'), className: 'wants', cell: ({ found }) => found.shown.gap },
          { title: t('eligibility.targets.due'), cell: ({ due }) => due },
          { title: t('applications.list.overall'), cell: ({ found }) => <Verdict verdict={found.verdict} /> },
        ]}
      />
    </Section>
  );
}
