/** The task lists of a round whose rule book is one: a list for each zone, wide, and printable as it stands. */
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { Ready } from '../../ui/page.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { ChecklistPanel } from '../../ui/checklist/checklist.tsx';
import type { MatrixPark } from './matrix-types.ts';

interface Props {
  round: string;
  parks: readonly MatrixPark[];
  onOpen: (applicationId: string, conditionId: string) => void;
}

export function Checklists({ round, parks, onOpen }: Props) {
  return (
    <>
      <p className="print-only lead">{round}</p>
      {parks.map((park) => (
        <OneList key={park.applicationId} park={park} onTarget={(conditionId) => onOpen(park.applicationId, conditionId)} />
      ))}
    </>
  );
}

function OneList({ park: { applicationId, parkName, overall }, onTarget }: { park: MatrixPark; onTarget: (conditionId: string) => void }) {
  const { t } = useTranslation();
  const application = useQuery('applications.get', { applicationId });
  const { value: evaluation } = useQuery('eligibility.evaluate', { applicationId });
  return (
    <section className="section">
      <div className="row-between">
        <h2 className="part-title">
          {parkName} <Verdict verdict={overall} />
        </h2>
        <a className="no-print" href={addressOf('packages', applicationId)}>
          {t('eligibility.screen.openPark')}
        </a>
      </div>
      {evaluation ? <p className="quiet">{evaluation.because}</p> : null}
      <Ready answer={application}>
        {(value) =>
          evaluation?.checklist ? (
            <ChecklistPanel application={value} checklist={evaluation.checklist} conditions={evaluation.conditions} onTarget={onTarget} />
          ) : null
        }
      </Ready>
    </section>
  );
}
