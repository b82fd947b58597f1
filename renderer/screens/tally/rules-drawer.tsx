/** 计分规则: how sheets become totals, from a usual way or set one by one; a change is kept with its reason. */
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { tallyRules, trim, type TallyRules, type TieBreak } from '../../../domain/tally/rules.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { TextItem } from '../../ui/fields/items.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Typed {
  trim: 'none' | 'dropHighLow' | 'dropEachEnd';
  each: number | null;
  level: TallyRules['level'];
  digits: number | null;
  stage: TallyRules['rounding']['stage'];
  ties: string[];
  percent: number | null;
  on: 'sheet' | 'criterion' | 'both';
  severity: TallyRules['severity'];
  panels: TallyRules['panels'];
  drawn: string[];
  /** by key of a stage: what is left out there, or that the rule of the round holds */
  stages: Record<string, string>;
  reason: string;
}

interface Props {
  open: boolean;
  rules: Readonly<Record<string, unknown>>;
  presets: Output<'tally.presets'>;
  criteria: readonly { id: string; name: string }[];
  /** of the rubric; empty where it has none */
  stages: readonly { key: string; name: string }[];
  experts: readonly { personId: string; name: string }[];
  task: Task;
  onKeep: (rules: Record<string, unknown>, reason: string) => void;
  onClose: () => void;
}

const plainTies = ['unrounded', 'untrimmed', 'priority'] as const;

function toTyped(given: Readonly<Record<string, unknown>>): Omit<Typed, 'reason'> {
  const rules = tallyRules.parse(given);
  return {
    trim: typeof rules.trim === 'string' ? rules.trim : 'dropEachEnd',
    each: typeof rules.trim === 'string' ? 1 : rules.trim.dropEachEnd,
    level: rules.level,
    digits: rules.rounding.digits,
    stage: rules.rounding.stage,
    ties: rules.tieBreaks.map((tie) => (tie.by === 'criterion' ? `criterion:${tie.criterionId}` : tie.by)),
    percent: rules.outlier?.percent ?? null,
    on: rules.outlier?.on ?? 'sheet',
    severity: rules.severity,
    panels: rules.panels,
    drawn: rules.drawn,
    stages: Object.fromEntries(Object.entries(rules.stages ?? {}).map(([key, trim]) => [key, JSON.stringify(trim)])),
  };
}

/** What a stage may leave out, each as the field holds it. */
const stageTrims: readonly TallyRules['trim'][] = ['none', 'dropHighLow', { dropEachEnd: 2 }];
const asRound = '';

function stagesOf(typed: Typed['stages']): Pick<TallyRules, 'stages'> {
  const own = Object.entries(typed).flatMap(([key, text]) => (text === asRound ? [] : [[key, trim.parse(JSON.parse(text))] as const]));
  return own.length === 0 ? {} : { stages: Object.fromEntries(own) };
}

function tieOf(text: string): TieBreak {
  const plain = plainTies.find((one) => one === text);
  return plain ? { by: plain } : { by: 'criterion', criterionId: text.slice('criterion:'.length) };
}

function toRules(typed: Typed): Record<string, unknown> {
  return {
    trim: typed.trim === 'dropEachEnd' ? { dropEachEnd: typed.each ?? 1 } : typed.trim,
    level: typed.level,
    // a sheet is rounded only as a whole
    rounding: { digits: typed.digits ?? 2, stage: typed.level === 'sheet' ? 'total' : typed.stage },
    panels: typed.panels,
    drawn: typed.drawn,
    tieBreaks: typed.ties.map(tieOf),
    outlier: typed.percent === null ? null : { percent: typed.percent, on: typed.on },
    severity: typed.severity,
    ...stagesOf(typed.stages),
  };
}

export function RulesDrawer({ open, rules, presets, criteria, stages, experts, task, onKeep, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  return (
    <FormDrawer<Typed>
      form={form}
      open={open}
      title={t('tally.rules.title')}
      act={t('tally.rules.keep')}
      task={task}
      onClose={onClose}
      initialValues={{ ...toTyped(rules), reason: '' }}
      onFinish={(typed) => onKeep(toRules({ ...toTyped(rules), ...typed }), typed.reason.trim())}
    >
      <Form.Item label={t('tally.rules.preset')}>
        <div className="row">
          {presets.map((preset) => (
            <SmallButton key={preset.id} act={preset.name} onClick={() => form.setFieldsValue(toTyped(preset.rules))} />
          ))}
        </div>
      </Form.Item>
      <RuleFields criteria={criteria} stages={stages} experts={experts} />
      <TextItem
        name="reason"
        label={t('tally.rules.reason')}
        about={t('tally.rules.reasonAbout')}
        needed={t('applications.reasonNeeded')}
        rows={[1, 4]}
      />
    </FormDrawer>
  );
}

function RuleFields({ criteria, stages, experts }: Pick<Props, 'criteria' | 'stages' | 'experts'>) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Typed>();
  const chosenTrim = Form.useWatch('trim', form);
  const level = Form.useWatch('level', form);
  const panels = Form.useWatch('panels', { form, preserve: true });
  const trimWords = (one: TallyRules['trim']): string =>
    typeof one === 'string' ? t(`tally.rules.trims.${one}`) : `${t('tally.rules.each')} ${one.dropEachEnd}`;
  const radio = (name: string, values: readonly string[]) => (
    <Radio.Group className="stack" options={values.map((value) => ({ value, label: t(`tally.rules.${name}.${value}`) }))} />
  );
  return (
    <>
      <Form.Item name="trim" label={t('tally.rules.trim')}>
        {radio('trims', ['none', 'dropHighLow', 'dropEachEnd'])}
      </Form.Item>
      {chosenTrim === 'dropEachEnd' ? (
        <Form.Item name="each" label={t('tally.rules.each')}>
          <InputNumber min={0} max={20} precision={0} className="points-input" />
        </Form.Item>
      ) : null}
      {stages.map(({ key, name }) => (
        <Form.Item key={key} name={['stages', key]} label={t('stages.trim', { stage: name })} initialValue={asRound}>
          <Select
            aria-label={t('stages.trim', { stage: name })}
            options={[
              { value: asRound, label: t('stages.trimAsRound') },
              ...stageTrims.map((one) => ({ value: JSON.stringify(one), label: trimWords(one) })),
            ]}
          />
        </Form.Item>
      ))}
      <Form.Item name="panels" hidden>
        <Input />
      </Form.Item>
      {panels && panels.length > 0 ? (
        <Form.Item label={t('tally.rules.panels')}>
          <ul className="plain-list">
            {panels.map((panel) => (
              <li key={panel.from}>
                {t(panel.dropExpert === 'none' ? 'tally.rules.panel' : 'tally.rules.panelSpread', {
                  from: panel.from,
                  trim: trimWords(panel.trim),
                })}
              </li>
            ))}
          </ul>
          <SmallButton act={t('tally.rules.dropPanels')} onClick={() => form.setFieldsValue({ panels: [], drawn: [] })} />
        </Form.Item>
      ) : null}
      {panels?.some((panel) => panel.dropExpert !== 'none') ? (
        <Form.Item name="drawn" label={t('tally.rules.drawn')}>
          <Select mode="multiple" options={experts.map((one) => ({ value: one.personId, label: one.name }))} />
        </Form.Item>
      ) : null}
      <Form.Item name="level" label={t('tally.rules.level')}>
        {radio('levels', ['criterion', 'sheet'])}
      </Form.Item>
      <div className="rubric-figures">
        <Form.Item name="digits" label={t('tally.rules.digits')}>
          <InputNumber min={0} max={6} precision={0} className="points-input" />
        </Form.Item>
        {level === 'criterion' ? (
          <Form.Item name="stage" label={t('tally.rules.stage')}>
            <Select
              popupMatchSelectWidth={false}
              options={(['criterion', 'total'] as const).map((value) => ({ value, label: t(`tally.rules.stages.${value}`) }))}
            />
          </Form.Item>
        ) : null}
      </div>
      <Form.Item name="ties" label={t('tally.rules.ties')}>
        <Select
          mode="multiple"
          options={[
            ...plainTies.map((value) => ({ value: value as string, label: t(`tally.tieBreak.${value}`) })),
            ...criteria.map((one) => ({
              value: `criterion:${one.id}`,
              label: t('tally.rules.tieCriterion', { name: `${one.id} ${one.name}` }),
            })),
          ]}
        />
      </Form.Item>
      <div className="rubric-figures">
        <Form.Item name="percent" label={t('tally.rules.outlier')} extra={t('tally.rules.outlierNone')}>
          <InputNumber min={1} max={1000} className="points-input" />
        </Form.Item>
        <Form.Item name="on" label={t('tally.rules.outlierOn')}>
          <Select
            popupMatchSelectWidth={false}
            options={(['sheet', 'criterion', 'both'] as const).map((value) => ({ value, label: t(`tally.rules.outlierOns.${value}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="severity" label={t('tally.rules.severity')}>
        {radio('severities', ['none', 'additive', 'zscore'])}
      </Form.Item>
    </>
  );
}
