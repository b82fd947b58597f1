/** 试算: the line of a formula, and the points it gives a figure that is typed and the parks of the round. */
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, Round } from '../../../domain/contract/api.ts';
import { operandFields } from '../../../domain/scheme/measure.ts';
import { prefillLeaf } from '../../../domain/scheme/prefill.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import type { Stated } from '../../../domain/condition/values.ts';
import { useQuery, useQueries } from '../../state/queries.ts';
import { showPoints } from '../../ui/words.ts';
import { KnotLine } from './knot-line.tsx';
import { useMessage } from './parts/words.ts';
import { Figures } from '../../ui/tables/figures.tsx';

interface Props {
  criterion: Leaf;
  scheme: Scheme;
  round: Round;
}

/** As many as can be read at a glance; the desk shows the others. */
const shownParks = 12;

export function FormulaPreview({ criterion, scheme, round }: Props) {
  const { t } = useTranslation();
  const sentence = useMessage();
  const [figure, setFigure] = useState<string | null>(null);
  const rows = useQuery('applications.list', { roundId: round.roundId });
  const parks = (rows.value ?? []).slice(0, shownParks);
  const applications = useQueries(
    'applications.get',
    parks.map(({ applicationId }) => ({ applicationId })),
  );
  const { formula } = criterion;
  if (!formula) return null;
  const facts = { appliedOn: round.appliedOn, usdRate: round.settings.usdRate };
  const pointsOf = (values: Readonly<Record<string, Stated>>) => prefillLeaf(criterion, scheme, { ...facts, values });
  // a figure can be tried where the formula reads it off one field
  const [key] = 'field' in formula.of ? operandFields(formula.of) : [];
  const tried = key && figure !== null ? pointsOf({ [key]: { value: figure, source: 'form' } }) : undefined;
  return (
    <div className="stack tinted formula-preview">
      <h3>{t('rubric.preview')}</h3>
      <KnotLine knots={formula.knots} max100={criterion.max100} />
      {key ? (
        <label className="row">
          <span>{t('rubric.tryFigure')}</span>
          <InputNumber<string> stringMode className="points-input" value={figure} onChange={setFigure} />
          {tried ? <span data-testid="tried">{sentence(tried.derivation)}</span> : null}
        </label>
      ) : null}
      {parks.length > 0 ? (
        <Figures
          name={t('rubric.preview')}
          rows={parks.map(({ applicationId, parkName }, at) => {
            const application = applications[at]?.value;
            return { applicationId, parkName, found: application ? pointsOf(valuesOf(application)) : undefined };
          })}
          rowKey={(park) => park.applicationId}
          rowProps={({ found }) => ({ title: found ? sentence(found.derivation) : undefined })}
          columns={[
            { head: true, cell: (park) => park.parkName },
            {
              number: true,
              className: ({ found }) => (found?.points100 === null ? 'wants' : undefined),
              cell: ({ found }) => {
                if (!found) return null;
                return found.points100 === null ? t('rubric.noFigure') : t('rubric.points100', { points: showPoints(found.points100) });
              },
            },
          ]}
        />
      ) : null}
    </div>
  );
}

/** What counts of every field of an application. */
function valuesOf({ fields }: ApplicationView): Record<string, Stated> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const used = field.values.find((one) => one.source === field.used);
      return used ? [[field.key, { value: used.value, source: used.source }]] : [];
    }),
  );
}
