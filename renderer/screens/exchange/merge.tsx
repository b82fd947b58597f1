/** 收回结果: return files come in, and for each it is said what it brought. */
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { JobLine } from '../../ui/job-line.tsx';
import { givenInstitution, InstitutionKeyFields, type InstitutionKey } from '../../ui/keys/institution-key.tsx';
import { FileField } from '../../ui/fields/file-field.tsx';
import { FilePassphrase } from './keys.tsx';
import { MergeReport } from './merge-report.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Notice } from '../../ui/page.tsx';

export function MergeForm({ given }: { given: readonly string[] }) {
  const { t } = useTranslation();
  const [paths, setPaths] = useState<readonly string[]>(given);
  const [report, setReport] = useState<Output<'exchange.merge'> | null>(null);
  const task = useJobMutation();
  const merge = ({ filePassphrase, ...institution }: InstitutionKey & { filePassphrase?: string }): void =>
    void task.run(async (options) =>
      setReport(
        await call(
          'exchange.merge',
          { paths: [...paths], ...givenInstitution(institution), ...(filePassphrase ? { filePassphrase } : {}) },
          options,
        ),
      ),
    );
  if (report) {
    return (
      <MergeReport
        report={report}
        onMore={() => {
          setReport(null);
          setPaths([]);
        }}
      />
    );
  }
  return (
    <ActionForm
      press={t('exchange.screen.merge')}
      task={task}
      disabled={paths.length === 0}
      beside={<JobLine task={task} />}
      onFinish={merge}
    >
      <Form.Item>
        <FileField accept=".ppreturn" multiple paths={paths} onPaths={setPaths} />
      </Form.Item>
      <InstitutionKeyFields />
      <FilePassphrase summary={t('exchange.key.withPassphrase')} about={t('exchange.key.fileAbout')} />
      <Notice className="form-note" title={t('exchange.merge.backupFirst')} />
    </ActionForm>
  );
}
