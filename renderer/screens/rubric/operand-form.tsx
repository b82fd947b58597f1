/** 读取的数值: what a formula reads: one field, or several put together. */
import { InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Field, Operand, Unit } from '../../../domain/condition/condition.ts';
import { convertible } from '../../../domain/scheme/measure.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { Setting } from './parts/setting.tsx';
import { useLocalText } from './parts/words.ts';

/** What is read, and in which unit its figures stand. */
export interface Reading {
  readonly of: Operand;
  readonly unit: Unit;
}

const ways = ['field', 'count', 'entries', 'since', 'ratio', 'growth', 'sum', 'mean'] as const;
type Way = (typeof ways)[number];

const isCounted = ({ type }: Field): boolean => type === 'decimal' || type === 'integer';

/** The fields that each way can read. */
const fits: Readonly<Record<Way, (field: Field) => boolean>> = {
  field: isCounted,
  count: ({ type }) => type === 'set' || type === 'list',
  entries: ({ type }) => type === 'list',
  since: ({ type }) => type === 'date',
  ratio: isCounted,
  growth: isCounted,
  sum: isCounted,
  mean: isCounted,
};

const amounts: readonly Unit[] = ['yi', 'wan', 'wanUsd'];

function wayOf(of: Operand): Way {
  return ways.find((way) => way in of) ?? 'field';
}

/** The ways that the fields of the rule book allow, and what each reads when it is chosen first. */
export function readingsOf(fields: readonly Field[]): ReadonlyMap<Way, Reading> {
  const found = ways.flatMap((way): [Way, Reading][] => {
    const fitting = fields.filter(fits[way]);
    const alone = way === 'field' || way === 'count' || way === 'entries' || way === 'since';
    const one = alone ? fitting[0] : fitting.find((field) => besides(fitting, field).length > 0);
    const other = one && (alone ? one : besides(fitting, one)[0]);
    return one && other ? [[way, readings[way](one, other)]] : [];
  });
  return new Map(found);
}

/** The other fields whose figures can be put together with those of `one`: enterprises with enterprises, money with money. */
function besides(fields: readonly Field[], one: Field): Field[] {
  return fields.filter((other) => other !== one && convertible(other.unit, one.unit));
}

/** What each way reads of one field, or of two that fit together. */
const readings: Readonly<Record<Way, (one: Field, other: Field) => Reading>> = {
  field: ({ key, unit }) => ({ of: { field: key }, unit }),
  count: ({ key }) => ({ of: { count: key }, unit: 'items' }),
  entries: ({ key }) => ({ of: { entries: key, from: '1', unit: 'yi' }, unit: 'items' }),
  since: ({ key }) => ({ of: { since: key, unit: 'months' }, unit: 'months' }),
  ratio: (one, other) => ({ of: { ratio: [one.key, other.key] }, unit: 'percent' }),
  growth: (one, other) => ({ of: { growth: [one.key, other.key] }, unit: 'percent' }),
  sum: ({ key, unit }, other) => ({ of: { sum: [key, other.key] }, unit }),
  mean: ({ key, unit }, other) => ({ of: { mean: [key, other.key] }, unit }),
};

interface Props extends Reading {
  scheme: Scheme;
  frozen: boolean;
  onChange: (reading: Reading) => void;
}

export function OperandForm({ of, unit, scheme, frozen, onChange }: Props) {
  const { t } = useTranslation();
  const textOf = useLocalText();
  const way = wayOf(of);
  const known = readingsOf(scheme.fields);
  const options = scheme.fields.filter(fits[way]).map(({ key, label }) => ({ value: key, label: textOf(label) }));
  const unitOf = (key: string): Unit => scheme.fields.find((field) => field.key === key)?.unit ?? unit;
  const fitTogether = (key: string, other: string): boolean => convertible(unitOf(key), unitOf(other));
  /** of several fields those that fit the one that was chosen last */
  const together = (keys: readonly string[]): string[] => keys.filter((key) => fitTogether(key, keys.at(-1) ?? key));
  const pick = (label: string, value: string, change: (key: string) => void, from = options) => (
    <Select
      disabled={frozen}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      className="rubric-parent"
      value={value}
      options={from}
      onChange={change}
    />
  );
  const several = (label: string, value: readonly string[], fewestOf: number, from: typeof options, change: (keys: string[]) => void) => (
    <Select
      mode="multiple"
      disabled={frozen}
      aria-label={label}
      className="rubric-parent"
      value={[...value]}
      options={from}
      onChange={(keys: string[]) => (keys.length < fewestOf ? undefined : change(keys))}
    />
  );
  /** two fields of one kind, each under what it stands for; another first one takes a second that fits it */
  const pair = (labels: readonly [string, string], [one, other]: readonly [string, string], made: (pair: [string, string]) => Operand) => {
    const [first, second] = labels;
    const fitting = options.filter(({ value }) => value !== one && fitTogether(value, one));
    const again = (key: string): string =>
      fitTogether(other, key) && other !== key
        ? other
        : (options.find(({ value }) => value !== key && fitTogether(value, key))?.value ?? key);
    return (
      <>
        <Setting label={t(first)}>{pick(t(first), one, (key) => onChange({ of: made([key, again(key)]), unit }))}</Setting>
        <Setting label={t(second)}>{pick(t(second), other, (key) => onChange({ of: made([one, key]), unit }), fitting)}</Setting>
      </>
    );
  };
  const texts = scheme.fields.filter(({ type }) => type === 'text').map(({ key, label }) => ({ value: key, label: textOf(label) }));
  return (
    <div className="stack">
      <Setting label={t('rubric.reads')}>
        <Select<Way>
          disabled={frozen}
          aria-label={t('rubric.reads')}
          className="rubric-parent"
          value={way}
          options={ways.flatMap((one) => (known.has(one) || one === way ? [{ value: one, label: t(`rubric.way.${one}`) }] : []))}
          onChange={(next) => {
            const reading = known.get(next);
            if (reading) onChange(reading);
          }}
        />
      </Setting>
      {'field' in of ? pick(t('rubric.field'), of.field, (field) => onChange({ of: { field }, unit: unitOf(field) })) : null}
      {'count' in of ? (
        <>
          {pick(t('rubric.field'), of.count, (count) => onChange({ of: { ...of, count }, unit }))}
          <Setting label={t('rubric.plus')}>
            {several(t('rubric.plus'), of.plus ?? [], 0, texts, (plus) =>
              onChange({ of: { count: of.count, ...(plus.length > 0 && { plus }) }, unit }),
            )}
          </Setting>
        </>
      ) : null}
      {'entries' in of ? (
        <>
          {pick(t('rubric.field'), of.entries, (entries) => onChange({ of: { ...of, entries }, unit }))}
          <div className="row">
            <span>{t('rubric.from')}</span>
            <InputNumber<string>
              stringMode
              disabled={frozen}
              aria-label={t('rubric.from')}
              className="points-input"
              min="0"
              value={of.from}
              onChange={(from) => (from === null ? undefined : onChange({ of: { ...of, from }, unit }))}
            />
            <Select<Unit>
              disabled={frozen}
              aria-label={t('rubric.fromUnit')}
              value={of.unit}
              options={amounts.map((one) => ({ value: one, label: t(`common.unit.${one}`) }))}
              onChange={(one) => onChange({ of: { ...of, unit: one }, unit })}
            />
          </div>
        </>
      ) : null}
      {'since' in of ? (
        <>
          {pick(t('rubric.field'), of.since, (since) => onChange({ of: { ...of, since }, unit }))}
          <Radio.Group
            disabled={frozen}
            value={of.unit}
            options={(['months', 'years'] as const).map((one) => ({ value: one, label: t(`common.unit.${one}`) }))}
            onChange={({ target: { value } }: { target: { value?: 'months' | 'years' } }) =>
              value && onChange({ of: { ...of, unit: value }, unit: value })
            }
          />
        </>
      ) : null}
      {'ratio' in of ? pair(['rubric.part', 'rubric.base'], of.ratio, (ratio) => ({ ratio })) : null}
      {'growth' in of ? pair(['rubric.now', 'rubric.before'], of.growth, (growth) => ({ growth })) : null}
      {'sum' in of
        ? several(t('rubric.fields'), of.sum, 1, options, (keys) =>
            onChange({ of: { sum: together(keys) }, unit: unitOf(keys.at(-1) ?? '') }),
          )
        : null}
      {'mean' in of
        ? several(t('rubric.fields'), of.mean, 1, options, (keys) =>
            onChange({ of: { mean: together(keys) }, unit: unitOf(keys.at(-1) ?? '') }),
          )
        : null}
    </div>
  );
}
