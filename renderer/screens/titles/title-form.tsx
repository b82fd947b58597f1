/** 登记称号变动: recognised, put under 整改, restored or revoked, each with what it needs. */
import { AutoComplete, Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In, Title } from '../../../domain/contract/api.ts';
import { isDate } from '../../../domain/numbers/days.ts';
import { rectificationEnds } from '../../../domain/scheme/grades.ts';
import { useQuery } from '../../state/queries.ts';
import { today } from '../../ui/words.ts';
import { DateItem, requiredText, TextItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';
type Change = In<'titles.record'>;
type Kind = Change['kind'];

interface Typed {
  parkName: string;
  kind: Kind;
  on: string;
  type?: string;
  until?: string;
  ground?: string;
  barredYears?: number | null;
  reason: string;
}

interface Props {
  roundId: string | null;
  /** the title that changes; undefined where the park has none */
  title: Title | undefined;
  task: Task;
  onRecord: (change: Change) => void;
}

/** What can happen to a title in its state. */
function kindsOf(title: Title | undefined): readonly Kind[] {
  if (!title || title.state === 'none' || title.state === 'revoked') return ['recognised'];
  return title.state === 'recognised' ? ['rectify', 'revoked'] : ['restored', 'rectify', 'revoked'];
}

export function TitleForm({ roundId, title, task, onRecord }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const round = useQuery('rounds.get', roundId ? { roundId } : null);
  const parks = useQuery('applications.list', roundId ? { roundId } : null);
  const scheme = useQuery('schemes.get', round.value ? { roundId: round.value.roundId } : null);
  const kinds = kindsOf(title);
  const kind = Form.useWatch('kind', form) ?? kinds[0];
  const on = Form.useWatch('on', form) ?? '';
  const results = scheme.value?.results;
  const authority = title?.authority ?? scheme.value?.issuer?.zh;
  // a bar is told by the record; a recognition before its end says why all the same
  const barred = kind === 'recognised' && typeof title?.mayApplyFrom === 'string' && on < title.mayApplyFrom;
  const months = results?.rectificationMonths;
  const clauses = results?.revocation ?? [];
  const send = ({ parkName, kind: chosen, on: happened, type, until, ground, barredYears, reason }: Typed): void =>
    onRecord({
      parkName: parkName.trim(),
      kind: chosen,
      on: happened,
      reason: reason.trim(),
      ...(chosen === 'recognised' && type ? { type } : {}),
      ...(authority ? { authority } : {}),
      ...(chosen === 'recognised' && barred && ground ? { ground: ground.trim() } : {}),
      ...(chosen === 'rectify' && until ? { until } : {}),
      ...(chosen === 'revoked' && ground ? { ground: ground.trim() } : {}),
      ...(chosen === 'revoked' && barredYears ? { barredYears } : {}),
    });
  return (
    <ActionForm<Typed>
      press={t('titles.keep')}
      task={task}
      form={form}
      initialValues={{ parkName: title?.parkName ?? '', kind: kinds[0], on: today(), reason: '' }}
      onFinish={send}
    >
      {title ? <p className="quiet">{title.text}</p> : null}
      <Form.Item name="parkName" label={t('applications.list.park')} rules={requiredText(t('titles.parkNeeded'))}>
        <AutoComplete
          disabled={title !== undefined}
          showSearch={{ filterOption: true }}
          options={(parks.value ?? []).map(({ parkName }) => ({ value: parkName }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={t('titles.kind')}>
        <Radio.Group options={kinds.map((one) => ({ value: one, label: t(`titles.kinds.${one}`) }))} />
      </Form.Item>
      <DateItem name="on" label={t(`titles.on.${kind}`)} />
      {kind === 'recognised' && (scheme.value?.types.length ?? 0) > 0 ? (
        <Form.Item name="type" label={t('applications.list.type')}>
          <Select allowClear options={(scheme.value?.types ?? []).map(({ id, label }) => ({ value: id, label: label.zh }))} />
        </Form.Item>
      ) : null}
      {barred ? (
        <TextItem name="ground" label={t('titles.againstBar')} needed={t('titles.groundNeeded')} rows={[2, 6]} maxLength={1000} />
      ) : null}
      {kind === 'rectify' ? (
        <Form.Item label={t('titles.until')} extra={months === undefined ? t('titles.untilOpen') : t('titles.untilAbout', { months })}>
          <div className="row">
            <DateItem name="until" label={t('titles.until')} noStyle />
            {months !== undefined && isDate(on) ? (
              <Button onClick={() => form.setFieldValue('until', rectificationEnds(on, months))}>{t('titles.untilFill')}</Button>
            ) : null}
          </div>
        </Form.Item>
      ) : null}
      {kind === 'revoked' ? (
        <>
          {clauses.length > 0 ? (
            <Form.Item label={t('titles.clauses')}>
              <Select
                aria-label={t('titles.clauses')}
                placeholder={t('titles.clausesAbout')}
                options={clauses.map(({ article, text }, at) => ({ value: at, label: `${article} ${text}` }))}
                onChange={(at: number) => {
                  const clause = clauses[at];
                  if (clause)
                    form.setFieldsValue({
                      ground: t('titles.clause', { article: clause.article, text: clause.text }),
                      barredYears: clause.barredYears ?? null,
                    });
                }}
              />
            </Form.Item>
          ) : null}
          <TextItem name="ground" label={t('titles.ground')} needed={t('titles.groundNeeded')} rows={[2, 6]} maxLength={1000} />
          <Form.Item name="barredYears" label={t('titles.barred')} extra={t('titles.barredAbout')}>
            <InputNumber min={1} max={50} precision={0} className="points-input" />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="reason" label={t('titles.source')} rules={requiredText(t('titles.sourceNeeded'))}>
        <Input maxLength={500} placeholder={t('titles.sourceExample')} />
      </Form.Item>
    </ActionForm>
  );
}
