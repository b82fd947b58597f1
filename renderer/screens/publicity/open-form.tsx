/** 发布公示: from when and for how many working days; the days are counted before anything is published. */
import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { isDate } from '../../../domain/numbers/days.ts';
import { publicityPeriod } from '../../../domain/shortlist/publicity.ts';
import { today } from '../../ui/words.ts';
import { PeriodCalendar } from './period-calendar.tsx';
import { useCalendar, workedBy, yearsBetween } from './working-days.ts';
import { DateItem, required, TickItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';
import { SmallButton } from '../../ui/buttons.tsx';
import { Notice } from '../../ui/page.tsx';

export interface Terms {
  startsOn: string;
  workingDays: number;
  countsOpening: boolean;
}

interface Props {
  /** what the rule book asks for, with its article */
  rule: { workingDays: number; article: string } | undefined;
  task: Task;
  onOpen: (terms: Terms) => void;
  onCalendar: (year: number) => void;
}

/** The usual length where the rule book names none. */
const usualDays = 5;

export function OpenForm({ rule, task, onOpen, onCalendar }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Terms>();
  const startsOn = Form.useWatch('startsOn', form);
  const workingDays = Form.useWatch('workingDays', form);
  const countsOpening = Form.useWatch('countsOpening', form);
  const whole = isDate(startsOn) && Number.isInteger(workingDays) && workingDays >= 1 && workingDays <= 250;
  return (
    <div className="publicity-open">
      <ActionForm<Terms>
        press={t('publicity.screen.open')}
        task={task}
        form={form}
        className="plane plane-pad"
        initialValues={{ startsOn: today(), workingDays: rule?.workingDays ?? usualDays, countsOpening: false }}
        onFinish={onOpen}
      >
        <DateItem name="startsOn" label={t('publicity.screen.startsOn')} />
        <Form.Item
          name="workingDays"
          label={t('publicity.screen.workingDays')}
          extra={rule ? t('publicity.screen.byRule', { article: rule.article, days: rule.workingDays }) : t('publicity.screen.noRule')}
          rules={required(t('publicity.screen.daysNeeded'))}
        >
          <InputNumber min={1} max={250} precision={0} className="points-input" />
        </Form.Item>
        <TickItem name="countsOpening" label={t('publicity.screen.countsOpening')} about={t('publicity.screen.countsOpeningAbout')} />
      </ActionForm>
      {whole ? <Preview terms={{ startsOn, workingDays, countsOpening }} onCalendar={onCalendar} /> : null}
    </div>
  );
}

function Preview({ terms, onCalendar }: { terms: Terms; onCalendar: (year: number) => void }) {
  const { t } = useTranslation();
  // 250 working days reach into the next year but one
  const first = Number(terms.startsOn.slice(0, 4));
  const calendar = useCalendar(yearsBetween(terms.startsOn, `${first + 2}`));
  if (!calendar) return null;
  const period = publicityPeriod(
    { opensOn: terms.startsOn, workingDays: terms.workingDays, countsOpening: terms.countsOpening },
    workedBy(calendar),
  );
  return (
    <section className="section" aria-label={t('publicity.screen.days')}>
      <p className="lead">{t('publicity.period', { days: terms.workingDays, opensOn: period.opensOn, closesOn: period.closesOn ?? '' })}</p>
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
