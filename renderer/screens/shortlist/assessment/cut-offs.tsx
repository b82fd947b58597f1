import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDate } from '../../../../domain/numbers/days.ts';
import { Section } from '../../../ui/page.tsx';

interface Grade {
  id: string;
  label: string;
  /** points */
  from: string;
}

interface Props {
  grades: readonly Grade[];
  /** YYYY-MM-DD; '' where none is set */
  noticeOn: string;
  closed: boolean;
  busy: boolean;
  onKeep: (change: { from: Record<string, string>; noticeOn?: string }) => void;
}

/** 分数线: the points from which each grade is given; the lowest begins at 0. The button shows while something differs. */
export function CutOffs({ grades, noticeOn, closed, busy, onKeep }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [day, setDay] = useState(noticeOn);
  const differs = day !== noticeOn || grades.some((grade) => typed[grade.id] !== undefined && typed[grade.id] !== grade.from);
  const dayRight = day === '' || isDate(day);
  const from = Object.fromEntries(grades.slice(0, -1).map((grade) => [grade.id, typed[grade.id] ?? grade.from]));
  return (
    <Section className="no-print" title={t('titles.cutOffs.title')}>
      <div className="row cut-offs">
        {grades.map((grade, at) => (
          <label key={grade.id} className="row">
            <span>{grade.label}</span>
            {at === grades.length - 1 ? (
              <span className="quiet">{t('titles.cutOffs.rest')}</span>
            ) : (
              <InputNumber<string>
                stringMode
                disabled={closed}
                aria-label={t('titles.cutOffs.from', { grade: grade.label })}
                className="points-input"
                min="0"
                max="100"
                step="1"
                value={typed[grade.id] ?? grade.from}
                onChange={(points) => setTyped((before) => ({ ...before, [grade.id]: plain(points ?? '0') }))}
              />
            )}
          </label>
        ))}
        <label className="row">
          <span>{t('titles.cutOffs.noticeOn')}</span>
          <Input
            disabled={closed}
            inputMode="numeric"
            maxLength={10}
            className="date-input"
            status={dayRight ? '' : 'error'}
            value={day}
            onChange={({ target: { value } }) => setDay(value.trim())}
          />
        </label>
        {differs && !closed ? (
          <Button loading={busy} disabled={!dayRight} onClick={() => onKeep({ from, ...(day === '' ? {} : { noticeOn: day }) })}>
            {t('titles.cutOffs.keep')}
          </Button>
        ) : null}
      </div>
      <p className="quiet">{t('titles.cutOffs.about')}</p>
    </Section>
  );
}

/** Points without zeros that say nothing: "85.50" → "85.5". */
function plain(points: string): string {
  return points.includes('.') ? points.replace(/0+$/, '').replace(/\.$/, '') : points;
}
