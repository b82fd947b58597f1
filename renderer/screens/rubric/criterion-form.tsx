/** The settings of one criterion; every change goes into the draft at once. */
import { Input, InputNumber, Radio, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import { resizeLeaf, type CriterionChange } from '../../../domain/rubric/edit.ts';
import { sumBelow } from '../../../domain/rubric/leaves.ts';
import {
  countings,
  criterionKinds,
  isLeaf,
  kindNames,
  visitorRules,
  type Counts,
  type Criterion,
  type CriterionKind,
  type Stage,
  type VisitorRule,
} from '../../../domain/rubric/model.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { showPoints } from '../../ui/words.ts';
import { AnchorList } from './anchor-list.tsx';
import { FormulaForm } from './formula-form.tsx';
import type { Line } from './parts/lines.ts';
import { Setting } from './parts/setting.tsx';
import { useLocalText, useMessage } from './parts/words.ts';

interface Props {
  line: Line;
  lines: readonly Line[];
  scheme: Scheme | undefined;
  round: Round;
  /** of the rubric; empty where it has none */
  stages: readonly Stage[];
  frozen: boolean;
  onChange: (change: CriterionChange) => void;
  onParent: (parentId: string | null) => void;
}

const top = '';
const within = 'within';
const panel = 'panel';

/** Points as typed, in whole hundredths. */
function hundredths(points: number): number {
  return Math.round(points * 100);
}

export function CriterionForm({ line, lines, scheme, round, stages, frozen, onChange, onParent }: Props) {
  const { t } = useTranslation();
  const textOf = useLocalText();
  const sentence = useMessage();
  const { criterion } = line;
  const leaf = isLeaf(criterion) ? criterion : null;
  // levels follow the maximum from what they were when the field was entered, not from every digit on the way
  const before = useRef(leaf);
  // nothing can stand below itself
  const parents = lines.filter((one) => one.criterion.id !== criterion.id && !contains(criterion, one.criterion.id));
  // of a branch it weighs all that is below it
  const weight = (
    <Setting label={t('rubric.weight')}>
      <InputNumber<string>
        stringMode
        disabled={frozen}
        aria-label={t('rubric.weight')}
        className="points-input"
        min="0"
        step="0.1"
        value={criterion.weight ?? '1'}
        onChange={(weight) => onChange({ weight: weight === null || Number(weight) === 1 ? undefined : plainDecimal(weight) })}
      />
    </Setting>
  );
  return (
    <div className="stack-wide">
      {line.problems.length > 0 ? (
        <ul className="plain-list wants">
          {line.problems.map((problem) => (
            <li key={problem.key}>{sentence(problem)}</li>
          ))}
        </ul>
      ) : null}
      <Setting label={t('rubric.name')}>
        <Input
          disabled={frozen}
          aria-label={t('rubric.name')}
          value={criterion.name.zh}
          status={criterion.name.zh.trim() === '' ? 'error' : ''}
          onChange={(event) => onChange({ name: { ...criterion.name, zh: event.target.value } })}
        />
      </Setting>
      <Setting label={t('rubric.nameEn')}>
        <Input
          disabled={frozen}
          aria-label={t('rubric.nameEn')}
          value={criterion.name.en ?? ''}
          onChange={({ target: { value } }) => onChange({ name: { zh: criterion.name.zh, ...(value ? { en: value } : {}) } })}
        />
      </Setting>
      <Setting label={t('rubric.parent')}>
        <Select
          disabled={frozen}
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('rubric.parent')}
          className="rubric-parent"
          value={line.parentId ?? top}
          onChange={(id: string) => onParent(id === top ? null : id)}
          options={[
            { value: top, label: t('rubric.top') },
            ...parents.map((one) => ({ value: one.criterion.id, label: `${one.criterion.id} ${textOf(one.criterion.name)}` })),
          ]}
        />
      </Setting>
      {line.parentId === null && stages.length > 0 ? (
        <Setting label={t('rubric.stage')}>
          <Select
            disabled={frozen}
            aria-label={t('rubric.stage')}
            className="rubric-parent"
            value={criterion.stage ?? null}
            options={stages.map(({ key, name }) => ({ value: key, label: textOf(name) }))}
            onChange={(stage: string) => onChange({ stage })}
          />
        </Setting>
      ) : null}
      {line.parentId === null ? (
        <Setting label={t('rubric.counts')}>
          <Radio.Group
            disabled={frozen}
            className="stack"
            value={criterion.counts ?? within}
            onChange={({ target: { value } }: { target: { value?: Counts | typeof within } }) =>
              onChange({ counts: value === within ? undefined : value })
            }
            options={[within, ...countings].map((counts) => ({
              value: counts,
              label: counts === within && stages.length > 0 ? t('rubric.withinStage') : t(`rubric.counts.${counts}.about`),
            }))}
          />
        </Setting>
      ) : null}
      {round.types.length > 0 ? (
        <Setting label={t('rubric.types')}>
          <Select
            mode="multiple"
            disabled={frozen}
            aria-label={t('rubric.types')}
            className="rubric-parent"
            placeholder={t('rubric.typesAll')}
            value={criterion.types ?? []}
            options={round.types.map(({ id, label }) => ({ value: id, label }))}
            onChange={(types: string[]) => onChange({ types: types.length > 0 ? types : undefined })}
          />
          <span className="raw">{t(stages.length > 0 ? 'rubric.typesAboutStages' : 'rubric.typesAbout')}</span>
        </Setting>
      ) : null}
      {leaf ? (
        <>
          <div className="rubric-figures">
            <Setting label={t('rubric.points')}>
              <InputNumber
                disabled={frozen}
                aria-label={t('rubric.points')}
                className="points-input"
                min={0.01}
                precision={2}
                step={1}
                value={leaf.max100 / 100}
                onChange={(points) => (points === null ? undefined : onChange(resizeLeaf(before.current ?? leaf, hundredths(points))))}
                onFocus={() => (before.current = leaf)}
              />
            </Setting>
            <Setting label={t('rubric.step')}>
              <InputNumber
                disabled={frozen}
                aria-label={t('rubric.step')}
                className="points-input"
                min={0.01}
                precision={2}
                step={0.1}
                value={leaf.step100 / 100}
                onChange={(points) => (points === null ? undefined : onChange({ step100: hundredths(points) }))}
              />
            </Setting>
            {weight}
          </div>
          <Setting label={t('rubric.kind')}>
            <Radio.Group
              disabled={frozen}
              className="stack"
              value={leaf.kind}
              onChange={({ target: { value } }: { target: { value?: CriterionKind } }) => onChange(value ? { kind: value } : {})}
              options={kindNames.map((kind) => ({ value: kind, label: t(`rubric.kind.${kind}.about`) }))}
            />
          </Setting>
          {leaf.counts === undefined && (stages.length === 0 || leaf.visitors !== undefined) ? (
            <Setting label={t('rubric.visitors')}>
              <Radio.Group
                disabled={frozen}
                className="stack"
                value={leaf.visitors ?? panel}
                onChange={({ target: { value } }: { target: { value?: VisitorRule | typeof panel } }) =>
                  onChange({ visitors: value === panel ? undefined : value })
                }
                options={[panel, ...visitorRules].map((rule) => ({ value: rule, label: t(`rubric.visitors.${rule}.about`) }))}
              />
            </Setting>
          ) : null}
          <Setting label={t('rubric.comment')}>
            <InputNumber
              disabled={frozen}
              aria-label={t('rubric.comment')}
              className="points-input"
              min={0}
              max={100}
              precision={0}
              value={leaf.commentBelow}
              onChange={(commentBelow) => (commentBelow === null ? undefined : onChange({ commentBelow }))}
            />
          </Setting>
        </>
      ) : criterion.counts && line.parentId === null ? (
        <Setting label={t('rubric.cap')}>
          <InputNumber
            disabled={frozen}
            aria-label={t('rubric.cap')}
            className="points-input"
            min={0.01}
            precision={2}
            value={criterion.max100 / 100}
            onChange={(points) => (points === null ? undefined : onChange({ max100: hundredths(points) }))}
          />
          <span className="raw">{t('rubric.capOf', { sum: showPoints(sumBelow(criterion.children ?? [])) })}</span>
        </Setting>
      ) : (
        <p className="quiet flush">{t('rubric.pointsSum', { points: showPoints(criterion.max100) })}</p>
      )}
      {leaf ? null : <div className="rubric-figures">{weight}</div>}
      <Setting label={t('rubric.article')}>
        <Input
          disabled={frozen}
          aria-label={t('rubric.article')}
          value={criterion.article ?? ''}
          onChange={({ target: { value } }) => onChange({ article: value || undefined })}
        />
      </Setting>
      {leaf && scheme && (criterionKinds[leaf.kind].by === 'figure' || leaf.formula) ? (
        <FormulaForm criterion={leaf} scheme={scheme} round={round} frozen={frozen} onChange={(formula) => onChange({ formula })} />
      ) : null}
      {leaf && criterionKinds[leaf.kind].by === 'levels' ? (
        <AnchorList
          anchors={leaf.anchors ?? []}
          max100={leaf.max100}
          step100={leaf.step100}
          frozen={frozen}
          onChange={(anchors) => onChange({ anchors: anchors.length > 0 ? anchors : undefined })}
        />
      ) : null}
    </div>
  );
}

/** Without an exponent, as rule books write it. */
function plainDecimal(text: string): string {
  return /^\d+(\.\d+)?$/.test(text) ? text : String(Number(text));
}

function contains(criterion: Criterion, id: string): boolean {
  return (criterion.children ?? []).some((child) => child.id === id || contains(child, id));
}
