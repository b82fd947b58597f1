/** The rubric as a workbook: where it is written to, and that it was. */
import { Button, Checkbox, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { Refused } from '../../ui/notices.tsx';

export function WorkbookDrawer({ roundId, open, path, onClose }: { roundId: string; open: boolean; path: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ path: string; criteria: number } | null>(null);
  const task = useTask();
  return (
    <Drawer open={open} onClose={onClose} size={sizes.drawer} title={t('desk.rubric.export')} destroyOnHidden>
      <Form<{ path: string; replace: boolean }>
        layout="vertical"
        requiredMark={false}
        initialValues={{ path, replace: false }}
        onFinish={(typed) => {
          setMade(null);
          void task.run(async () => setMade(await call('rounds.exportRubric', { roundId, path: typed.path.trim(), replace: typed.replace })));
        }}
      >
        <Form.Item name="path" label={t('desk.rubric.exportTo')} rules={[{ required: true, whitespace: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="replace" valuePropName="checked">
          <Checkbox>{t('desk.rubric.replace')}</Checkbox>
        </Form.Item>
        <Refused error={task.error} />
        <Button type="primary" htmlType="submit" loading={task.busy}>
          {t('desk.rubric.export')}
        </Button>
      </Form>
      {made ? <p className="verified">{t('desk.rubric.exported', made)}</p> : null}
    </Drawer>
  );
}
