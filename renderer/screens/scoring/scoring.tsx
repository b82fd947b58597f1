/** 评分: an expert's desk, or for the secretary how far everybody is. */
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../state/answers.ts';
import { useSession } from '../../state/session.ts';
import { Ready } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { Desk } from './desk.tsx';
import { Overview } from './overview.tsx';

export function ScoringScreen({ roundId, applicationId }: { roundId: string; applicationId: string | null }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  const round = useAnswer('rounds.get', { roundId });
  const people = useAnswer('panel.list', { roundId });
  return (
    <Ready answer={round}>
      {(value) => {
        const person = people.value?.find((one) => one.personId === personId);
        if (person) return <Desk key={person.personId} round={value} person={person} applicationId={applicationId} />;
        return (
          <Page title={t('window.place.scoring')} about={t('window.scoring.about')}>
            <Ready answer={people}>{(all) => <Overview round={value} people={all} />}</Ready>
          </Page>
        );
      }}
    </Ready>
  );
}
