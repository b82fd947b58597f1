import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { showPoints } from '../../ui/words.ts';

type Park = TallyAnswer['derivation'][number];

/** 怎么算的: every raw score, which were dropped, and each step to the total, to be checked by hand. */
export function Derivation({ derivation, nameOf }: { derivation: Park; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  return (
    <div className="scroll-across">
      <table className="plain-table" aria-label={t('tally.screen.how')}>
        <thead>
          <tr>
            <th scope="col">{t('tally.screen.criterion')}</th>
            {derivation.experts.map((personId) => (
              <th key={personId} scope="col" className="number">
                {nameOf(personId)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('tally.screen.keptSum')}
            </th>
            <th scope="col" className="number">
              {t('tally.screen.keptCount')}
            </th>
            <th scope="col" className="number">
              {t('tally.screen.mean')}
            </th>
            <th scope="col" className="number">
              {t('tally.screen.counted')}
            </th>
          </tr>
        </thead>
        <tbody>
          {derivation.criteria.map((line) => (
            <tr key={line.criterionId}>
              <th scope="row">{`${line.criterionId} ${line.name}`}</th>
              {line.points100.map((points, at) => (
                <td key={derivation.experts[at]} className="number">
                  <Mark points100={points} mark={line.marks[at] ?? 'kept'} />
                </td>
              ))}
              <td className="number">{showPoints(line.keptSum100)}</td>
              <td className="number">{line.keptCount}</td>
              <td className="number">
                {line.rounded === null || Number(line.rounded) === Number(line.mean) ? line.mean : `${line.mean} ≈ ${line.rounded}`}
              </td>
              <td className="number">{line.weight === '1' ? line.weighted : `× ${line.weight} = ${line.weighted}`}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={derivation.experts.length + 4}>
              {t('tally.screen.total')}
            </th>
            <td className="number">
              <strong>{derivation.total}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="raw">{t('tally.screen.howAbout')}</p>
    </div>
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
