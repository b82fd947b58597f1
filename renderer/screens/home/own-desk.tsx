/** 工作台 of a member of the panel: how far the own work is, what is next, and the own parks. */
import { useTranslation } from 'react-i18next';
import type { Output, Person, Round } from '../../../domain/contract/api.ts';
import { useQuery } from '../../state/queries.ts';
import { addressOf, type Place } from '../../state/route.ts';
import { Page, Ready, Section } from '../../ui/page.tsx';
import { showTime } from '../../ui/words.ts';
import { NextList } from './next-list.tsx';
import { DeclarationTable } from './declaration-table.tsx';
import { ownNext, ownSteps, type OwnStep } from './own.ts';

const placeOf: Readonly<Record<OwnStep['step'], Place>> = { declare: 'scoring', score: 'scoring', visit: 'visits', return: 'exchange' };

export function OwnDesk({ roundId, personId }: { roundId: string; personId: string }) {
  const round = useQuery('rounds.get', { roundId });
  const people = useQuery('panel.list', { roundId });
  const person = people.value?.find((one) => one.personId === personId);
  return (
    <Ready answer={round}>
      {(value) => <Ready answer={people}>{() => (person ? <Desk round={value} person={person} /> : null)}</Ready>}
    </Ready>
  );
}

function Desk({ round, person }: { round: Round; person: Person }) {
  const { t } = useTranslation();
  const { roundId } = round;
  const { personId, role, asked } = person;
  const files = useQuery('exchange.list', { roundId });
  const visits = useQuery('visits.list', { roundId });
  const choices = useQuery('exchange.conflicts', { roundId, personId });
  const seats = useQuery('conflicts.list', asked ? { personId } : null);
  return (
    <Page title={round.name} about={t('window.home.about', { scheme: round.schemeTitle, on: round.appliedOn })}>
      <Ready answer={files}>
        {(exchanged) => (
          <Ready answer={visits}>
            {(heads) => (
              <>
                <OwnSteps steps={ownSteps(person, heads, exchanged)} />
                <NextList items={ownNext(person, heads, exchanged, choices.value?.length ?? 0)} />
                {asked ? <DeclarationTable personId={personId} seats={seats.value ?? []} /> : null}
                {role === 'visitor' ? <OwnVisits visits={heads} /> : null}
              </>
            )}
          </Ready>
        )}
      </Ready>
    </Page>
  );
}

function OwnSteps({ steps }: { steps: readonly OwnStep[] }) {
  const { t } = useTranslation();
  return (
    <nav className="plane plane-pad" aria-label={t('window.home.steps')}>
      <ol className="bare-list own-steps">
        {steps.map(({ step, done, of, at }) => (
          <li key={step} data-step={step}>
            <a href={addressOf(placeOf[step])} className={of > 0 && done >= of ? 'verified' : ''}>
              <strong>{t(`window.own.step.${step}`)}</strong>
              <span className="figures quiet">
                {step === 'return'
                  ? at === undefined
                    ? t('window.own.notReturned')
                    : t('window.own.returned', { at: showTime(at) })
                  : t('window.home.stepCount', { done, of })}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function OwnVisits({ visits }: { visits: Output<'visits.list'> }) {
  const { t } = useTranslation();
  if (visits.length === 0) return null;
  const inOrder = [...visits].sort((a, b) => Number(a.closedAt !== null) - Number(b.closedAt !== null));
  return (
    <Section title={t('window.own.visits', { count: visits.length })}>
      <ul className="plane bare-list next-list">
        {inOrder.map(({ visitId, parkName, visitedOn, closedAt }) => (
          <li key={visitId}>
            <a className="row-between next-words" href={addressOf('visits', visitId)}>
              {parkName}
              <span className="quiet figures">
                {visitedOn} {t(closedAt === null ? 'visits.going' : 'visits.closed')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
