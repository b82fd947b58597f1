/** 折算公式: which figure it reads, its knots, and what it gives the parks of the round. */
import { Button, Checkbox, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import type { Leaf } from '../../../domain/rubric/model.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { DeleteOutlined, PlusOutlined } from '../../ui/icons.tsx';
import { showPoints } from '../../ui/words.ts';
import { OperandForm, readingsOf } from './operand-form.tsx';
import { FormulaPreview } from './formula-preview.tsx';
import { useOperandWords } from './parts/words.ts';
import { Figures, type Column } from '../../ui/tables/figures.tsx';
import { Section } from '../../ui/page.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

type Formula = NonNullable<Leaf['formula']>;

interface Props {
  criterion: Leaf;
  scheme: Scheme;
  round: Round;
  frozen: boolean;
  /** undefined takes the formula off */
  onChange: (formula: Formula | undefined) => void;
}

export function FormulaForm({ criterion, scheme, round, frozen, onChange }: Props) {
  const { t } = useTranslation();
  const operandWords = useOperandWords(scheme);
  const { formula } = criterion;
  if (!formula) {
    const [first] = readingsOf(scheme.fields).values();
    if (frozen || !first) return null;
    const begin = (): void =>
      onChange({
        ...first,
        knots: [
          { at: '0', points100: 0 },
          { at: '10', points100: criterion.max100 },
        ],
      });
    return (
      <Section title={t('rubric.formula')} about={t('rubric.noFormula')}>
        <div>
          <SmallButton act={t('rubric.addFormula')} icon={<PlusOutlined />} onClick={begin} />
        </div>
      </Section>
    );
  }
  const unit = formula.unit === 'none' ? null : t(`common.unit.${formula.unit}`, { defaultValue: '' });
  const knot = (at: number, change: Partial<Formula['knots'][number]>): void =>
    onChange({ ...formula, knots: formula.knots.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  const last = formula.knots.at(-1);
  const dropColumn: Column<{ index: number }> = {
    title: t('common.remove'),
    unseen: true,
    cell: ({ index }) => (
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        disabled={formula.knots.length <= 2}
        onClick={() => onChange({ ...formula, knots: formula.knots.filter((_, at) => at !== index) })}
        aria-label={t('rubric.dropKnot', { no: index + 1 })}
        title={t('common.remove')}
      />
    ),
  };
  return (
    <Section
      title={t('rubric.formula')}
      about={t(formula.steps === true ? 'rubric.formulaStepsAbout' : 'rubric.formulaAbout', { of: operandWords(formula.of) })}
    >
      <OperandForm
        of={formula.of}
        unit={formula.unit}
        scheme={scheme}
        frozen={frozen}
        onChange={(read) => onChange({ ...formula, ...read })}
      />
      <Checkbox
        disabled={frozen}
        checked={formula.steps === true}
        onChange={({ target: { checked } }) => onChange({ ...formula, steps: checked ? true : undefined })}
      >
        {t('rubric.stepped')}
      </Checkbox>
      <Figures
        className="rubric-knots"
        name={t('rubric.formula')}
        rows={formula.knots.map((one, at) => ({ ...one, index: at }))}
        rowKey={(one) => one.index}
        columns={[
          {
            title: unit ? t('rubric.formulaUnit', { unit }) : t('rubric.formulaAt'),
            cell: (one) =>
              frozen ? (
                one.at
              ) : (
                <InputNumber<string>
                  stringMode
                  aria-label={t('rubric.knotAt', { no: one.index + 1 })}
                  className="points-input"
                  value={one.at}
                  onChange={(typed) => (typed === null ? undefined : knot(one.index, { at: typed }))}
                />
              ),
          },
          {
            title: t('rubric.formulaPoints'),
            cell: (one) =>
              frozen ? (
                showPoints(one.points100)
              ) : (
                <InputNumber
                  aria-label={t('rubric.knotPoints', { no: one.index + 1 })}
                  className="points-input"
                  min={0}
                  precision={2}
                  value={one.points100 / 100}
                  onChange={(points) => (points === null ? undefined : knot(one.index, { points100: Math.round(points * 100) }))}
                />
              ),
          },
          ...(frozen ? [] : [dropColumn]),
        ]}
      />
      {frozen ? null : (
        <div className="row">
          <SmallButton
            act={t('rubric.addKnot')}
            icon={<PlusOutlined />}
            onClick={() =>
              onChange({
                ...formula,
                knots: [...formula.knots, { at: String(Number(last?.at ?? 0) + 1), points100: last?.points100 ?? 0 }],
              })
            }
          />
          <SmallButton act={t('rubric.dropFormula')} onClick={() => onChange(undefined)} />
        </div>
      )}
      <FormulaPreview criterion={criterion} scheme={scheme} round={round} />
    </Section>
  );
}
