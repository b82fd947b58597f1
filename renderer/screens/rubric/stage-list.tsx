/** 评审阶段 of the rubric: name, weight, who judges; a change goes into the draft at once. */
import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { addStage, removeStage, updateStage } from '../../../domain/rubric/edit-stages.ts';
import { stageJudges, type Rubric, type Stage } from '../../../domain/rubric/model.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { Section } from '../../ui/page.tsx';
import { useLocalText } from './parts/words.ts';

interface Props {
  rubric: Rubric;
  frozen: boolean;
  onChange: (rubric: Rubric) => void;
}

export function StageList({ rubric, frozen, onChange }: Props) {
  const { t } = useTranslation();
  const textOf = useLocalText();
  const stages = rubric.stages ?? [];
  if (frozen && stages.length === 0) return null;
  const change = (key: string, to: Partial<Omit<Stage, 'key'>>): void => onChange(updateStage(rubric, key, to));
  return (
    <Section title={t('rubric.stages')} about={t('rubric.stagesAbout')}>
      {stages.map(({ key, name, weight, judges }, at) => {
        const no = at + 1;
        return (
          <div key={key} className="row" data-stage={key}>
            <Input
              disabled={frozen}
              className="search"
              aria-label={t('rubric.stageName', { no })}
              status={name.zh.trim() === '' ? 'error' : ''}
              value={name.zh}
              onChange={({ target: { value } }) => change(key, { name: { ...name, zh: value } })}
            />
            <InputNumber<string>
              stringMode
              disabled={frozen}
              aria-label={t('rubric.stageWeight', { no })}
              className="points-input"
              min="0"
              max="100"
              step="5"
              suffix="%"
              value={weight}
              onChange={(next) => change(key, { weight: next === null ? '0' : plainPercent(next) })}
            />
            <Select
              disabled={frozen}
              aria-label={t('rubric.stageJudges', { no })}
              className="date-input"
              value={judges}
              options={stageJudges.map((value) => ({ value, label: t(`rubric.stageJudges.${value}`) }))}
              onChange={(next: Stage['judges']) => change(key, { judges: next })}
            />
            {frozen ? null : (
              <SmallButton act={t('rubric.remove')} of={textOf(name)} type="text" onClick={() => onChange(removeStage(rubric, key))} />
            )}
          </div>
        );
      })}
      {frozen ? null : (
        <div>
          <SmallButton
            act={t('rubric.addStage')}
            onClick={() => onChange(addStage(rubric, { zh: t('rubric.newStage', { no: stages.length + 1 }) }))}
          />
        </div>
      )}
    </Section>
  );
}

/** A percentage as the rubric holds it: no exponent, no needless zeros, two places at most. */
function plainPercent(typed: string): string {
  const number = Number(typed);
  return Number.isFinite(number) ? String(Math.round(number * 100) / 100) : '0';
}
