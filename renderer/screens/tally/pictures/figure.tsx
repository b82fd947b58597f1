import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShapes, type FigureName, type Shape } from './shapes.ts';
import { Section } from '../../../ui/page.tsx';

interface Props {
  name: FigureName;
  /** how it is computed, where that is not as its name says */
  how?: string;
  /** what can be chosen about it */
  choice?: ReactNode;
  chart: () => ReactNode;
  table: () => ReactNode;
}

/** A picture with its sentence, the same as a table, and how it is computed. */
export function Figure({ name, how, choice, chart, table }: Props) {
  const { t } = useTranslation();
  const { shapes, showAs } = useShapes();
  const shape = shapes[name];
  return (
    <Section
      region
      title={t(`tally.screen.${name}.title`)}
      about={t(`tally.screen.${name}.about`)}
      beside={
        <span className="row">
          {choice}
          <Segmented<Shape>
            size="small"
            aria-label={t('tally.screen.shapeOf', { figure: t(`tally.screen.${name}.title`) })}
            value={shape}
            onChange={(next) => showAs(name, next)}
            options={[
              { value: 'chart', label: t('tally.screen.asChart') },
              { value: 'table', label: t('tally.screen.asTable') },
            ]}
          />
        </span>
      }
    >
      <div className="plane clipped">{shape === 'chart' ? chart() : table()}</div>
      <details className="details">
        <summary>{t('tally.screen.how')}</summary>
        <p className="quiet flush">{how ?? t(`tally.screen.${name}.how`)}</p>
      </details>
    </Section>
  );
}
