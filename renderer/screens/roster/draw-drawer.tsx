import { Form, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { partsOf } from '../../../domain/panel/draw.ts';
import type { Role } from '../../../domain/model.ts';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { required, TickItem } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';
import type { Expert } from './expert.ts';

interface Typed {
  size: number;
  role: Role;
  fields: string[];
  regions: string[];
  withoutLikely: boolean;
}

interface Props {
  open: boolean;
  roundId: string;
  experts: readonly Expert[];
  onClose: () => void;
  /** told what was drawn */
  onDone: (said: string) => void;
}

/** What a panel is asked for where nothing else is said. */
const usual = 5;

const optionsOf = (texts: readonly string[]) => [...new Set(texts)].filter((one) => one !== '').map((value) => ({ value, label: value }));

/** From whom, and how many: the rest is the seed's. */
export function DrawDrawer({ open, roundId, experts, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const fields = useMemo(() => optionsOf(experts.flatMap(({ field }) => partsOf(field))), [experts]);
  const regions = useMemo(() => optionsOf(experts.map(({ region }) => region)), [experts]);
  const close = (): void => {
    task.clear();
    onClose();
  };
  const end = (size: number): void => {
    close();
    onDone(t('experts.draw.done', { size }));
  };
  return (
    <SideDrawer open={open} onClose={close} title={t('experts.draw.open')}>
      <ActionForm<Typed>
        press={t('experts.draw.now')}
        task={task}
        initialValues={{ size: usual, role: 'expert', fields: [], regions: [], withoutLikely: true }}
        onFinish={(typed) =>
          void task.run(() => call('roster.draw', { roundId, ...typed })).then((done) => (done ? end(typed.size) : undefined))
        }
      >
        <p className="quiet">{t('experts.draw.about')}</p>
        <Form.Item name="size" label={t('experts.draw.size')} rules={required(t('experts.draw.sizeNeeded'))}>
          <InputNumber min={1} max={50} precision={0} />
        </Form.Item>
        <Form.Item name="role" label={t('experts.draw.role')}>
          <Select options={(['expert', 'leader', 'visitor'] as const).map((role) => ({ value: role, label: t(`common.role.${role}`) }))} />
        </Form.Item>
        <Form.Item name="fields" label={t('experts.draw.fields')}>
          <Select mode="multiple" options={fields} />
        </Form.Item>
        <Form.Item name="regions" label={t('experts.draw.regions')}>
          <Select mode="multiple" options={regions} />
        </Form.Item>
        <TickItem name="withoutLikely" label={t('experts.draw.withoutLikely')} />
      </ActionForm>
    </SideDrawer>
  );
}
