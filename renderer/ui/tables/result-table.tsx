import { useTranslation } from 'react-i18next';
import type { TallyAnswer } from '../../../domain/contract/api.ts';
import { addressOf } from '../../state/route.ts';

type Park = NonNullable<TallyAnswer['grading']>['parks'][number];

/** Every park with its points, its grade, and what that does to its title. */
export function ResultTable({ parks }: { parks: readonly Park[] }) {
  const { t } = useTranslation();
  return (
    <div className="plane scroll-across">
      <table className="plain-table result-table" aria-label={t('titles.results.grades')}>
        <thead>
          <tr>
            <th scope="col">{t('applications.list.park')}</th>
            <th scope="col" className="number">
              {t('tally.screen.total')}
            </th>
            <th scope="col">{t('tally.grading.grade')}</th>
            <th scope="col">{t('titles.results.consequence')}</th>
          </tr>
        </thead>
        <tbody>
          {parks.map((park) => (
            <tr key={park.applicationId}>
              <th scope="row">
                <a href={addressOf('packages', park.applicationId)}>{park.parkName}</a>
              </th>
              <td className="number">{park.total ?? '—'}</td>
              <td>
                {park.label ?? '—'}
                {park.vetoed ? <span className="veto-mark">{t('eligibility.veto')}</span> : null}
              </td>
              <td className={park.consequence === 'keeps' ? undefined : 'wants'}>{park.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
