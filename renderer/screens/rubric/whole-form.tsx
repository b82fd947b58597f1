/** 总分与说明: what is said of the rubric as a whole: the bounds of a total, and whose rubric it is. */
import { Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { Section } from '../../ui/page.tsx';
import { Setting } from './parts/setting.tsx';

interface Props {
  rubric: Rubric;
  frozen: boolean;
  onChange: (rubric: Rubric) => void;
}

/** Points as typed, in whole hundredths; an empty field is no bound. */
function bound(points: number | null): number | undefined {
  return points === null ? undefined : Math.round(points * 100);
}

export function WholeForm({ rubric, frozen, onChange }: Props) {
  const { t } = useTranslation();
  const { criteria, note, floor100, ceiling100 } = rubric;
  // a plain sum of 100 points needs no bounds; those that stand there can be taken off
  const bounded = criteria.some(({ counts }) => counts !== undefined) || floor100 !== undefined || ceiling100 !== undefined;
  // without its Chinese there is no note
  const say = (zh: string, en: string): void => onChange({ ...rubric, note: zh === '' ? undefined : { zh, ...(en === '' ? {} : { en }) } });
  return (
    <Section title={t('rubric.whole')} about={bounded ? t('rubric.boundsAbout') : undefined}>
      {bounded ? (
        <div className="rubric-figures">
          <Setting label={t('rubric.floor')}>
            <InputNumber
              disabled={frozen}
              aria-label={t('rubric.floor')}
              className="points-input"
              min={0}
              precision={2}
              placeholder="0"
              value={floor100 === undefined ? null : floor100 / 100}
              onChange={(points) => onChange({ ...rubric, floor100: bound(points) })}
            />
          </Setting>
          <Setting label={t('rubric.ceiling')}>
            <InputNumber
              disabled={frozen}
              aria-label={t('rubric.ceiling')}
              className="points-input"
              min={0.01}
              precision={2}
              placeholder={t('rubric.noCeiling')}
              value={ceiling100 === undefined ? null : ceiling100 / 100}
              onChange={(points) => onChange({ ...rubric, ceiling100: bound(points) })}
            />
          </Setting>
        </div>
      ) : null}
      <Setting label={t('rubric.note')}>
        <Input.TextArea
          disabled={frozen}
          aria-label={t('rubric.note')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={note?.zh ?? ''}
          onChange={({ target: { value } }) => say(value, note?.en ?? '')}
        />
      </Setting>
      <Setting label={t('rubric.noteEn')}>
        <Input.TextArea
          disabled={frozen || note === undefined}
          aria-label={t('rubric.noteEn')}
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={note?.en ?? ''}
          onChange={({ target: { value } }) => say(note?.zh ?? '', value)}
        />
      </Setting>
    </Section>
  );
}
