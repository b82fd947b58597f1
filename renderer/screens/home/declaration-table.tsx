/** 回避声明 for all own parks at once: with whom a relation may be, and what was declared. A relation asks once, for it costs the seat. */
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { relations, type Relation } from '../../../domain/model.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { addressOf } from '../../state/route.ts';
import { Refused, Section } from '../../ui/page.tsx';

type Seat = Output<'conflicts.list'>[number];

const parties = ['operator', 'applicant', 'legalRepresentative', 'address'] as const;

export function DeclarationTable({ personId, seats }: { personId: string; seats: readonly Seat[] }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ seat: Seat; relation: Relation } | null>(null);
  const [askingRest, setAskingRest] = useState(false);
  const task = useMutation();
  if (seats.length === 0) return null;
  const open = seats.filter((seat) => seat.relation === null);
  const declare = (applicationIds: readonly string[], relation: Relation, reason?: string): Promise<boolean> =>
    task.run(async () => {
      for (const applicationId of applicationIds)
        await call('conflicts.declare', { personId, applicationId, relation, ...(reason === undefined ? {} : { reason }) });
    });
  const choose = (seat: Seat, relation: Relation): void => {
    if (relation === 'none') void declare([seat.applicationId], 'none');
    else setAsked({ seat, relation });
  };
  return (
    <Section title={t('window.own.parks', { count: seats.length })} about={t('window.own.declareAbout')}>
      <div className="plane wide-table">
        <table className="declarations">
          <thead>
            <tr>
              <th scope="col">{t('window.own.park')}</th>
              {parties.map((party) => (
                <th key={party} scope="col">
                  {t(`window.own.${party}`)}
                </th>
              ))}
              <th scope="col">{t('window.own.relation')}</th>
            </tr>
          </thead>
          <tbody>
            {seats.map((seat) => (
              <Row key={seat.applicationId} seat={seat} busy={task.busy} onChoose={(relation) => choose(seat, relation)} />
            ))}
          </tbody>
        </table>
      </div>
      <Refused error={asked === null ? task.error : null} onClose={task.clear} />
      {open.length > 0 ? (
        <div>
          <Button type="primary" loading={task.busy} onClick={() => setAskingRest(true)}>
            {t('window.own.restNone', { count: open.length })}
          </Button>
        </div>
      ) : null}
      <Modal
        open={askingRest}
        title={t('window.own.restTitle', { count: open.length })}
        okText={t('window.own.restDeclare')}
        cancelText={t('common.cancel')}
        confirmLoading={task.busy}
        onCancel={() => setAskingRest(false)}
        onOk={() =>
          void declare(
            open.map(({ applicationId }) => applicationId),
            'none',
          ).then((done) => (done ? setAskingRest(false) : undefined))
        }
      >
        <ul className="bullets">
          {open.map(({ applicationId, parkName, operator }) => (
            <li key={applicationId}>{[parkName, operator].filter(Boolean).join(' · ')}</li>
          ))}
        </ul>
        <Refused error={task.error} />
      </Modal>
      {asked ? (
        <AskRelation
          seat={asked.seat}
          relation={asked.relation}
          task={task}
          onCancel={() => {
            task.clear();
            setAsked(null);
          }}
          onDeclare={(reason) =>
            void declare([asked.seat.applicationId], asked.relation, reason).then((done) => (done ? setAsked(null) : undefined))
          }
        />
      ) : null}
    </Section>
  );
}

function Row({ seat, busy, onChoose }: { seat: Seat; busy: boolean; onChoose: (relation: Relation) => void }) {
  const { t } = useTranslation();
  const { applicationId, parkName, relation, reason } = seat;
  const recused = relation !== null && relation !== 'none';
  return (
    <tr data-seat={applicationId}>
      <th scope="row">{relation === 'none' ? <a href={addressOf('scoring', applicationId)}>{parkName}</a> : parkName}</th>
      {recused ? (
        <td colSpan={parties.length + 1}>
          <span className="wants">{t('window.own.recused', { relation: t(`common.relation.${relation}`) })}</span>{' '}
          {reason ? <span className="quiet">{reason}</span> : null}
        </td>
      ) : (
        <>
          {parties.map((party) => (
            <td key={party} data-name={t(`window.own.${party}`)}>
              {seat[party] ?? '—'}
            </td>
          ))}
          <td>
            <Select<Relation>
              aria-label={`${t('window.own.relation')} ${parkName}`}
              placeholder={t('window.own.undeclared')}
              value={relation}
              disabled={busy}
              popupMatchSelectWidth={false}
              options={relations.map((one) => ({ value: one, label: t(`common.relation.${one}`) }))}
              onChange={onChoose}
            />
          </td>
        </>
      )}
    </tr>
  );
}

interface AskProps {
  seat: Seat;
  relation: Relation;
  task: ReturnType<typeof useMutation>;
  onDeclare: (reason: string) => void;
  onCancel: () => void;
}

/** Names the park and what follows, before the seat is gone. */
function AskRelation({ seat: { parkName }, relation, task, onDeclare, onCancel }: AskProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={t('window.own.askTitle', { park: parkName, relation: t(`common.relation.${relation}`) })}
      okText={t('window.own.askDeclare')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      cancelText={t('common.cancel')}
      confirmLoading={task.busy}
      onCancel={onCancel}
      onOk={() => onDeclare(reason.trim())}
    >
      <p className="wants">{t('panel.declare.consequence')}</p>
      <p>{t('window.own.askAbout')}</p>
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={5000}
        value={reason}
        aria-label={t('panel.declare.what')}
        placeholder={t('panel.declare.what')}
        onChange={(event) => setReason(event.target.value)}
      />
      <Refused error={task.error} />
    </Modal>
  );
}
