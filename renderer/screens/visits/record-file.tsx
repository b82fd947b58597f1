/** 考察记录 as a PDF, made on the machine that is on site, to be left with the park. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { MadeFile } from '../../ui/fields/made-file.tsx';
import { ExportOutlined } from '../../ui/icons.tsx';
import { JobLine } from '../../ui/job-line.tsx';
import { Refused } from '../../ui/page.tsx';

export function RecordFile({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const making = useJobMutation();
  const [path, setPath] = useState<string | null>(null);
  const make = (): void =>
    void making.run(async (options) => {
      const made = await call('reports.export', { kind: 'visit', applicationId, replace: true }, options);
      setPath(made.path);
    });
  return (
    <div className="stack-tight">
      <div>
        <Button icon={<ExportOutlined />} disabled={making.busy} onClick={make}>
          {t('visits.record.make')}
        </Button>
      </div>
      <JobLine task={making} />
      <Refused error={making.error} onClose={making.clear} />
      {path === null ? null : (
        <span role="status">
          {t('visits.record.made')} <MadeFile path={path} testId="visit-record" />
        </span>
      )}
    </div>
  );
}
