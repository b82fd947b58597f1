import { Button, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { voteAnswers, type VoteAnswer } from '../../../domain/deliberation/answers.ts';
import type { Input as Payload, Output } from '../../../domain/contract/api.ts';
import type { Mutation } from '../../state/mutation.ts';
import { Refused } from '../../ui/page.tsx';

type Park = Output<'deliberation.park'>;
type Cast = Pick<Payload<'deliberation.vote'>, 'ballots' | 'counts' | 'absent' | 'reason'>;

interface Props {
  park: Pick<Park, 'members' | 'rule'>;
  /** a vote stands: another takes its place for a reason */
  again: boolean;
  task: Mutation;
  onCast: (cast: Cast) => void;
}

const places = ['agree', 'against', 'abstain', 'absent'] as const;
type Place = VoteAnswer | 'absent';

/** One vote: each member's answer where it is open, counts alone where it is secret. */
export function VoteForm({ park: { members, rule }, again, task, onCast }: Props) {
  const { t } = useTranslation();
  const [placeOf, setPlaces] = useState<Readonly<Record<string, Place>>>({});
  const [counts, setCounts] = useState<Partial<Record<VoteAnswer, number>>>({});
  const [absent, setAbsent] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const voters = members.filter(({ recused }) => !recused);
  const away = members.filter(({ recused }) => recused);
  const isOpen = rule.ballot === 'open';
  const lacking = isOpen && voters.some(({ personId }) => placeOf[personId] === undefined);
  const cast = (): void =>
    onCast({
      ...(isOpen
        ? {
            ballots: voters.flatMap(({ personId }) => {
              const place = placeOf[personId];
              return place === undefined || place === 'absent' ? [] : [{ personId, vote: place }];
            }),
            absent: voters.flatMap(({ personId }) => (placeOf[personId] === 'absent' ? [personId] : [])),
          }
        : { counts: { agree: counts.agree ?? 0, against: counts.against ?? 0, abstain: counts.abstain ?? 0 }, absent }),
      ...(again && { reason: reason.trim() }),
    });
  return (
    <div className="stack">
      {isOpen ? (
        <>
          <ul className="stack plain-list">
            {voters.map(({ personId, name }) => (
              <li key={personId} className="row-between">
                <span>{name}</span>
                <Radio.Group
                  aria-label={name}
                  optionType="button"
                  size="small"
                  value={placeOf[personId] ?? null}
                  options={places.map((place) => ({ value: place, label: t(`deliberation.screen.place.${place}`) }))}
                  onChange={(event) => setPlaces({ ...placeOf, [personId]: event.target.value as Place })}
                />
              </li>
            ))}
          </ul>
          <div className="row">
            <Button size="small" onClick={() => setPlaces(Object.fromEntries(voters.map(({ personId }) => [personId, 'agree' as const])))}>
              {t('deliberation.screen.allAgree')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <div className="row">
            {voteAnswers.map((answer) => (
              <label key={answer} className="row">
                <span>{t(`deliberation.screen.place.${answer}`)}</span>
                <InputNumber
                  min={0}
                  precision={0}
                  value={counts[answer] ?? null}
                  aria-label={t(`deliberation.screen.place.${answer}`)}
                  onChange={(value) => setCounts({ ...counts, [answer]: value ?? 0 })}
                />
              </label>
            ))}
          </div>
          <label className="stack">
            <span>{t('deliberation.screen.absentWho')}</span>
            <Select
              mode="multiple"
              value={absent}
              aria-label={t('deliberation.screen.absentWho')}
              options={voters.map(({ personId, name }) => ({ value: personId, label: name }))}
              onChange={setAbsent}
            />
          </label>
        </>
      )}
      {away.length > 0 ? (
        <p className="quiet flush">{t('deliberation.screen.away', { names: away.map(({ name }) => name).join(t('common.comma')) })}</p>
      ) : null}
      {again ? (
        <label className="stack">
          <span>{t('deliberation.screen.whyAgain')}</span>
          <Input
            value={reason}
            maxLength={5000}
            aria-label={t('deliberation.screen.whyAgain')}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      ) : null}
      <Refused error={task.error} onClose={task.clear} />
      <div className="row">
        <Button type="primary" loading={task.busy} disabled={lacking || (again && reason.trim() === '')} onClick={cast}>
          {t(again ? 'deliberation.screen.correct' : 'deliberation.screen.cast')}
        </Button>
        {lacking ? <span className="quiet">{t('deliberation.screen.lacking')}</span> : null}
      </div>
    </div>
  );
}
