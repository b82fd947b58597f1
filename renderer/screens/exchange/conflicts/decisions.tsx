/** 选定记录: what was decided between laptops, by whom and why, what it did, and the way back. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeDecision } from '../../../../domain/contract/api.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { useQuery } from '../../../state/queries.ts';
import { ReasonForm } from '../../../ui/forms/reason-form.tsx';
import { Notice, Section } from '../../../ui/page.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';
import { showTime } from '../../../ui/words.ts';
import { laptopWords } from './laptop.ts';

/** What came of a choice that was just made. */
export interface Outcome {
  settled: number;
  left: number;
  reopened: number;
}

export function OutcomeNote({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useTranslation();
  const { settled, left, reopened } = outcome;
  return (
    <Notice
      type={reopened > 0 ? 'warning' : 'success'}
      onClose={onClose}
      data-testid="choice-outcome"
      title={t('exchange.decision.outcome', { settled, left })}
      description={reopened > 0 ? t('exchange.decision.outcomeReopened', { count: reopened }) : undefined}
    />
  );
}

export function Decisions({ roundId, personId }: { roundId: string; personId: string | null }) {
  const { t } = useTranslation();
  const decisions = useQuery('exchange.decisions', { roundId, ...(personId === null ? {} : { personId }) });
  const [asked, setAsked] = useState<string | null>(null);
  const task = useMutation();
  if (!decisions.value || decisions.value.length === 0) return null;
  const takeBack = async (decision: string, reason: string): Promise<void> => {
    if (await task.run(() => call('exchange.takeBack', { decision, reason }))) setAsked(null);
  };
  return (
    <Section title={t('exchange.decision.title')} about={t('exchange.decision.about')}>
      <Figures
        frame="plane scroll-across"
        name={t('exchange.decision.title')}
        rows={decisions.value}
        rowKey={(one) => one.decision}
        rowProps={(one) => ({ 'data-decision': one.decision })}
        columns={[
          { title: t('exchange.decision.at'), className: 'figures unit', cell: (one) => showTime(one.at, true) },
          { title: t('exchange.decision.by'), className: 'unit', cell: (one) => one.by ?? t('common.role.secretary') },
          { title: t('exchange.decision.of'), head: true, cell: (one) => <Of decision={one} /> },
          { title: t('exchange.decision.what'), cell: (one) => <What decision={one} /> },
          { title: t('exchange.decision.reason'), cell: (one) => one.reason },
          {
            title: t('exchange.decision.takeBack'),
            unseen: true,
            noPrint: true,
            cell: (one) =>
              one.canTakeBack ? (
                <Button size="small" disabled={task.busy} onClick={() => setAsked(one.decision)}>
                  {t('exchange.decision.takeBack')}
                </Button>
              ) : null,
          },
        ]}
        below={(one) =>
          one.decision === asked ? (
            <ReasonForm
              question={t('exchange.decision.why')}
              about={t('exchange.decision.whyAbout')}
              press={t('exchange.decision.takeBack')}
              task={task}
              onReason={(reason) => void takeBack(one.decision, reason)}
              onCancel={() => {
                task.clear();
                setAsked(null);
              }}
            />
          ) : null
        }
      />
    </Section>
  );
}

function Of({ decision }: { decision: ExchangeDecision }) {
  const { t } = useTranslation();
  const { parkName: park, name, visitedOn } = decision;
  return (
    <>{visitedOn === null ? t('exchange.conflict.sheetOf', { park, name }) : t('exchange.conflict.visit', { park, date: visitedOn })}</>
  );
}

/** How much was settled, whose words were taken, and what became of the sheet and of the choice. */
function What({ decision }: { decision: ExchangeDecision }) {
  const { t } = useTranslation();
  const { settled, sheet, devices, reopened, takenBack } = decision;
  const laptops = devices.map((one) => laptopWords(one, t));
  return (
    <span className="stack-tight">
      <span>
        {t(sheet ? 'exchange.decision.wholeSheet' : 'exchange.decision.lines', {
          count: settled,
          devices: laptops.join(t('common.comma')),
        })}
      </span>
      {reopened ? <span className="wants">{t('exchange.decision.reopened')}</span> : null}
      {takenBack ? (
        <span className="quiet">
          {t('exchange.decision.takenBack', {
            by: takenBack.by ?? t('common.role.secretary'),
            at: showTime(takenBack.at, true),
            reason: takenBack.reason,
          })}
        </span>
      ) : null}
    </span>
  );
}
