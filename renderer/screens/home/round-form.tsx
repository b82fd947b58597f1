/** The form that opens a round: rule book, name, date of application, places by type. */
import { Checkbox, Form, Input, InputNumber, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In, Output } from '../../../domain/contract/api.ts';
import type { SchemeKind } from '../../../domain/scheme/scheme.ts';
import { isDate } from '../../../domain/numbers/days.ts';
import { useQuery } from '../../state/queries.ts';
import { Notes } from '../../ui/notes.tsx';
import type { ApiError } from '../../client/api.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { today } from '../../ui/words.ts';
import { DateItem, RateItem, required, requiredText, TextItem } from '../../ui/fields/items.tsx';

export type NewRound = In<'rounds.create'>;

interface Values {
  schemeId: string;
  name: string;
  appliedOn: string;
  quotas?: Record<string, number | null>;
  institution?: string;
  commission?: string;
  publishedOn?: string;
  scored?: boolean;
  usdRate?: string;
}

interface Props {
  open: boolean;
  schemes: Output<'schemes.list'> | undefined;
  /** of the round that was open: institution and commission are mostly the same */
  before: Output<'rounds.get'>['settings'] | undefined;
  refusal: ApiError | null | undefined;
  busy: boolean;
  onCreate: (round: NewRound) => void;
  onClose: () => void;
}

export function RoundForm({ open, schemes, before, refusal, busy, onCreate, onClose }: Props) {
  const { t } = useTranslation();
  const send = (values: Values): void => {
    const quotas = Object.fromEntries(
      Object.entries(values.quotas ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
    const given = {
      institution: values.institution?.trim(),
      commission: values.commission?.trim(),
      usdRate: values.usdRate?.trim(),
      publishedOn: values.publishedOn,
    };
    onCreate({
      schemeId: values.schemeId,
      name: values.name.trim(),
      appliedOn: values.appliedOn,
      settings: {
        ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)),
        ...(Object.keys(quotas).length > 0 ? { quotas } : {}),
        ...(values.scored ? { scored: true } : {}),
      },
    });
  };
  return (
    <FormDrawer<Values>
      open={open}
      title={t('window.home.new')}
      act={t('rounds.create')}
      task={{ busy, error: refusal ?? null }}
      initialValues={{ appliedOn: today(), name: '', institution: before?.institution ?? '', commission: before?.commission ?? '' }}
      onFinish={send}
      onClose={onClose}
    >
      {schemes ? <Fields schemes={schemes} /> : <Skeleton active />}
    </FormDrawer>
  );
}

/** What is used most stands first. */
const kindsInOrder: readonly SchemeKind[] = ['recognition', 'assessment', 'reward', 'checklist'];

function Fields({ schemes }: { schemes: Output<'schemes.list'> }) {
  const { t } = useTranslation();
  const schemeId: unknown = Form.useWatch('schemeId');
  const appliedOn: unknown = Form.useWatch('appliedOn');
  const publishedOn: unknown = Form.useWatch('publishedOn');
  const scheme = schemes.find((one) => one.id === schemeId);
  const check = useQuery(
    'rounds.check',
    scheme && typeof appliedOn === 'string' && isDate(appliedOn)
      ? { schemeId: scheme.id, appliedOn, ...(typeof publishedOn === 'string' && isDate(publishedOn) && { publishedOn }) }
      : null,
  );
  const kinds = kindsInOrder.filter((kind) => schemes.some((one) => one.kind === kind));
  return (
    <>
      <Form.Item name="schemeId" label={t('rounds.scheme')} extra={scheme?.documentNo} rules={required(t('rounds.schemeNeeded'))}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('rounds.schemeNeeded')}
          options={kinds.map((kind) => ({
            label: t(`rounds.kinds.${kind}`),
            title: kind,
            options: schemes.filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: one.title })),
          }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('rounds.name')} rules={requiredText(t('rounds.nameNeeded'))}>
        <Input maxLength={200} placeholder={t('rounds.nameExample', { year: today().slice(0, 4) })} />
      </Form.Item>
      <DateItem name="appliedOn" label={t('rounds.appliedOn')} about={t('rounds.appliedOnAbout')} />
      {check.value?.asksPublication ? (
        <Form.Item name="publishedOn" label={t('rounds.published')} extra={t('rounds.publishedAbout')}>
          <Input type="date" className="date-input" />
        </Form.Item>
      ) : null}
      {check.value && check.value.notes.length > 0 ? (
        <Form.Item>
          <Notes notes={check.value.notes} />
        </Form.Item>
      ) : null}
      {scheme && scheme.types.length > 0 ? (
        <Form.Item label={t('window.home.quotas')} extra={t('window.home.quotaAbout')}>
          <div className="row">
            {scheme.types.map((type) => (
              <Form.Item key={type.id} name={['quotas', type.id]} label={type.label} noStyle>
                <InputNumber min={0} precision={0} prefix={type.label} aria-label={`${t('window.home.quotas')} ${type.label}`} />
              </Form.Item>
            ))}
          </div>
        </Form.Item>
      ) : null}
      {scheme?.kind === 'reward' ? (
        <Form.Item name="scored" valuePropName="checked" extra={t('rounds.scoredAbout')}>
          <Checkbox>{t('rounds.scored')}</Checkbox>
        </Form.Item>
      ) : null}
      <TextItem name="institution" label={t('rounds.institution')} about={t('rounds.institutionAbout')} maxLength={200} />
      <TextItem name="commission" label={t('rounds.commission')} maxLength={200} />
      <RateItem />
    </>
  );
}
