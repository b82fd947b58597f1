/** 登记已获奖励: a reward of earlier years or of elsewhere, or what is wrong in one on record. */
import { AutoComplete, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In, Output } from '../../../domain/contract/api.ts';
import { localText } from '../../../domain/text.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { AmountItem, DateItem, required, requiredText, TextItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';

export type Granted = Output<'rewards.granted'>[number];

interface Typed {
  parkName: string;
  schemeId?: string;
  tier?: string;
  amount: string;
  on: string;
  reason: string;
}

interface Props {
  roundId: string | null;
  granted: readonly Granted[];
  /** the reward that is corrected; null: one that is not on record yet */
  before: Granted | null;
  task: Task;
  onRecord: (reward: In<'rewards.record'>) => void;
  onCorrect: (correction: In<'rewards.correct'>) => void;
}

export function GrantedForm({ roundId, granted, before, task, onRecord, onCorrect }: Props) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const [form] = Form.useForm<Typed>();
  const schemes = useQuery('schemes.list', {});
  const round = useQuery('rounds.get', roundId ? { roundId } : null);
  const parks = useQuery('applications.list', roundId ? { roundId } : null);
  const rewarding = (schemes.value ?? []).filter(({ kind }) => kind === 'reward');
  // of a round of rewards it is most likely the same rule book's
  const usual = rewarding.find(({ id }) => id === round.value?.schemeId)?.id;
  const schemeId = Form.useWatch('schemeId', form) ?? before?.schemeId ?? usual;
  const known = rewarding.some(({ id }) => id === schemeId);
  const scheme = useQuery('schemes.get', schemeId !== undefined && known ? { id: schemeId } : null);
  const tiers = (scheme.value?.tiers ?? []).map((tier) => ({
    value: tier.id,
    label: `${localText(tier.label, language)}（${tier.article}）`,
  }));
  const parkName = (Form.useWatch('parkName', form) ?? before?.parkName ?? '').trim();
  const same = granted.filter((one) => one.parkName === parkName && one.grantedId !== before?.grantedId);
  const names = [...new Set([...(parks.value ?? []).map((park) => park.parkName), ...granted.map((one) => one.parkName)])];
  const send = ({ amount, on, reason, ...typed }: Typed): void => {
    const tier = typed.tier ?? before?.tier ?? '';
    const now = { tier, amount: amount.trim(), on };
    if (before) onCorrect({ grantedId: before.grantedId, now, reason: reason.trim() });
    else onRecord({ ...now, parkName: typed.parkName.trim(), schemeId: typed.schemeId ?? usual ?? '', reason: reason.trim() });
  };
  if (!schemes.value || (roundId !== null && !round.value)) return null;
  return (
    <ActionForm<Typed>
      press={t(before ? 'rewards.record.keepCorrection' : 'rewards.record.keep')}
      task={task}
      form={form}
      initialValues={{
        parkName: before?.parkName ?? '',
        schemeId: before?.schemeId ?? usual,
        tier: before?.tier,
        amount: before?.amount ?? '',
        on: before?.on ?? '',
        reason: '',
      }}
      onValuesChange={({ schemeId: chosen }) => (chosen === undefined ? undefined : form.setFieldValue('tier', undefined))}
      onFinish={send}
    >
      <Form.Item name="parkName" label={t('rewards.record.park')} rules={requiredText(t('rewards.record.parkNeeded'))}>
        <AutoComplete disabled={before !== null} showSearch={{ filterOption: true }} options={names.map((value) => ({ value }))} />
      </Form.Item>
      {same.length === 0 ? null : (
        <div className="quiet">
          {t('rewards.record.same')}
          <ul className="bullets">
            {same.map((one) => (
              <li key={one.grantedId}>
                {one.on} {one.label} {t('eligibility.reward.wan', { amount: one.amount })}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Form.Item name="schemeId" label={t('rewards.record.ruleBook')} rules={required(t('rewards.record.ruleBookNeeded'))}>
        <Select
          disabled={before !== null}
          showSearch={{ optionFilterProp: 'label' }}
          options={
            known || !before
              ? rewarding.map(({ id, title }) => ({ value: id, label: title }))
              : [{ value: before.schemeId, label: before.title }]
          }
        />
      </Form.Item>
      <Form.Item name="tier" label={t('rewards.record.tier')} rules={required(t('rewards.record.tierNeeded'))}>
        <Select
          disabled={tiers.length === 0}
          options={
            tiers.some(({ value }) => value === before?.tier) || !before ? tiers : [{ value: before.tier, label: before.label }, ...tiers]
          }
        />
      </Form.Item>
      <AmountItem name="amount" label={t('rewards.record.amount')} />
      <DateItem name="on" label={t('rewards.record.on')} />
      <TextItem
        name="reason"
        label={t(before ? 'rewards.record.whyCorrected' : 'rewards.record.by')}
        needed={t(before ? 'rewards.reasonNeeded' : 'rewards.record.byNeeded')}
        maxLength={500}
      />
    </ActionForm>
  );
}
