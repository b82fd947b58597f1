/** 收回结果: return files come in, and for each it is said what it brought. */
import { Alert, Button, Form, Input, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { call } from '../../api.ts';
import { useJob } from '../../state/progress.ts';
import { useTask } from '../../state/task.ts';
import { Refused } from '../../ui/notices.tsx';
import { fileName, showPoints } from '../../ui/words.ts';
import { FileField } from './file-field.tsx';

type Report = Output<'exchange.merge'>;

export function MergeForm() {
  const { t } = useTranslation();
  const [paths, setPaths] = useState<string[]>([]);
  const [report, setReport] = useState<Report | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const progress = useJob(job);
  const task = useTask();
  const merge = async ({ passphrase, filePassphrase }: { passphrase?: string; filePassphrase?: string }): Promise<void> => {
    const id = crypto.randomUUID();
    setJob(id);
    setReport(null);
    await task.run(async () => setReport(await call('exchange.merge', { paths, ...(passphrase ? { institutionPassphrase: passphrase } : {}), ...(filePassphrase ? { filePassphrase } : {}) }, { job: id })));
    setJob(null);
  };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(typed) => void merge(typed)}>
      <Form.Item>
        <FileField accept=".ppreturn" multiple paths={paths} onPaths={setPaths} />
      </Form.Item>
      <Form.Item name="passphrase" label={t('window.identity.institutionPassphrase')}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Form.Item name="filePassphrase" label={t('field.key.filePassphrase')} extra={t('field.key.fileAbout')}>
        <Input.Password autoComplete="off" />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={paths.length === 0} loading={task.busy}>
        {t('field.exchange.merge')}
      </Button>
      {task.busy && progress && progress.total > 0 ? <Progress percent={Math.round((progress.done / progress.total) * 100)} status="active" /> : null}
      <Refused error={task.error} onClose={task.clear} />
      {report ? <MergeReport report={report} /> : null}
    </Form>
  );
}

function MergeReport({ report }: { report: Report }) {
  const { t } = useTranslation();
  const files = [...report.merged, ...report.alreadyThere];
  return (
    <div className="stack report" role="status" data-testid="merge-report">
      <p className="lead">{t('field.merge.sum', { merged: report.merged.length, known: report.alreadyThere.length, refused: report.refused.length })}</p>
      {report.conflicts.length > 0 ? <Alert type="warning" showIcon title={t('field.merge.conflicts', { count: report.conflicts.length })} /> : null}
      {files.length > 0 ? (
        <table className="plain-table" aria-label={t('field.merge.report')}>
          <thead>
            <tr>
              <th>{t('window.panel.name')}</th>
              <th className="number">{t('field.merge.came')}</th>
              <th className="number">{t('field.merge.already')}</th>
              <th className="number">{t('field.merge.inConflict')}</th>
              <th className="number">{t('window.panel.submitted')}</th>
            </tr>
          </thead>
          <tbody>
            {files.map((one) => (
              <tr key={one.path}>
                <td>
                  {one.name} <span className="raw">{fileName(one.path)}</span>
                </td>
                <td className="number">{one.came}</td>
                <td className="number">{one.alreadyThere}</td>
                <td className="number">{one.conflicts}</td>
                <td className="number">{one.submitted}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {files.filter((one) => one.forked).map((one) => (
        <p key={one.serial} className="wants">
          {t('field.merge.forked', { name: one.name })}
        </p>
      ))}
      {files.flatMap((one) =>
        one.voided.map((park) => (
          <p key={`${one.serial} ${park.applicationId}`} className="wants">
            {t('field.merge.voided', { name: one.name, park: park.parkName, scores: park.scores, total: showPoints(park.total100) })}
          </p>
        )),
      )}
      {report.refused.map((one) => (
        <Alert key={one.path} type="warning" showIcon title={one.message.replaceAll(one.path, fileName(one.path))} />
      ))}
    </div>
  );
}
