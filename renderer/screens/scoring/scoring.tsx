/** 评分: an expert's desk, or for the secretary how far everybody is. */
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { addressOf } from '../../state/route.ts';
import { Blank, Page, Ready } from '../../ui/page.tsx';
import { GridScreen } from './paper/grid.tsx';
import { gridPerson } from './paper/address.ts';
import { ScoringWorkspace } from './workspace/workspace.tsx';
import { Overview } from './overview.tsx';

export function ScoringScreen({ roundId, applicationId }: { roundId: string; applicationId: string | null }) {
  const { t } = useTranslation();
  const personId = useSession((now) => now.personId);
  const round = useQuery('rounds.get', { roundId });
  const people = useQuery('panel.list', { roundId });
  return (
    <Ready answer={round}>
      {(value) => {
        const person = people.value?.find((one) => one.personId === personId);
        const typing = gridPerson(applicationId);
        if (typing !== null) {
          const expert = people.value?.find((one) => one.personId === typing && (personId === null || personId === typing));
          return (
            <Ready answer={people}>
              {() =>
                expert ? (
                  <GridScreen key={typing} round={value} person={expert} />
                ) : (
                  <Blank sentence={t('scores.grid.notYours')} button={t('scores.grid.back')} href={addressOf('scoring')} />
                )
              }
            </Ready>
          );
        }
        if (person) return <ScoringWorkspace key={person.personId} round={value} person={person} applicationId={applicationId} />;
        return (
          <Page title={t('window.place.scoring')} about={t('scores.about')}>
            <Ready answer={people}>{(all) => <Overview round={value} people={all} />}</Ready>
          </Page>
        );
      }}
    </Ready>
  );
}
