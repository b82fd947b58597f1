import { useTranslation } from 'react-i18next';
import type { Derivation as Park } from '../../../domain/contract/api.ts';
import { showPoints } from '../../ui/words.ts';
import { Figures } from '../../ui/tables/figures.tsx';

/** 怎么算的: every raw score, which were dropped, and each step to the total, to be checked by hand. */
export function Derivation({ derivation, nameOf }: { derivation: Park; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  return (
    <div className="scroll-across">
      <Figures
        name={t('tally.screen.how')}
        rows={derivation.criteria}
        rowKey={(line) => line.criterionId}
        columns={[
          { title: t('tally.screen.criterion'), head: true, cell: (line) => `${line.criterionId} ${line.name}` },
          ...derivation.experts.map((personId, at) => ({
            title: nameOf(personId),
            number: true,
            cell: (line: Park['criteria'][number]) =>
              asks(derivation, line, personId) ? <Mark points100={line.points100[at] ?? null} mark={line.marks[at] ?? 'kept'} /> : '',
          })),
          { title: t('tally.screen.keptSum'), number: true, cell: (line) => showPoints(line.keptSum100) },
          { title: t('tally.screen.keptCount'), number: true, cell: (line) => line.keptCount },
          {
            title: t('tally.screen.mean'),
            number: true,
            cell: ({ mean, rounded }) => (rounded === null || Number(rounded) === Number(mean) ? mean : `${mean} ≈ ${rounded}`),
          },
          {
            title: t(derivation.stages ? 'stages.counts' : 'tally.screen.counted'),
            number: true,
            cell: ({ weight, weighted }) => (weight === '1' ? weighted : `× ${weight} = ${weighted}`),
          },
        ]}
        foot={{ title: t('tally.screen.total'), figure: <strong>{derivation.total}</strong> }}
      />
      <p className="raw">{t(derivation.stages ? 'stages.howAbout' : 'tally.screen.howAbout')}</p>
      {derivation.stages ? <StageFigures stages={derivation.stages} /> : null}
      {derivation.beside ? <Beside beside={derivation.beside} /> : null}
    </div>
  );
}

/** Whether a criterion is asked of a member: of stages only of those who judge its own. */
function asks({ stages }: Park, { stage }: Park['criteria'][number], personId: string): boolean {
  return stages?.some(({ key, experts }) => key === stage && experts.includes(personId)) ?? true;
}

/** 分阶段: what each stage comes to in points of its own, and what of it counts. */
function StageFigures({ stages }: { stages: NonNullable<Park['stages']> }) {
  const { t } = useTranslation();
  return (
    <ul className="plain-list raw" aria-label={t('stages.title')}>
      {stages.map(({ key, ...stage }) => (
        <li key={key}>
          {t('stages.counted', {
            stage: stage.name,
            figure: stage.figure,
            maximum: stage.maximum,
            weight: stage.weight,
            weighted: stage.weighted,
          })}
        </li>
      ))}
    </ul>
  );
}

/** 加分、扣分: what each group beside the hundred comes to, what of it counts, and the bounds of the total. */
function Beside({ beside }: { beside: NonNullable<Park['beside']> }) {
  const { t } = useTranslation();
  const { within, groups, floor100, ceiling100 } = beside;
  return (
    <ul className="plain-list raw" aria-label={t('tally.screen.beside')}>
      {within === null ? null : <li>{t('tally.screen.within', { points: within })}</li>}
      {groups.map(({ criterionId, name, counts, cap100, sum, counted }) => (
        <li key={criterionId}>
          {sum === null || counted === null
            ? t(`tally.screen.besideSheet.${counts}`, { name, cap: showPoints(cap100) })
            : t(`tally.screen.besideGroup.${counts}`, { name, cap: showPoints(cap100), sum, counted })}
        </li>
      ))}
      <li>
        {ceiling100 === null
          ? t('reports.rules.floor', { floor: showPoints(floor100) })
          : t('reports.rules.bounds', { floor: showPoints(floor100), ceiling: showPoints(ceiling100) })}
      </li>
    </ul>
  );
}

/** A score with what became of it: dropped ones struck through. */
export function Mark({ points100, mark }: { points100: number | null; mark: Park['criteria'][number]['marks'][number] }) {
  const { t } = useTranslation();
  if (points100 === null) return <span className="quiet">{t('tally.mark.absent')}</span>;
  if (mark === 'kept') return <>{showPoints(points100)}</>;
  return (
    <del className="quiet" title={t(`tally.mark.${mark}`)}>
      {showPoints(points100)}
    </del>
  );
}
