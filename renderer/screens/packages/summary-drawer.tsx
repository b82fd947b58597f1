/** 核对汇总表: a sheet with one row a park, held against the forms that came. */
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call, transport } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { sizes } from '../../theme/sizes.ts';
import { DropFile } from '../../ui/fields/drop-file.tsx';
import { Refused } from '../../ui/page.tsx';
import { SummaryDifferences } from './summary-differences.tsx';
import { FileSearchOutlined } from '../../ui/icons.tsx';
import { NamedForm } from '../../ui/forms/named-form.tsx';

type Checked = Output<'packages.checkSummary'>;

export function SummaryDrawer({ roundId, open, onClose }: { roundId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const [found, setFound] = useState<Checked | null>(null);
  const task = useMutation();
  const check = (read: () => Promise<string>): void => {
    setFound(null);
    void task.run(async () => setFound(await call('packages.checkSummary', { roundId, paths: [await read()] })));
  };
  return (
    <Drawer open={open} onClose={onClose} size={sizes.wideDrawer} title={t('applications.summary.title')} className="printed-drawer">
      <div className="stack-wide">
        <p className="quiet flush">{t('applications.summary.about')}</p>
        <DropFile accept=".xlsx,.xlsm" testId="summary-file" onFiles={([file]) => (file ? check(() => transport.pathOf(file)) : undefined)}>
          <FileSearchOutlined /> {t('applications.summary.drop')}
        </DropFile>
        <NamedForm layout="vertical" onFinish={() => check(() => Promise.resolve(path.trim()))}>
          <Form.Item label={t('applications.summary.path')}>
            <Input value={path} onChange={(event) => setPath(event.target.value)} aria-label={t('applications.summary.path')} />
          </Form.Item>
          <Button htmlType="submit" loading={task.busy} disabled={path.trim() === ''}>
            {t('applications.summary.check')}
          </Button>
        </NamedForm>
        <Refused error={task.error} onClose={task.clear} />
        {found ? <SummaryDifferences sheets={found} /> : null}
      </div>
    </Drawer>
  );
}
