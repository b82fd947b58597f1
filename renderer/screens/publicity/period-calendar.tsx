/** The days of a publicity week by week: which count and as which, which do not and why. */
import { useTranslation } from 'react-i18next';
import { dateOf, dayNumber, weekday } from '../../../domain/numbers/days.ts';
import type { PublicityPeriod } from '../../../domain/shortlist/publicity.ts';
import type { CalendarYear } from './working-days.ts';

type Period = Pick<PublicityPeriod, 'opensOn' | 'closesOn' | 'days' | 'assumed' | 'suspensions'>;

interface Props {
  period: Period;
  calendar: ReadonlyMap<number, CalendarYear>;
  /** YYYY-MM-DD */
  today: string;
}

interface Day {
  readonly date: string;
  readonly kind: 'counted' | 'off' | 'suspended' | 'outside';
  /** words below the date */
  readonly words: readonly string[];
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

export function PeriodCalendar({ period, calendar, today }: Props) {
  const { t } = useTranslation();
  const last = period.closesOn ?? period.days.at(-1) ?? period.opensOn;
  const start = dayNumber(period.opensOn);
  const from = start - weekday(start) + 1;
  const until = dayNumber(last) + 7 - weekday(dayNumber(last));
  const weeks = Array.from({ length: (until - from + 1) / 7 }, (_, week) => weekdays.map((day) => dateOf(from + 7 * week + day - 1)));
  const dayOf = (date: string): Day => {
    const at = period.days.indexOf(date);
    const year = calendar.get(Number(date.slice(0, 4)));
    const holiday = year?.holidays.find((one) => one.date === date);
    const makeUp = year?.workdays.some((one) => one.date === date) ?? false;
    const notes = [
      ...(date === period.opensOn ? [t('publicity.screen.day.opens')] : []),
      ...(at >= 0 ? [t('publicity.screen.day.counted', { number: at + 1 })] : []),
      ...(makeUp ? [t('publicity.screen.day.makeUp')] : []),
      ...(holiday ? [holiday.name ?? t('publicity.screen.day.holiday')] : []),
      ...(date === period.closesOn ? [t('publicity.screen.day.closes')] : []),
      ...(date === today ? [t('publicity.screen.day.today')] : []),
    ];
    if (at >= 0)
      return { date, kind: 'counted', words: period.assumed.includes(date) ? [...notes, t('publicity.screen.day.assumed')] : notes };
    if (date < period.opensOn || date > last) return { date, kind: 'outside', words: notes };
    if (period.suspensions.some((one) => one.from <= date && (one.resumedOn === null || date < one.resumedOn)))
      return { date, kind: 'suspended', words: [...notes, t('publicity.screen.day.suspended')] };
    return { date, kind: 'off', words: notes.length > 0 ? notes : [t('publicity.screen.day.weekend')] };
  };
  return (
    <div className="scroll-across">
      <table className="plain-table calendar" aria-label={t('publicity.screen.days')}>
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col">
                {t(`publicity.screen.weekday.${day}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map(dayOf).map((day) => (
                <td key={day.date} className={`calendar-day calendar-${day.kind}`} data-date={day.date}>
                  <span className="calendar-date">
                    {day.date.endsWith('-01') || day.date === week[0] ? day.date.slice(5) : day.date.slice(8)}
                  </span>
                  {day.words.map((words) => (
                    <span key={words} className="calendar-words">
                      {words}
                    </span>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
