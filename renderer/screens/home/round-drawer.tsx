/** 轮次设置: what the round was opened with, corrected; the round opened again for another year, put away, or deleted while it is empty. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { useSession } from '../../state/session.ts';
import { DateItem, RateItem, TextItem, TickItem } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { PlainButton } from '../../ui/plain.tsx';
import { Refused, Section } from '../../ui/page.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

type Head = Record<'name' | 'appliedOn' | 'institution' | 'commission' | 'usdRate' | 'reason', string>;

export function RoundDrawer({ round }: { round: Round }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <PlainButton onClick={() => setOpen(true)}>{t('rounds.edit')}</PlainButton>
      <SideDrawer open={open} onClose={close} title={t('rounds.edit')}>
        <div className="stack-wide">
          {round.state === 'closed' ? <p className="quiet">{t('rounds.overAbout')}</p> : <HeadForm round={round} onDone={close} />}
          <CopyForm round={round} onDone={close} />
          <PutAway round={round} onDone={close} />
        </div>
      </SideDrawer>
    </>
  );
}

interface Props {
  round: Round;
  onDone: () => void;
}

function HeadForm({ round, onDone }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const { roundId, name, appliedOn, settings } = round;
  const { institution = '', commission = '', usdRate = '' } = settings;
  // the form keeps what it was opened with, whatever others change meanwhile
  const [was] = useState({ name, appliedOn, institution, commission, usdRate });
  const keep = (typed: Head): void => {
    const { reason, ...head } = Object.fromEntries(Object.entries(typed).map(([key, text]) => [key, text.trim()])) as Head;
    void task
      .run(() => call('rounds.edit', { roundId, ...head, was, ...(reason && { reason }) }))
      .then((done) => (done ? onDone() : undefined));
  };
  return (
    <ActionForm<Head> press={t('rounds.keep')} task={task} initialValues={{ ...was, reason: '' }} onFinish={keep}>
      <TextItem name="name" label={t('rounds.name')} needed={t('rounds.nameNeeded')} maxLength={200} />
      <DateItem name="appliedOn" label={t('rounds.appliedOn')} about={t('rounds.appliedOnAbout')} />
      <TextItem name="institution" label={t('rounds.institution')} about={t('rounds.institutionAbout')} maxLength={200} />
      <TextItem name="commission" label={t('rounds.commission')} maxLength={200} />
      <RateItem />
      <TextItem
        name="reason"
        label={t('rounds.why')}
        about={t('rounds.whyAbout')}
        {...(round.asksReason && { needed: t('rounds.whyNeeded') })}
        rows={[1, 4]}
      />
    </ActionForm>
  );
}

interface Copied {
  name: string;
  appliedOn: string;
  people: boolean;
}

function CopyForm({ round, onDone }: Props) {
  const { t } = useTranslation();
  const openRound = useSession((now) => now.openRound);
  const task = useMutation();
  const copy = ({ name, appliedOn, people }: Copied): void =>
    void task
      .run(async () => openRound((await call('rounds.copy', { roundId: round.roundId, name: name.trim(), appliedOn, people })).roundId))
      .then((done) => (done ? onDone() : undefined));
  return (
    <Section title={t('rounds.copy')} about={t('rounds.copyAbout')}>
      <ActionForm<Copied>
        press={t('rounds.copyNow')}
        task={task}
        className="field-form"
        initialValues={{ name: '', appliedOn: round.appliedOn, people: true }}
        onFinish={copy}
      >
        <TextItem name="name" label={t('rounds.copyName')} needed={t('rounds.nameNeeded')} maxLength={200} />
        <DateItem name="appliedOn" label={t('rounds.copyOn')} />
        <TickItem name="people" label={t('rounds.copyPeople')} />
      </ActionForm>
    </Section>
  );
}

function PutAway({ round, onDone }: Props) {
  const { t } = useTranslation();
  const openRound = useSession((now) => now.openRound);
  const task = useMutation();
  const { roundId, empty } = round;
  const archived = round.settings.archived ?? false;
  const run = (work: () => Promise<unknown>): void => void task.run(work).then((done) => (done ? onDone() : undefined));
  return (
    <Section title={t('rounds.putAway')} about={t(empty ? 'rounds.emptyAbout' : 'rounds.archiveAbout')}>
      <div className="row">
        <Button loading={task.busy} onClick={() => run(() => call('rounds.archive', { roundId, archived: !archived }))}>
          {t(archived ? 'rounds.fetchBack' : 'rounds.archive')}
        </Button>
        {empty ? (
          <Button
            danger
            loading={task.busy}
            onClick={() =>
              run(async () => {
                await call('rounds.delete', { roundId });
                openRound(null);
              })
            }
          >
            {t('rounds.delete')}
          </Button>
        ) : null}
      </div>
      <Refused error={task.error} onClose={task.clear} />
    </Section>
  );
}
