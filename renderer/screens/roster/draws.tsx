/** 抽取记录: every draw of the round, who was called in which order, and what each said; the next steps up for who cannot. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { SmallButton } from '../../ui/buttons.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { Refused, Section } from '../../ui/page.tsx';
import { Pair } from '../../ui/pair.tsx';
import { useIsPrinting } from '../../ui/printing.ts';
import { Figures } from '../../ui/tables/figures.tsx';
import { showTime } from '../../ui/words.ts';

/** Of a longer order those in reserve are folded: paper shows all. */
const longestOrder = 20;

type Draw = Output<'roster.draws'>[number];

export function Draws({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const draws = useQuery('roster.draws', { roundId }).value ?? [];
  const round = useQuery('rounds.get', { roundId }).value;
  if (draws.length === 0) return null;
  return (
    <Section
      region
      title={t('experts.draws')}
      beside={
        <Button className="no-print" onClick={() => window.print()}>
          {t('experts.draws.print')}
        </Button>
      }
    >
      <p className="print-only lead">{round?.name}</p>
      {draws.toReversed().map((draw) => (
        <OneDraw key={draw.drawId} draw={draw} />
      ))}
    </Section>
  );
}

function OneDraw({ draw }: { draw: Draw }) {
  const { t } = useTranslation();
  const { drawId, order, pool, size, role, seed, conditions } = draw;
  const [refusing, setRefusing] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  const isPrinting = useIsPrinting();
  const folds = order.length > longestOrder && !isWhole && !isPrinting;
  const rows = folds ? order.filter((one, at) => at < longestOrder || one.answer !== 'waiting') : order;
  const task = useMutation();
  const answer = (expertId: string, accepts: boolean, reason?: string): void =>
    void task
      .run(() => call('roster.answer', { drawId, expertId, accepts, ...(reason !== undefined && { reason }) }))
      .then((done) => (done ? setRefusing(null) : undefined));
  const title = t('experts.draws.title', { time: showTime(draw.at), pool, size, role: t(`common.role.${role}`) });
  return (
    <div className="stack">
      <p className="lead">{title}</p>
      <dl className="pairs raw">
        <Pair name={t('experts.draws.conditions')}>{conditions.join(t('common.comma')) || t('experts.draws.none')}</Pair>
        <Pair name={t('experts.draws.seed')} look="digest">
          {seed}
        </Pair>
      </dl>
      {refusing === null ? <Refused error={task.error} onClose={task.clear} /> : null}
      <Figures
        frame="plane clipped"
        name={title}
        rows={rows}
        rowKey={(one) => one.expertId}
        columns={[
          { title: t('experts.draws.no'), number: true, cell: (one) => order.indexOf(one) + 1 },
          { title: t('experts.column.name'), head: true, cell: (one) => one.name },
          { title: t('experts.column.organisation'), cell: (one) => one.organisation },
          {
            title: t('experts.draws.answer'),
            cell: (one) => (
              <span className={one.answer === 'called' ? 'wants' : 'quiet'}>
                {t(`experts.answer.${one.answer}`)}
                {one.reason ? ` · ${one.reason}` : ''}
              </span>
            ),
          },
          {
            title: <span className="unseen">{t('experts.draws.answer')}</span>,
            noPrint: true,
            cell: (one) =>
              one.answer === 'called' ? (
                <span className="acts">
                  <SmallButton
                    act={t('experts.answer.accept')}
                    of={one.name}
                    loading={task.busy}
                    onClick={() => answer(one.expertId, true)}
                  />
                  <SmallButton act={t('experts.answer.refuse')} of={one.name} onClick={() => setRefusing(one.expertId)} />
                </span>
              ) : null,
          },
        ]}
        below={(one) =>
          refusing === one.expertId ? (
            <ReasonForm
              question={t('experts.answer.why')}
              press={t('experts.answer.refuse')}
              task={task}
              onReason={(reason) => answer(one.expertId, false, reason)}
              onCancel={() => setRefusing(null)}
            />
          ) : null
        }
      />
      {rows.length === order.length ? null : (
        <Button className="no-print" onClick={() => setWhole(true)}>
          {t('experts.draws.reserve', { count: order.length - rows.length })}
        </Button>
      )}
    </div>
  );
}
