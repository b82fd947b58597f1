/** Objective criteria on which experts differ, and parks of which two laptops say different things: nothing is signed before they are settled, and here is the way there. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TallyOverview } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { showPoints } from '../../ui/words.ts';
import { SmallButton } from '../../ui/buttons.tsx';

type Blocked = TallyOverview['blocked'][number];

interface Props {
  blocked: TallyOverview['blocked'];
  nameOf: (personId: string) => string;
  /** who sits here; null is the secretary, who alone hands sheets back */
  mine: string | null;
}

export function BlockedList({ blocked, nameOf, mine }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ applicationId: string; personId: string } | null>(null);
  const task = useMutation();
  const parks = [...Map.groupBy(blocked, ({ applicationId }) => applicationId).values()];
  const handBack = async (reason: string): Promise<void> => {
    if (asked && (await task.run(() => call('scores.reopen', { ...asked, cause: 'objectiveDiffers', reason })))) setAsked(null);
  };
  return (
    <ul className="plane plain-list plane-pad-across">
      {parks.map((items) => (
        <li key={items[0]?.applicationId} className="stack">
          <strong>{items[0]?.parkName}</strong>
          {items.map((item) => (
            <Item key={item.text} item={item} nameOf={nameOf} />
          ))}
          {whoScored(items).length === 0 ? null : mine === null ? (
            <div className="row">
              <span className="quiet">{t('tally.screen.blocked.handBack')}</span>
              {whoScored(items).map((personId) => (
                <SmallButton
                  key={personId}
                  act={nameOf(personId)}
                  name={t('tally.screen.blocked.handBackOf', { name: nameOf(personId), park: items[0]?.parkName ?? '' })}
                  disabled={task.busy}
                  onClick={() => setAsked({ applicationId: items[0]?.applicationId ?? '', personId })}
                />
              ))}
            </div>
          ) : (
            <span>
              <a href={addressOf('scoring', items[0]?.applicationId)}>{t('tally.screen.blocked.own')}</a>
            </span>
          )}
          {asked && asked.applicationId === items[0]?.applicationId ? (
            <ReasonForm
              key={asked.personId}
              question={t('tally.screen.blocked.why', { name: nameOf(asked.personId) })}
              about={t('tally.reopen.objectiveDiffers')}
              press={t('tally.screen.blocked.now')}
              task={task}
              onReason={(reason) => void handBack(reason)}
              onCancel={() => setAsked(null)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Everybody who scored one of the criteria, each once. */
function whoScored(items: readonly Blocked[]): string[] {
  return [...new Set(items.flatMap(({ scores }) => scores.map(({ personId }) => personId)))];
}

function Item({ item, nameOf }: { item: Blocked; nameOf: (personId: string) => string }) {
  const { t } = useTranslation();
  if (item.reason === 'choices-open') {
    return (
      <span className="row-between">
        <span>{item.text}</span>
        <a href={addressOf('exchange')}>{t('tally.screen.toExchange')}</a>
      </span>
    );
  }
  const given = [...Map.groupBy(item.scores, ({ points100 }) => points100)].toSorted(([a], [b]) => b - a);
  return (
    <span>
      {`${item.criterionId ?? ''} ${item.criterion ?? ''}`}{' '}
      <span className="quiet">
        {given
          .map(([points100, of]) =>
            t('tally.screen.blocked.given', {
              points: showPoints(points100),
              names: of.map(({ personId }) => nameOf(personId)).join(t('common.comma')),
            }),
          )
          .join(t('shortlist.and'))}
      </span>
    </span>
  );
}
