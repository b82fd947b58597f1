/** 评审阶段: where each stands, who judges it, and the acts that begin and end it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Round } from '../../../../domain/contract/api.ts';
import type { StageView } from '../../../../domain/contract/stages.ts';
import { useQuery } from '../../../state/queries.ts';
import { SmallButton } from '../../../ui/buttons.tsx';
import { Section } from '../../../ui/page.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';
import { MembersDrawer } from './members-drawer.tsx';
import { EndDrawer } from './end-drawer.tsx';
import { OpenDrawer } from './open-drawer.tsx';

interface Asked {
  act: 'open' | 'close' | 'reopen' | 'members';
  stage: StageView;
}

export function Stages({ round, people }: { round: Round; people: readonly Person[] }) {
  const { t } = useTranslation();
  const { roundId } = round;
  const stages = useQuery('stages.list', { roundId }).value ?? [];
  const [asked, setAsked] = useState<Asked | null>(null);
  if (stages.length === 0) return null;
  const close = (): void => setAsked(null);
  const acts = (stage: StageView): Asked['act'][] => {
    if (round.state !== 'scoring') return round.state === 'preparing' ? ['members'] : [];
    const next = { waiting: 'open', open: 'close', closed: 'reopen' } as const;
    return stage.state === 'closed' ? [next[stage.state]] : ['members', next[stage.state]];
  };
  const before = stages[stages.findIndex(({ key }) => key === asked?.stage.key) - 1] ?? null;
  return (
    <Section region title={t('stages.title')} about={t('stages.about')}>
      <div className="plane clipped">
        <Figures
          name={t('stages.title')}
          rows={stages}
          rowKey={(stage) => stage.key}
          rowProps={(stage) => ({ 'data-stage': stage.key })}
          columns={[
            { title: t('stages.name'), head: true, cell: (stage) => stage.name },
            { title: t('stages.weight'), number: true, cell: (stage) => stage.weight },
            { title: t('stages.maximum'), number: true, cell: (stage) => stage.maximum },
            {
              title: t('stages.judges'),
              cell: (stage) =>
                stage.members.length === 0 ? (
                  <span className="wants">{t('stages.nobody')}</span>
                ) : (
                  stage.members.map(({ name }) => name).join(t('common.comma'))
                ),
            },
            { title: t('stages.state'), cell: (stage) => t(`stages.state.${stage.state}`) },
            { title: t('panel.submitted'), number: true, cell: (stage) => `${stage.submitted} / ${stage.due}` },
            {
              title: t('stages.acts'),
              unseen: true,
              cell: (stage) => (
                <span className="acts">
                  {acts(stage).map((act) => (
                    <SmallButton key={act} act={t(`stages.act.${act}`)} of={stage.name} onClick={() => setAsked({ act, stage })} />
                  ))}
                </span>
              ),
            },
          ]}
          below={(stage) => (stage.admission === null && stage.unseated.length === 0 ? null : <Remarks stage={stage} />)}
        />
      </div>
      {asked?.act === 'open' ? <OpenDrawer roundId={roundId} stage={asked.stage} before={before} onClose={close} /> : null}
      {asked?.act === 'close' || asked?.act === 'reopen' ? (
        <EndDrawer key={asked.act} roundId={roundId} act={asked.act} stage={asked.stage} onClose={close} />
      ) : null}
      {asked?.act === 'members' ? <MembersDrawer stage={asked.stage} stages={stages} people={people} onClose={close} /> : null}
    </Section>
  );
}

/** Who did not pass and why, and where nobody sits to judge. */
function Remarks({ stage }: { stage: StageView }) {
  const { t } = useTranslation();
  const { admission, out, unseated } = stage;
  return (
    <ul className="plain-list raw">
      {admission === null ? null : <li>{admission}</li>}
      {out.map(({ applicationId, parkName, figure, rank }) => (
        <li key={applicationId}>
          {figure === null || rank === null
            ? t('stages.outUnscored', { park: parkName })
            : t('stages.outScored', { park: parkName, figure, rank })}
        </li>
      ))}
      {unseated.length === 0 ? null : (
        <li className="wants">{t('stages.unseated', { parks: unseated.map(({ parkName }) => parkName).join(t('common.comma')) })}</li>
      )}
    </ul>
  );
}
