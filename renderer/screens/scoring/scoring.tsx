/** 评分: an expert's desk, or for the secretary how far everybody is. */
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Round } from '../../../domain/contract/api.ts';
import { partOfJudge } from '../../../domain/rubric/leaves.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { addressOf } from '../../state/route.ts';
import { Blank, Page, Ready } from '../../ui/page.tsx';
import { GridScreen } from './paper/grid.tsx';
import { gridPerson } from './paper/address.ts';
import { ScoringWorkspace } from './workspace/workspace.tsx';
import { Overview } from './overview.tsx';

/** The round with the part of its rubric that is for this member to score: of the visit team what is seen on site, of the others the rest; of stages the own one. */
function Asked({ round, person, children }: { round: Round; person: Person; children: (round: Round) => ReactNode }) {
  const { role } = person;
  const stage = person.stage?.key ?? null;
  const asked = useMemo(() => ({ ...round, rubric: round.rubric && partOfJudge(round.rubric, { role, stage }) }), [round, role, stage]);
  return children(asked);
}

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
                  <Asked round={value} person={expert}>
                    {(round) => <GridScreen key={typing} round={round} person={expert} />}
                  </Asked>
                ) : (
                  <Blank sentence={t('scores.grid.notYours')} button={t('scores.grid.back')} href={addressOf('scoring')} />
                )
              }
            </Ready>
          );
        }
        if (person)
          return (
            <Asked round={value} person={person}>
              {(round) => <ScoringWorkspace key={person.personId} round={round} person={person} applicationId={applicationId} />}
            </Asked>
          );
        return (
          <Page title={t('window.place.scoring')} about={t('scores.about')}>
            <Ready answer={people}>{(all) => <Overview round={value} people={all} />}</Ready>
          </Page>
        );
      }}
    </Ready>
  );
}
