import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { Section } from '../../ui/page.tsx';
import { VoteForm } from './vote-form.tsx';

type Park = Output<'deliberation.park'>;
type Vote = Park['votes'][number];

/** The votes on an applicant; that on its listing can be cast here, corrected and taken back, each for a reason. */
export function Votes({ park }: { park: Park }) {
  const { t } = useTranslation();
  const { applicationId, votes, sealed } = park;
  const [doing, setDoing] = useState<'correct' | 'takeBack' | null>(null);
  const task = useMutation();
  const listing = votes.find(({ question }) => question === '');
  const run = (work: () => Promise<unknown>): void => void task.run(work).then((done) => (done ? setDoing(null) : undefined));
  return (
    <Section region title={t('deliberation.screen.votes')} about={t(`deliberation.screen.ballot.${park.rule.ballot}`)}>
      {votes.map((vote) => (
        <VoteLines key={vote.question} vote={vote} />
      ))}
      {listing && !sealed && doing === null ? (
        <div className="row">
          <SmallButton act={t('deliberation.screen.correct')} onClick={() => setDoing('correct')} />
          <SmallButton act={t('deliberation.screen.takeBack')} onClick={() => setDoing('takeBack')} />
        </div>
      ) : null}
      {doing === 'takeBack' ? (
        <ReasonForm
          question={t('deliberation.screen.whyTakeBack')}
          press={t('deliberation.screen.takeBack')}
          task={task}
          onReason={(reason) => run(() => call('deliberation.takeBack', { applicationId, reason }))}
          onCancel={() => setDoing(null)}
        />
      ) : null}
      {!sealed && (!listing || doing === 'correct') ? (
        <VoteForm
          park={park}
          again={listing !== undefined}
          task={task}
          onCast={(cast) => run(() => call('deliberation.vote', { applicationId, ...cast }))}
        />
      ) : null}
    </Section>
  );
}

function VoteLines({ vote: { text, ballots, absent, reason, flaw } }: { vote: Vote }) {
  const { t } = useTranslation();
  const names = (of: string, people: readonly { readonly name: string }[]): string[] =>
    people.length === 0 ? [] : [t(`deliberation.named.${of}`, { names: people.map(({ name }) => name).join(t('common.comma')) })];
  const named = [
    ...(ballots === null
      ? []
      : (['agree', 'against', 'abstain'] as const).flatMap((answer) =>
          names(
            answer,
            ballots.filter(({ vote }) => vote === answer),
          ),
        )),
    ...names('absent', absent),
  ];
  return (
    <div className="stack">
      <p className="flush">{text}</p>
      {named.length > 0 ? <p className="raw flush">{named.join(t('shortlist.and'))}</p> : null}
      {reason === null ? null : <p className="raw flush">{t('deliberation.line.corrected', { reason })}</p>}
      {flaw === null ? null : <p className="wants flush">{flaw}</p>}
    </div>
  );
}
