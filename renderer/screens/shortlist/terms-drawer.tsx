/** 名额与限制: places by type, the lowest admissible total, and how many of a region. */
import { Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Input as In } from '../../../domain/contract/api.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { DeleteOutlined, PlusOutlined } from '../../ui/icons.tsx';
import { IconButton } from '../../ui/buttons.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

export type Terms = Omit<In<'rounds.setQuotas'>, 'roundId'>;

interface Typed {
  quotas: Record<string, number | null>;
  minimum: string;
  regions: { region?: string; count?: number | null }[];
}

interface Props {
  open: boolean;
  types: readonly { type: string; label: string; quota: number }[];
  minimumScore: string | null;
  byRegion: Readonly<Record<string, number>>;
  task: Task;
  onKeep: (terms: Terms) => void;
  onClose: () => void;
}

export function TermsDrawer({ open, types, minimumScore, byRegion, task, onKeep, onClose }: Props) {
  const { t } = useTranslation();
  const send = ({ quotas, minimum, regions }: Typed): void =>
    onKeep({
      quotas: Object.fromEntries(Object.entries(quotas).map(([type, places]) => [type, places ?? 0])),
      minimumScore: minimum.trim() === '' ? null : minimum.trim(),
      byRegion: Object.fromEntries(
        regions.flatMap(({ region, count }) => (region?.trim() && typeof count === 'number' ? [[region.trim(), count] as const] : [])),
      ),
    });
  return (
    <FormDrawer<Typed>
      open={open}
      title={t('shortlist.screen.terms')}
      act={t('shortlist.screen.keepTerms')}
      task={task}
      onClose={onClose}
      onFinish={send}
      initialValues={{
        quotas: Object.fromEntries(types.map((one) => [one.type, one.quota])),
        minimum: minimumScore ?? '',
        regions: Object.entries(byRegion).map(([region, count]) => ({ region, count })),
      }}
    >
      <Form.Item label={t('window.home.quotas')} extra={t('window.home.quotaAbout')}>
        <div className="row">
          {types.map((one) => (
            <Form.Item key={one.type} name={['quotas', one.type]} noStyle>
              <InputNumber min={0} precision={0} prefix={one.label} aria-label={`${t('window.home.quotas')} ${one.label}`} />
            </Form.Item>
          ))}
        </div>
      </Form.Item>
      <Form.Item
        name="minimum"
        label={t('shortlist.screen.minimumLabel')}
        extra={t('shortlist.screen.minimumAbout')}
        rules={[{ pattern: /^\s*(\d{1,6}(\.\d{1,6})?)?\s*$/, message: t('shortlist.screen.minimumShape') }]}
      >
        <Input inputMode="decimal" className="points-input" />
      </Form.Item>
      <Form.Item label={t('shortlist.screen.regions')} extra={t('shortlist.screen.regionAbout')}>
        <Form.List name="regions">
          {(lines, { add, remove }) => (
            <div className="stack">
              {lines.map((line) => (
                <div key={line.key} className="row">
                  <Form.Item name={[line.name, 'region']} noStyle>
                    <Input
                      aria-label={t('shortlist.screen.regionName')}
                      placeholder={t('shortlist.screen.regionName')}
                      className="search"
                    />
                  </Form.Item>
                  <Form.Item name={[line.name, 'count']} noStyle>
                    <InputNumber min={0} precision={0} aria-label={t('shortlist.screen.regionCount')} className="points-input" />
                  </Form.Item>
                  <IconButton icon={<DeleteOutlined />} onClick={() => remove(line.name)} name={t('common.remove')} />
                </div>
              ))}
              <div>
                <Button icon={<PlusOutlined />} onClick={() => add({ region: '', count: 1 })}>
                  {t('shortlist.screen.regionAdd')}
                </Button>
              </div>
            </div>
          )}
        </Form.List>
      </Form.Item>
    </FormDrawer>
  );
}
