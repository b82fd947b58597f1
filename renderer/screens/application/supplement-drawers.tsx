/** 通知补正、登记收到、了结: what is asked for and until when, what came and when, or what follows where nothing came. */
import { Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { useMutation } from '../../state/mutation.ts';
import { useQuery } from '../../state/queries.ts';
import { FileField } from '../../ui/fields/file-field.tsx';
import { DateItem, TextItem } from '../../ui/fields/items.tsx';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { Ready } from '../../ui/page.tsx';
import { today } from '../../ui/words.ts';

export type Supplement = Output<'supplements.list'>[number];

interface Drawer {
  open: boolean;
  onClose: () => void;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

interface Asked {
  proposed?: string[];
  others?: string;
  dueOn: string;
  contact?: string;
  reason?: string;
}

/** `scoring`: experts score already, and a reason is asked for. */
export function RequestDrawer({ applicationId, scoring, open, onClose }: Drawer & { applicationId: string; scoring: boolean }) {
  const { t } = useTranslation();
  const task = useMutation();
  const proposal = useQuery('supplements.propose', open ? { applicationId } : null);
  const items = proposal.value ?? [];
  const close = (): void => {
    task.clear();
    onClose();
  };
  const ask = async ({ proposed = [], others = '', dueOn, contact = '', reason = '' }: Asked): Promise<void> => {
    const chosen = items.filter(({ what }) => proposed.includes(what));
    const all = [...chosen, ...linesOf(others).map((what) => ({ what, of: '' }))];
    const done = await task.run(() =>
      call('supplements.request', {
        applicationId,
        items: all,
        dueOn,
        ...(contact.trim() === '' ? {} : { contact: contact.trim() }),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      }),
    );
    if (done) close();
  };
  return (
    <FormDrawer<Asked>
      open={open}
      title={t('applications.supplement.request')}
      act={t('applications.supplement.request')}
      task={task}
      onClose={close}
      onFinish={(typed) => void ask(typed)}
    >
      <Ready answer={proposal}>
        {(found) =>
          found.length === 0 ? null : (
            <Form.Item name="proposed" label={t('applications.supplement.proposed')} initialValue={found.map(({ what }) => what)}>
              <Checkbox.Group
                className="stack"
                options={found.map(({ what, of }) => ({ value: what, label: of === '' ? what : `${what} · ${of}` }))}
              />
            </Form.Item>
          )
        }
      </Ready>
      <Form.Item
        name="others"
        label={t('applications.supplement.others')}
        dependencies={['proposed']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, text: string | undefined) =>
              linesOf(text ?? '').length > 0 || ((getFieldValue('proposed') as string[] | undefined) ?? []).length > 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('applications.supplement.itemsNeeded'))),
          }),
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} placeholder={t('applications.linesHint')} />
      </Form.Item>
      <DateItem name="dueOn" label={t('applications.supplement.dueOn')} about={t('applications.supplement.dueOnAbout')} />
      <TextItem
        name="contact"
        label={t('applications.supplement.contact')}
        about={t('applications.supplement.contactAbout')}
        rows={[1, 4]}
        maxLength={1000}
      />
      {scoring ? (
        <TextItem
          name="reason"
          label={t('applications.supplement.why')}
          needed={t('applications.status.reasonNeeded')}
          rows={[2, 5]}
          maxLength={5000}
        />
      ) : null}
    </FormDrawer>
  );
}

type Way = 'whole' | 'added' | 'paper';

export function ReceiveDrawer({ supplement, open, onClose }: Drawer & { supplement: Supplement }) {
  const { t } = useTranslation();
  const task = useJobMutation();
  const [way, setWay] = useState<Way>('whole');
  const [paths, setPaths] = useState<string[]>([]);
  const [lacks, setLacks] = useState(false);
  const close = (): void => {
    task.clear();
    setPaths([]);
    setLacks(false);
    onClose();
  };
  const receive = async ({ receivedOn }: { receivedOn: string }): Promise<void> => {
    const { supplementId } = supplement;
    setLacks(way !== 'paper' && paths.length === 0);
    if (way !== 'paper' && paths.length === 0) return;
    const files = way === 'paper' ? {} : { paths, whole: way === 'whole' };
    if (await task.run((options) => call('supplements.receive', { supplementId, receivedOn, ...files }, options))) close();
  };
  return (
    <FormDrawer<{ receivedOn: string }>
      open={open}
      title={t('applications.supplement.receive')}
      act={t('applications.supplement.receive')}
      task={task}
      onClose={close}
      initialValues={{ receivedOn: today() }}
      onFinish={(typed) => void receive(typed)}
    >
      <DateItem name="receivedOn" label={t('applications.supplement.receivedOn')} />
      <Form.Item label={t('applications.supplement.way')} extra={t(`applications.supplement.wayAbout.${way}`)}>
        <Radio.Group
          value={way}
          onChange={(event) => setWay(event.target.value as Way)}
          options={(['whole', 'added', 'paper'] as const).map((one) => ({ value: one, label: t(`applications.supplement.ways.${one}`) }))}
        />
      </Form.Item>
      {way === 'paper' ? null : (
        <Form.Item
          label={t('applications.supplement.files')}
          {...(lacks && paths.length === 0 ? { validateStatus: 'error', help: t('applications.supplement.filesNeeded') } : {})}
        >
          <FileField
            multiple={way === 'added'}
            paths={paths}
            onPaths={setPaths}
            sentence={t(`applications.supplement.pick.${way}`)}
            testId="supplement-files"
          />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

export function CloseDrawer({ supplement, open, onClose }: Drawer & { supplement: Supplement }) {
  const { t } = useTranslation();
  const task = useMutation();
  const close = (): void => {
    task.clear();
    onClose();
  };
  const { supplementId, overdue } = supplement;
  return (
    <FormDrawer<{ outcome: 'lapsed' | 'cancelled'; follows: string }>
      open={open}
      title={t('applications.supplement.close')}
      act={t('applications.supplement.close')}
      task={task}
      onClose={close}
      initialValues={{ outcome: overdue ? 'lapsed' : 'cancelled' }}
      onFinish={({ outcome, follows }) =>
        void task
          .run(() => call('supplements.close', { supplementId, outcome, follows: follows.trim() }))
          .then((done) => (done ? close() : undefined))
      }
    >
      <Form.Item name="outcome" label={t('applications.supplement.outcome')}>
        <Radio.Group
          options={(['lapsed', 'cancelled'] as const).map((one) => ({
            value: one,
            label: t(`applications.supplement.state.${one}`),
            disabled: one === 'lapsed' && !overdue,
          }))}
        />
      </Form.Item>
      <TextItem
        name="follows"
        label={t('applications.supplement.follows')}
        about={t('applications.supplement.followsExample')}
        needed={t('applications.supplement.followsNeeded')}
        rows={[2, 5]}
        maxLength={5000}
      />
    </FormDrawer>
  );
}
