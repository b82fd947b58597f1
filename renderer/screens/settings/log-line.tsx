import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { MadeFile } from '../../ui/fields/made-file.tsx';
import { Refused } from '../../ui/page.tsx';

/** 导出日志: for whoever helps with the program. */
export function LogLine() {
  const { t } = useTranslation();
  const task = useMutation();
  const [path, setPath] = useState<string | null>(null);
  const make = (): void => {
    setPath(null);
    void task.run(async () => setPath((await call('workspace.exportLog', {})).path));
  };
  return (
    <div className="stack-tight">
      <div className="row-between">
        <span className="quiet">{t('workspace.settings.logAbout')}</span>
        <Button loading={task.busy} onClick={make}>
          {t('workspace.settings.exportLog')}
        </Button>
      </div>
      <Refused error={task.error} onClose={task.clear} />
      {path === null ? null : (
        <p className="flush" role="status">
          <span className="verified">{t('workspace.settings.logMade')}</span> <MadeFile path={path} />
        </p>
      )}
    </div>
  );
}
