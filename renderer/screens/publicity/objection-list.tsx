/** 异议: each with its evidence, its outcome with the reason, and the re-review that an upheld one leads to. */
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOfFile, call } from '../../client/api.ts';
import { useQuery, useQueries } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { useMutation } from '../../state/mutation.ts';
import { PaperClipOutlined } from '../../ui/icons.tsx';
import { ReasonForm } from '../../ui/forms/reason-form.tsx';
import { showBytes, showTime } from '../../ui/words.ts';
import type { Output } from '../../../domain/contract/api.ts';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Section } from '../../ui/page.tsx';
import { sheetOf, type SheetColumn } from '../../ui/tables/sheet.ts';
import { TableTools } from '../../ui/tables/table-tools.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

type Publicity = NonNullable<Output<'publicity.get'>>;
type Objection = Publicity['objections'][number];
type Outcome = 'upheld' | 'dismissed';

export function ObjectionList({ roundId, publicity }: { roundId: string; publicity: Publicity }) {
  const { t } = useTranslation();
  const { objections, state } = publicity;
  const written: readonly SheetColumn<Objection>[] = [
    { head: t('applications.list.park'), cell: ({ parkName }) => parkName },
    { head: t('publicity.screen.raisedOn'), cell: ({ raisedOn }) => raisedOn },
    { head: t('publicity.sheet.inTime'), cell: ({ inTime }) => t(inTime ? 'common.yes' : 'common.no') },
    { head: t('publicity.sheet.objector'), cell: ({ objector }) => objector },
    { head: t('publicity.sheet.contact'), cell: ({ contact }) => contact },
    { head: t('publicity.sheet.text'), cell: ({ text }) => text },
    { head: t('publicity.screen.evidence'), cell: ({ evidence }) => evidence.map(({ name }) => name).join('\n') },
    {
      head: t('publicity.sheet.outcome'),
      cell: ({ outcome }) => (outcome === null ? t('publicity.sheet.waiting') : t(`publicity.sheet.${outcome}`)),
    },
    { head: t('common.reason'), cell: ({ reason }) => reason },
    { head: t('publicity.sheet.resolvedAt'), cell: ({ resolvedAt }) => (resolvedAt === null ? null : showTime(resolvedAt)) },
  ];
  const waiting = objections.filter((one) => one.outcome === null).length;
  return (
    <Section title={t('publicity.screen.objections', { count: objections.length, waiting })}>
      {objections.length === 0 ? (
        <p className="quiet">{t('publicity.screen.noObjections')}</p>
      ) : (
        <>
          <TableTools
            name={t('publicity.screen.objectionList')}
            content={() => sheetOf(t('publicity.screen.objectionList'), written, objections)}
          />
          <ul className="plane plain-list plane-pad-across" aria-label={t('publicity.screen.objectionList')}>
            {objections.map((one) => (
              <li key={one.objectionId} className="stack-tight objection">
                <ObjectionFacts objection={one} />
                <OutcomeLine objection={one} open={state === 'open'} />
                {one.outcome === 'upheld' ? <Rereview roundId={roundId} objection={one} open={state === 'open'} /> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function ObjectionFacts({ objection }: { objection: Objection }) {
  const { t } = useTranslation();
  const { objectionId, parkName, applicationId, raisedOn, inTime, objector, contact, text, evidence } = objection;
  return (
    <>
      <div className="row">
        <a href={addressOf('packages', applicationId)}>
          <strong>{parkName}</strong>
        </a>
        <span className="quiet">
          {t('publicity.screen.raised', {
            objector: contact ? t('publicity.screen.withContact', { objector, contact }) : objector,
            date: raisedOn,
          })}
        </span>
        {inTime ? null : <span className="wants">{t('publicity.screen.late')}</span>}
      </div>
      <p className="flush objection-text">{text}</p>
      {evidence.length > 0 ? (
        <ul className="row plain-list" aria-label={t('publicity.screen.evidence')}>
          {evidence.map((file, at) => (
            <li key={file.sha256} className="flush">
              <a href={addressOfFile('evidence', `${objectionId}.${at}`)} target="_blank" rel="noreferrer">
                <PaperClipOutlined /> {file.name}
              </a>{' '}
              <span className="raw">{showBytes(file.bytes)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** The outcome, or the two ways to one; the reason is asked in place. */
function OutcomeLine({ objection, open }: { objection: Objection; open: boolean }) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<Outcome | null>(null);
  const task = useMutation();
  if (objection.outcome !== null) {
    return (
      <p className="flush">
        <strong>{t(`publicity.screen.outcome.${objection.outcome}`)}</strong> {objection.reason}{' '}
        {objection.resolvedAt ? <span className="raw figures">{showTime(objection.resolvedAt)}</span> : null}
      </p>
    );
  }
  if (!open) return null;
  const { objectionId, parkName } = objection;
  return (
    <>
      <div className="row">
        {(['upheld', 'dismissed'] as const).map((outcome) => (
          <SmallButton
            key={outcome}
            act={t(`publicity.screen.${outcome}`)}
            of={parkName}
            onClick={() => setBegun(begun === outcome ? null : outcome)}
          />
        ))}
      </div>
      {begun ? (
        <ReasonForm
          key={begun}
          question={t(`publicity.screen.why.${begun}`, { park: parkName })}
          press={t('publicity.screen.resolve')}
          task={task}
          onReason={(reason) =>
            void task
              .run(() => call('publicity.resolve', { objectionId, outcome: begun, reason }))
              .then((done) => (done ? setBegun(null) : undefined))
          }
          onCancel={() => setBegun(null)}
        />
      ) : null}
    </>
  );
}

/** 复审: experts who have not scored the park score it anew; their sheets count once all are in. */
function Rereview({ roundId, objection, open }: { roundId: string; objection: Objection; open: boolean }) {
  const { t } = useTranslation();
  const { rereview, reviewedAgain } = objection;
  if (rereview) {
    return (
      <div className="stack-tight">
        <span>{rereview.text}</span>
        <span className="quiet">
          {rereview.experts
            .map(({ name, submitted, abstained }) =>
              t(`publicity.screen.${submitted ? 'sheetIn' : abstained ? 'sheetNone' : 'sheetDue'}`, { name }),
            )
            .join(t('common.comma'))}
        </span>
        {rereview.notes.map((note) => (
          <span key={note} className="quiet">
            {note}
          </span>
        ))}
        {open && !rereview.complete ? <RereviewForm roundId={roundId} objection={objection} /> : null}
        {open && rereview.complete && !reviewedAgain ? (
          <span className="wants">
            {t('publicity.screen.decideAgain')} <a href={addressOf('shortlist')}>{t('publicity.screen.toList')}</a>
          </span>
        ) : null}
        {reviewedAgain ? <span className="verified">{t('publicity.screen.decidedAgain')}</span> : null}
      </div>
    );
  }
  return open ? <RereviewForm roundId={roundId} objection={objection} /> : null;
}

function RereviewForm({ roundId, objection }: { roundId: string; objection: Objection }) {
  const { objectionId, applicationId, parkName, rereview } = objection;
  const { t } = useTranslation();
  const task = useMutation();
  const people = useQuery('panel.list', { roundId });
  const experts = (people.value ?? []).filter((one) => one.role === 'expert' || one.role === 'leader');
  const seats = useQueries(
    'conflicts.list',
    experts.map(({ personId }) => ({ personId })),
  );
  const free = experts.filter((_, at) => seats[at]?.value?.every((seat) => seat.applicationId !== applicationId) ?? false);
  return (
    <ActionForm<{ personIds: string[] }>
      press={t(rereview ? 'publicity.screen.rereviewMore' : 'publicity.screen.rereview')}
      task={task}
      className="field-form"
      initialValues={{ personIds: [] }}
      onFinish={({ personIds }) => void task.run(() => call('publicity.rereview', { objectionId, personIds }))}
    >
      <p className="quiet flush">
        {t(rereview ? 'publicity.screen.rereviewMoreAbout' : 'publicity.screen.rereviewAbout')}{' '}
        <a href={addressOf('panel')}>{t('publicity.screen.toPanel')}</a>
      </p>
      <Form.Item
        name="personIds"
        label={t('publicity.screen.rereviewBy', { park: parkName })}
        rules={[{ required: true, type: 'array', min: 1, message: t('publicity.screen.rereviewNeeded') }]}
      >
        <Select
          mode="multiple"
          notFoundContent={t('publicity.screen.nobodyFree')}
          options={free.map((one) => ({
            value: one.personId,
            label: [one.name, one.organisation].filter(Boolean).join(t('common.comma')),
          }))}
        />
      </Form.Item>
    </ActionForm>
  );
}
