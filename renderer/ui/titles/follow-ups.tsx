/** 复核: for every assessment round with parks under 整改 the way to the round that takes them over. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { FollowUpDrawer } from './follow-up-drawer.tsx';
import type { Title } from '../../../domain/contract/api.ts';
import { Notice } from '../page.tsx';

interface Round {
  roundId: string;
  name: string;
  followUpOf: string | null;
}

interface Waiting {
  roundId: string;
  name: string;
  parks: readonly string[];
  /** the round that reviews them again, where there is one */
  next: Round | undefined;
}

/** The parks under 整改 by the round that put them there. */
function waitingOf(titles: readonly Title[], rounds: readonly Round[]): Waiting[] {
  return rounds.flatMap(({ roundId, name }) => {
    const parks = titles.filter(
      (one) =>
        (one.state === 'rectifying' || one.state === 'overdue') &&
        one.history.findLast((event) => event.kind === 'rectify')?.roundId === roundId,
    );
    return parks.length === 0
      ? []
      : [{ roundId, name, parks: parks.map((one) => one.parkName), next: rounds.findLast((one) => one.followUpOf === roundId) }];
  });
}

export function FollowUps({ titles }: { titles: readonly Title[] }) {
  const { t } = useTranslation();
  const rounds = useQuery('rounds.list', {});
  const [opening, setOpening] = useState<Waiting | null>(null);
  const openRound = useSession((now) => now.openRound);
  const enter = (roundId: string): void => {
    openRound(roundId);
    go('home');
  };
  return (
    <>
      {waitingOf(titles, rounds.value ?? []).map((one) => {
        const { next } = one;
        const params = { round: one.name, count: one.parks.length, parks: one.parks.join(t('common.comma')) };
        return (
          <Notice
            key={one.roundId}
            className="no-print"
            title={next ? t('titles.followUp.there', { ...params, next: next.name }) : t('titles.followUp.waiting', params)}
            action={
              next ? (
                <Button onClick={() => enter(next.roundId)}>{t('titles.followUp.goThere')}</Button>
              ) : (
                <Button onClick={() => setOpening(one)}>{t('titles.followUp.open')}</Button>
              )
            }
          />
        );
      })}
      <FollowUpDrawer round={opening} onClose={() => setOpening(null)} />
    </>
  );
}
