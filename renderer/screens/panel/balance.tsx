/** 均衡分派: proposes who reads which park so that all carry alike; nothing changes before it is taken. */
import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { useUndo } from '../../state/acts/undo.ts';
import { Ready, Refused } from '../../ui/page.tsx';
import { Figures } from '../../ui/tables/figures.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';
import { NamedForm } from '../../ui/forms/named-form.tsx';

interface Props {
  roundId: string;
  parks: Output<'applications.list'>;
  experts: number;
}

/** What a panel is asked for where nothing else is said: five readers to a park. */
const usual = 5;

export function BalanceButton(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={props.parks.length === 0 || props.experts === 0} onClick={() => setOpen(true)}>
        {t('panel.balance.open')}
      </Button>
      <SideDrawer wide open={open} onClose={() => setOpen(false)} title={t('panel.balance.open')}>
        <Balance {...props} onDone={() => setOpen(false)} />
      </SideDrawer>
    </>
  );
}

function Balance({ roundId, parks, experts, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const [perApplication, setPerApplication] = useState(Math.min(usual, experts));
  const [maxPerExpert, setMaxPerExpert] = useState<number | null>(null);
  const proposal = useQuery('panel.balance', { roundId, perApplication, ...(maxPerExpert === null ? {} : { maxPerExpert }) });
  const task = useMutation();
  const offer = useUndo((now) => now.offer);
  const take = (all: Output<'panel.balance'>): void =>
    void task
      .run(async () => {
        const done = [];
        for (const { personId, add } of all.experts)
          if (add.length > 0) done.push(await call('panel.assign', { personId, applicationIds: add }));
        const count = done.reduce((sum, { assigned }) => sum + assigned, 0);
        offer({ roundId, seqs: done.map(({ seq }) => seq), said: t('window.undo.assignedAll', { count }) });
      })
      .then((done) => (done ? onDone() : undefined));
  return (
    <div className="stack-wide">
      <p className="quiet">{t('panel.balance.about')}</p>
      <NamedForm layout="inline">
        <Form.Item label={t('panel.balance.perApplication')}>
          <InputNumber
            min={1}
            max={50}
            precision={0}
            value={perApplication}
            onChange={(value) => setPerApplication(value ?? 1)}
            aria-label={t('panel.balance.perApplication')}
          />
        </Form.Item>
        <Form.Item label={t('panel.balance.maxPerExpert')}>
          <InputNumber
            min={1}
            precision={0}
            value={maxPerExpert}
            placeholder={t('panel.balance.noLimit')}
            onChange={setMaxPerExpert}
            aria-label={t('panel.balance.maxPerExpert')}
          />
        </Form.Item>
      </NamedForm>
      <Ready answer={proposal}>{(all) => <Proposal proposal={all} parks={parks} busy={task.busy} onTake={() => take(all)} />}</Ready>
      <Refused error={task.error} onClose={task.clear} />
    </div>
  );
}

interface ProposalProps {
  proposal: Output<'panel.balance'>;
  parks: Props['parks'];
  busy: boolean;
  onTake: () => void;
}

function Proposal({ proposal, parks, busy, onTake }: ProposalProps) {
  const { t } = useTranslation();
  const { experts, imbalance, short } = proposal;
  const loads = experts.map((one) => one.load);
  const most = Math.max(1, ...loads);
  const added = experts.reduce((sum, one) => sum + one.add.length, 0);
  const nameOf = (id: string): string => parks.find((one) => one.applicationId === id)?.parkName ?? id;
  return (
    <>
      <p className={imbalance > 1 ? 'lead wants' : 'lead'} data-testid="imbalance">
        {t('panel.balance.imbalance', {
          most: Math.max(0, ...loads),
          least: Math.min(...(loads.length > 0 ? loads : [0])),
          count: imbalance,
        })}
      </p>
      {short.length > 0 ? (
        <ul className="bullets wants">
          {short.map((one) => (
            <li key={one.applicationId}>{t('panel.balance.short', { park: one.parkName, count: one.lacking })}</li>
          ))}
        </ul>
      ) : null}
      <Figures
        name={t('panel.balance.open')}
        rows={experts}
        rowKey={(one) => one.personId}
        columns={[
          { title: t('panel.name'), head: true, className: 'unit', cell: (one) => one.name },
          { title: t('panel.balance.region'), className: 'unit', cell: (one) => one.region ?? '—' },
          {
            title: t('panel.balance.load'),
            number: true,
            cell: ({ load }) => (
              <span className="load">
                <meter min={0} max={most} value={load} aria-hidden="true" />
                {load}
              </span>
            ),
          },
          {
            title: t('panel.balance.add'),
            className: ({ add }) => (add.length === 0 ? 'quiet' : undefined),
            cell: ({ add }) => (add.length === 0 ? t('panel.balance.nothing') : add.map(nameOf).join(t('common.comma'))),
          },
        ]}
      />
      <div className="row">
        <Button type="primary" disabled={added === 0} loading={busy} onClick={onTake}>
          {t('panel.balance.take', { count: added })}
        </Button>
        {added === 0 ? <span className="quiet">{t('panel.balance.enough')}</span> : null}
      </div>
    </>
  );
}
