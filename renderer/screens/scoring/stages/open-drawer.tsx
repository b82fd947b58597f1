/** Begins a stage: for all parks, or for those that pass by what they came to in the stage before, who is shown before it binds. */
import { Form, Input, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../../domain/contract/api.ts';
import type { StageView } from '../../../../domain/contract/stages.ts';
import { call } from '../../../client/api.ts';
import { useMutation } from '../../../state/mutation.ts';
import { useQuery } from '../../../state/queries.ts';
import { required, TextItem } from '../../../ui/fields/items.tsx';
import { FormDrawer } from '../../../ui/forms/form-drawer.tsx';
import { Refused } from '../../../ui/page.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';

interface Typed {
  by: 'all' | 'top' | 'minimum';
  count: number | null;
  points: string;
  reason: string;
}

interface Props {
  roundId: string;
  stage: StageView;
  /** the stage before it; null: there is none */
  before: StageView | null;
  onClose: () => void;
}

export function OpenDrawer({ roundId, stage, before, onClose }: Props) {
  const { t } = useTranslation();
  const task = useMutation();
  const [form] = Form.useForm<Typed>();
  const by = Form.useWatch('by', form) ?? 'all';
  const isOver = before?.state === 'closed';
  const send = ({ by: chosen, count, points, reason }: Typed): Promise<unknown> =>
    call('stages.open', {
      roundId,
      stage: stage.key,
      ...(chosen === 'top' && { admission: { by: chosen, count: count ?? 0, reason: reason.trim() } }),
      ...(chosen === 'minimum' && { admission: { by: chosen, points: points.trim(), reason: reason.trim() } }),
    });
  return (
    <FormDrawer<Typed>
      form={form}
      open
      title={t('stages.open.title', { stage: stage.name })}
      act={t('stages.act.open')}
      task={task}
      onClose={onClose}
      initialValues={{ by: 'all', count: null, points: '', reason: '' }}
      onFinish={(typed) => void task.run(() => send(typed)).then((done) => (done ? onClose() : undefined))}
    >
      <p>{t('stages.open.about')}</p>
      <Form.Item
        name="by"
        label={t('stages.open.who')}
        {...(before && !isOver && { extra: t('stages.open.earlier', { before: before.name }) })}
      >
        <Radio.Group
          className="stack"
          options={(['all', 'top', 'minimum'] as const).map((value) => ({
            value,
            label: t(`stages.open.by.${value}`),
            disabled: value !== 'all' && !isOver,
          }))}
        />
      </Form.Item>
      {by === 'top' ? (
        <Form.Item name="count" label={t('stages.open.count')} rules={required(t('stages.open.countNeeded'))}>
          <InputNumber min={1} max={10_000} precision={0} className="points-input" />
        </Form.Item>
      ) : null}
      {by === 'minimum' ? (
        <Form.Item
          name="points"
          label={t('stages.open.points', { max: before?.maximum ?? '' })}
          rules={[{ required: true, pattern: /^\s*\d{1,4}(\.\d{1,2})?\s*$/, message: t('stages.open.pointsNeeded') }]}
        >
          <Input inputMode="decimal" className="points-input" />
        </Form.Item>
      ) : null}
      {by === 'all' ? null : <TextItem name="reason" label={t('stages.reason')} needed={t('applications.reasonNeeded')} rows={[1, 4]} />}
      {before && isOver ? <Standing roundId={roundId} before={before} form={form} /> : null}
    </FormDrawer>
  );
}

type Parks = Output<'stages.standing'>['parks'];

/** Whether a park passes by what is typed; null while nothing is. The services decide by the exact figure. */
function passes({ by, count, points }: Partial<Typed>, { rank, figure }: Parks[number]): boolean | null {
  if (by === 'top') return count ? rank <= count : null;
  if (by === 'minimum') return points && Number.isFinite(Number(points)) ? Number(figure) >= Number(points) : null;
  return null;
}

function Standing({ roundId, before, form }: { roundId: string; before: StageView; form: ReturnType<typeof Form.useForm<Typed>>[0] }) {
  const { t } = useTranslation();
  const standing = useQuery('stages.standing', { roundId, stage: before.key });
  const typed = (Form.useWatch([], form) ?? {}) as Partial<Typed>;
  if (standing.error) return <Refused error={standing.error} />;
  const { parks = [], unscored = [] } = standing.value ?? {};
  return (
    <>
      <Figures
        name={t('stages.standing', { stage: before.name })}
        rows={parks}
        rowKey={(park) => park.applicationId}
        columns={[
          { title: t('stages.park'), head: true, cell: (park) => park.parkName },
          { title: t('stages.type'), cell: (park) => park.type || '—' },
          { title: t('stages.figure', { stage: before.name }), number: true, cell: (park) => park.figure },
          { title: t('stages.rank'), number: true, cell: (park) => park.rank },
          {
            title: t('stages.passes'),
            cell: (park) => {
              const pass = passes(typed, park);
              return pass === null ? '' : <span className={pass ? undefined : 'wants'}>{t(pass ? 'stages.pass' : 'stages.stay')}</span>;
            },
          },
        ]}
      />
      {unscored.length === 0 ? null : (
        <p className="raw">{t('stages.unscored', { parks: unscored.map(({ parkName }) => parkName).join(t('common.comma')) })}</p>
      )}
    </>
  );
}
