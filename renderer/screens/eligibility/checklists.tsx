/** The task lists of a round whose rule book is one: a list for each zone, wide, and printable as it stands. */
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { Ready } from '../../ui/page.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { ChecklistPanel } from '../../ui/checklist/checklist.tsx';
import type { Judged } from './judged.ts';

interface Props {
  round: string;
  judged: readonly Judged[];
  onOpen: (applicationId: string, conditionId: string) => void;
}

export function Checklists({ round, judged, onOpen }: Props) {
  return (
    <>
      <p className="print-only lead">{round}</p>
      {judged.map((one) => (
        <OneList key={one.row.applicationId} judged={one} onTarget={(conditionId) => onOpen(one.row.applicationId, conditionId)} />
      ))}
    </>
  );
}

function OneList({ judged: { row, evaluation }, onTarget }: { judged: Judged; onTarget: (conditionId: string) => void }) {
  const { t } = useTranslation();
  const application = useQuery('applications.get', { applicationId: row.applicationId });
  return (
    <section className="section">
      <div className="row-between">
        <h2 className="part-title">
          {row.parkName} <Verdict verdict={row.overall} />
        </h2>
        <a className="no-print" href={addressOf('packages', row.applicationId)}>
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
