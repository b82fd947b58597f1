/** 申报与实测: what the conditions test, with what was declared, what was measured, the difference and what it changes. */
import { Button, Input, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, EvaluationView, Output, VisitView } from '../../../domain/contract/api.ts';
import { measureMethods, type FieldValue, type MeasureMethod } from '../../../domain/model.ts';
import { understand } from '../../../domain/form/typed.ts';
import { difference } from '../../../domain/visit/measure.ts';
import { useMutation } from '../../state/mutation.ts';
import { DraftField } from '../../ui/fields/draft-field.tsx';
import { Refused, Section } from '../../ui/page.tsx';
import { useValueWords } from '../../ui/values.tsx';
import { showTime } from '../../ui/words.ts';
import { Verdict } from '../../ui/verdict.tsx';

type Field = ApplicationView['fields'][number];
type Measure = VisitView['measures'][number];
type Condition = EvaluationView['conditions'][number];
type Effect = Output<'visits.measure'>;

interface Props {
  fields: readonly Field[];
  conditions: readonly Condition[];
  measures: readonly Measure[];
  /** what the figures typed in this window changed, by field */
  effects: Readonly<Record<string, Effect>>;
  frozen: boolean;
  nameOf: (author: string) => string;
  /** who wrote a line, where several write; empty elsewhere */
  writerOf: (author: string | null) => string;
  /** `seen` is the measured value that stood there when somebody began to type */
  onMeasure: (key: string, value: FieldValue, seen: FieldValue, said?: Said) => Promise<void>;
}

/** What is said of how a figure was measured. */
export interface Said {
  readonly method?: MeasureMethod | null;
  readonly note?: string;
}

/** How long a figure must have stood still before it is saved, in ms: half a figure would change the verdict for a moment. */
const calm = 1500;

/** What was typed as the program keeps it; null where it is no figure or date. */
function readMeasured({ type, unit }: Field, typed: string): string | null {
  const read = understand(type, unit, typed);
  return typed.trim() === '' || !('text' in read) ? null : read.text;
}

/** Kinds of fields that can be measured, counted or read off on site. */
const measurable: ReadonlySet<string> = new Set(['integer', 'decimal', 'boolean', 'date']);

export function MeasureList({ fields, conditions, measures, effects, frozen, nameOf, writerOf, onMeasure }: Props) {
  const { t } = useTranslation();
  const [added, setAdded] = useState<readonly string[]>([]);
  const tested = new Set(conditions.flatMap((one) => one.fields));
  const measured = new Set(measures.map((one) => one.key));
  const can = fields.filter((field) => measurable.has(field.type));
  const shown = can.filter((field) => measured.has(field.key) || added.includes(field.key) || (!frozen && tested.has(field.key)));
  const rest = can.filter((field) => !shown.includes(field));
  return (
    <Section
      id="visit-measures"
      region
      title={t('visits.part.measures')}
      about={t(frozen && shown.length === 0 ? 'visits.measure.none' : 'visits.measure.about')}
    >
      <ul className="bare-list stack cards">
        {shown.map((field) => (
          <MeasureRow
            key={field.key}
            field={field}
            measure={measures.find((one) => one.key === field.key)}
            conditions={conditions.filter((one) => one.fields.includes(field.key))}
            effect={effects[field.key]}
            frozen={frozen}
            nameOf={nameOf}
            writerOf={writerOf}
            onMeasure={onMeasure}
          />
        ))}
      </ul>
      {frozen || rest.length === 0 ? null : (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          placeholder={t('visits.measure.more')}
          aria-label={t('visits.measure.more')}
          options={rest.map((field) => ({ value: field.key, label: field.label }))}
          onChange={(key: string | null) => (key ? setAdded((now) => [...now, key]) : undefined)}
        />
      )}
    </Section>
  );
}

interface RowProps extends Pick<Props, 'frozen' | 'nameOf' | 'writerOf' | 'onMeasure'> {
  field: Field;
  measure: Measure | undefined;
  conditions: readonly Condition[];
  effect: Effect | undefined;
}

function MeasureRow({ field, measure, conditions, effect, frozen, nameOf, writerOf, onMeasure }: RowProps) {
  const { t } = useTranslation();
  const words = useValueWords();
  const task = useMutation();
  const kept = measure ? typedOf(measure.value) : '';
  const [typed, setTyped] = useState(kept);
  /** what stood there when the typing began; undefined while nobody types */
  const seen = useRef<FieldValue | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (seen.current === undefined) setTyped(kept);
  }, [kept]);
  const declared = measure ? measure.declared : declaredOf(field);
  const send = (text: string): void => {
    clearTimeout(timer.current);
    const before = seen.current === undefined ? (measure?.value ?? null) : seen.current;
    seen.current = undefined;
    if (text.trim() === kept) return;
    void task.run(() => onMeasure(field.key, valueOf(field, text), before));
  };
  const type = (text: string): void => {
    if (seen.current === undefined) seen.current = measure?.value ?? null;
    setTyped(text);
    clearTimeout(timer.current);
    // a figure that stands still and can be read is saved, whatever happens to the tablet next
    if (readMeasured(field, text) !== null) timer.current = setTimeout(() => send(text), calm);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const differs = typed === kept ? (measure?.difference ?? null) : difference(declared?.value ?? null, valueOf(field, typed));
  const unit = unitKeys.has(field.unit) ? t(`common.unit.${field.unit}`) : '';
  const name = t('visits.measure.name', { field: field.label });
  return (
    <li className="plane stack card" data-measure={field.key}>
      <div className="row-between">
        <span>
          <strong>{field.label}</strong>
          {unit ? <span className="quiet">{t('visits.measure.unit', { unit })}</span> : null}{' '}
          <span className="raw unit">{writerOf(measure?.author ?? null)}</span>
        </span>
        <span className="row">
          {conditions.map((one) => (
            <span key={one.id} title={`${one.article} ${one.label}`}>
              <Verdict verdict={one.verdict} />
            </span>
          ))}
        </span>
      </div>
      <dl className="measure">
        <div>
          <dt>{t('visits.measure.declared')}</dt>
          <dd className="figures">{declared ? words(declared.value) : '—'}</dd>
        </div>
        <div>
          <dt>{t('visits.measure.measured')}</dt>
          <dd className="figures">
            {frozen ? (
              words(measure?.value ?? null)
            ) : field.type === 'boolean' ? (
              <Select
                allowClear
                aria-label={name}
                placeholder="—"
                value={typed === '' ? null : typed}
                options={[
                  { value: 'true', label: t('common.yes') },
                  { value: 'false', label: t('common.no') },
                ]}
                onChange={(chosen?: string | null) => send(chosen ?? '')}
              />
            ) : (
              <Input
                className="number"
                aria-label={name}
                value={typed}
                inputMode={field.type === 'date' ? 'text' : 'decimal'}
                {...(field.type === 'date' ? { placeholder: '2024-08' } : {})}
                status={task.error ? 'error' : ''}
                onChange={(event) => type(event.target.value)}
                onBlur={() => send(typed)}
                onPressEnter={() => send(typed)}
              />
            )}
          </dd>
        </div>
        <div>
          <dt>{t('visits.measure.difference')}</dt>
          <dd className={differs !== null && differs !== '0' ? 'figures wants' : 'figures'}>{differs ?? '—'}</dd>
        </div>
        {measure && !frozen ? (
          <Button
            type="text"
            loading={task.busy}
            onClick={() => void task.run(() => onMeasure(field.key, null, measure.value))}
            aria-label={`${t('visits.measure.takeBack')} ${field.label}`}
          >
            {t('visits.measure.takeBack')}
          </Button>
        ) : null}
      </dl>
      {measure ? (
        <How field={field} measure={measure} frozen={frozen} onSay={(said) => onMeasure(field.key, measure.value, measure.value, said)} />
      ) : null}
      {measure && measure.elsewhere.length > 0 ? <Elsewhere measure={measure} nameOf={nameOf} /> : null}
      <Refused error={task.error} onClose={task.clear} />
      {effect ? <EffectWords effect={effect} /> : null}
    </li>
  );
}

/** What other visits to the park measured otherwise: when, how and by whom, and which figure counts. */
function Elsewhere({ measure, nameOf }: { measure: Measure } & Pick<Props, 'nameOf'>) {
  const { t } = useTranslation();
  const words = useValueWords();
  return (
    <div className="stack-tight wants" role="status" data-testid="elsewhere">
      {measure.elsewhere.map(({ visitedOn, closed, signed, value, method, author, at, counts }) => (
        <span key={`${visitedOn} ${at}`}>
          {[
            t('visits.measure.elsewhere', { on: visitedOn, value: words(value) }),
            t(closed ? 'visits.closed' : signed ? 'visits.measure.signed' : 'visits.going'),
            method && t(`visits.measure.method.${method}`),
            nameOf(author),
            showTime(at),
            counts ? t('visits.measure.counts') : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      ))}
      {measure.counts ? <span>{t('visits.measure.thisCounts')}</span> : null}
    </div>
  );
}

interface HowProps {
  field: Field;
  measure: Measure;
  frozen: boolean;
  onSay: (said: Said) => Promise<void>;
}

/** How a figure was measured, and what was seen. */
function How({ field, measure: { method, note }, frozen, onSay }: HowProps) {
  const { t } = useTranslation();
  const task = useMutation();
  if (frozen) {
    const said = [method && t(`visits.measure.method.${method}`), note].filter(Boolean);
    return said.length === 0 ? null : <span className="quiet">{said.join(t('common.comma'))}</span>;
  }
  return (
    <div className="measure-how">
      <Select
        allowClear
        aria-label={`${t('visits.measure.method')} ${field.label}`}
        placeholder={t('visits.measure.method')}
        value={method}
        loading={task.busy}
        options={measureMethods.map((one) => ({ value: one, label: t(`visits.measure.method.${one}`) }))}
        onChange={(chosen?: MeasureMethod | null) => void task.run(() => onSay({ method: chosen ?? null }))}
      />
      <DraftField
        saved={note ?? ''}
        name={t('visits.measure.note', { field: field.label })}
        placeholder={t('visits.measure.notePlaceholder')}
        onSave={(text) => onSay({ note: text })}
      />
      <Refused error={task.error} onClose={task.clear} />
    </div>
  );
}

/** What the last figure did to eligibility: the verdict as a whole, then each condition that moved. */
function EffectWords({ effect: { effect } }: { effect: Effect }) {
  const { t } = useTranslation();
  const moved = effect.changed.filter((one) => one.before !== one.after || one.gap !== null);
  return (
    <div className="stack-tight tinted effect" role="status" data-testid="effect">
      <span className="row">
        {t(effect.before === effect.after ? 'visits.measure.same' : 'visits.measure.overall')}
        {effect.before === effect.after ? null : (
          <>
            <Verdict verdict={effect.before} />
            <span>→</span>
          </>
        )}
        <Verdict verdict={effect.after} />
      </span>
      {moved.map((one) => (
        <span key={one.id} className="row">
          <span>{one.label}</span>
          <span className="raw">{one.article}</span>
          <Verdict verdict={one.before} />
          <span>→</span>
          <Verdict verdict={one.after} note={one.gap ?? undefined} />
        </span>
      ))}
    </div>
  );
}

/** Units that people write; counts and months among them have a word, bare numbers have none. */
const unitKeys: ReadonlySet<string> = new Set(['m2', 'months', 'percent', 'wan', 'wanUsd', 'years', 'yi', 'count']);

function declaredOf(field: Field): { value: FieldValue } | null {
  const known = field.values.filter((one) => one.source !== 'visit' && one.value !== null);
  return (['evidence', 'form', 'typed'] as const).map((source) => known.find((one) => one.source === source)).find(Boolean) ?? null;
}

function typedOf(value: FieldValue): string {
  return value === null ? '' : String(value);
}

/** What was typed, in the shape of the field; a figure that is none goes as it stands and is refused by the program. */
function valueOf(field: Field, typed: string): FieldValue {
  const text = typed.trim();
  if (text === '') return null;
  if (field.type === 'boolean') return text === 'true';
  const read = readMeasured(field, text);
  if (read === null) return text;
  return field.type === 'integer' ? Number(read) : read;
}
