/** 发布公示: from when and for how many days; the days are counted before anything is published. */
import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { isDate } from '../../../domain/numbers/days.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { publicityPeriod, publicityTerms, type Counting } from '../../../domain/shortlist/publicity.ts';
import { today } from '../../ui/words.ts';
import { PeriodCalendar } from './period-calendar.tsx';
import { useCalendar, workedBy, yearsBetween } from './working-days.ts';
import { DateItem, required, TickItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';
import { Readiness, type Despite } from '../../ui/forms/readiness.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import { Notice } from '../../ui/page.tsx';

export interface Terms extends Despite {
  startsOn: string;
  /** working or calendar days, as the rule book counts */
  length: number;
  countsOpening: boolean;
}

interface Props {
  roundId: string;
  /** what the rule book asks for, with its article */
  rule: Scheme['publicity'];
  task: Task;
  onOpen: (terms: Terms) => void;
  onCalendar: (year: number) => void;
}

/** The usual length where the rule book names none. */
const usualDays = 5;

export function OpenForm({ roundId, rule, task, onOpen, onCalendar }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Terms>();
  const startsOn = Form.useWatch('startsOn', form);
  const length = Form.useWatch('length', form);
  const { length: ruled, counting } = publicityTerms(rule);
  const countsOpening = Form.useWatch('countsOpening', form);
  const whole = isDate(startsOn) && Number.isInteger(length) && length >= 1 && length <= 250;
  return (
    <div className="publicity-open">
      <ActionForm<Terms>
        press={t('publicity.screen.open')}
        task={task}
        form={form}
        className="plane plane-pad"
        initialValues={{ startsOn: today(), length: ruled ?? usualDays, countsOpening: false }}
        onFinish={onOpen}
      >
        <DateItem name="startsOn" label={t('publicity.screen.startsOn')} />
        <Form.Item
          name="length"
          label={t(`publicity.screen.length.${counting}`)}
          extra={
            rule
              ? t(`publicity.screen.byRule.${counting}`, { article: rule.article, days: ruled ?? usualDays })
              : t('publicity.screen.noRule')
          }
          rules={required(t('publicity.screen.daysNeeded'))}
        >
          <InputNumber min={1} max={250} precision={0} className="points-input" />
        </Form.Item>
        <TickItem name="countsOpening" label={t('publicity.screen.countsOpening')} about={t('publicity.screen.countsOpeningAbout')} />
        <Readiness roundId={roundId} moment="publicity" />
      </ActionForm>
      {whole ? <Preview terms={{ startsOn, length, countsOpening }} counting={counting} onCalendar={onCalendar} /> : null}
    </div>
  );
}

function Preview({ terms, counting, onCalendar }: { terms: Terms; counting: Counting; onCalendar: (year: number) => void }) {
  const { t } = useTranslation();
  // 250 working days reach into the next year but one
  const first = Number(terms.startsOn.slice(0, 4));
  const calendar = useCalendar(yearsBetween(terms.startsOn, `${first + 2}`));
  if (!calendar) return null;
  const period = publicityPeriod(
    { opensOn: terms.startsOn, length: terms.length, counting, countsOpening: terms.countsOpening },
    workedBy(calendar),
  );
  return (
    <section className="section" aria-label={t('publicity.screen.days')}>
      <p className="lead">
        {t(`publicity.period.${counting}`, { days: terms.length, opensOn: period.opensOn, closesOn: period.closesOn ?? '' })}
      </p>
      <Assumed assumed={period.assumed} onCalendar={onCalendar} />
      <div className="plane clipped">
        <PeriodCalendar period={period} calendar={calendar} today={today()} />
      </div>
      <p className="row">
        <SmallButton act={t('publicity.screen.calendar')} onClick={() => onCalendar(first)} />
        <span className="quiet">{t('publicity.screen.calendarAbout')}</span>
      </p>
    </section>
  );
}

/** Says which years were judged by the weekday, and leads to where they are entered. */
export function Assumed({ assumed, onCalendar }: { assumed: readonly string[]; onCalendar: (year: number) => void }) {
  const { t } = useTranslation();
  const years = [...new Set(assumed.map((date) => Number(date.slice(0, 4))))];
  if (years.length === 0) return null;
  return (
    <Notice
      type="warning"
      title={t('publicity.assumed', { years: years.join(t('tally.line.separator')), count: assumed.length })}
      action={
        <span className="acts">
          {years.map((year) => (
            <SmallButton key={year} act={t('publicity.screen.enterYear', { year })} onClick={() => onCalendar(year)} />
          ))}
        </span>
      }
    />
  );
}
