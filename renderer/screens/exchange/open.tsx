/** 打开任务, on the expert's own laptop. */
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { go } from '../../state/route.ts';
import { useSession } from '../../state/session.ts';
import { useTask } from '../../state/task.ts';
import { Refused } from '../../ui/notices.tsx';
import { FileField } from './file-field.tsx';
import { givenKeys, KeyFields } from './keys.tsx';
import type { Keys } from './keys.tsx';

export function OpenForm() {
  const { t } = useTranslation();
  const { openRound, actAs } = useSession();
  const [paths, setPaths] = useState<string[]>([]);
  const [opened, setOpened] = useState<Output<'exchange.open'> | null>(null);
  const task = useTask();
  const [path] = paths;
  return (
    <Form<Keys>
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => (path ? void task.run(async () => setOpened(await call('exchange.open', { path, ...givenKeys(typed) }, { job: crypto.randomUUID() }))) : undefined)}
    >
      <Form.Item>
        <FileField accept=".pptask" paths={paths} onPaths={setPaths} />
      </Form.Item>
      <KeyFields />
      <Button type="primary" htmlType="submit" disabled={!path} loading={task.busy}>
        {t('field.exchange.open')}
      </Button>
      <Refused error={task.error} onClose={task.clear} />
      {opened ? (
        <div className="stack made" role="status">
          <p className="lead">{t(opened.alreadyThere ? 'field.exchange.openedBefore' : 'field.exchange.opened', { name: opened.name, applications: opened.applications, documents: opened.documents })}</p>
          <div>
            <Button
              type="primary"
              onClick={() => {
                openRound(opened.roundId);
                actAs(opened.personId);
                go('scoring');
              }}
            >
              {t('window.scoring.actAs')}
            </Button>
          </div>
        </div>
      ) : null}
    </Form>
  );
}
