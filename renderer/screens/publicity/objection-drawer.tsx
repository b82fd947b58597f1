/** 登记异议: who objects to which park and why, with what they handed in. */
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow } from '../../../domain/contract/api.ts';
import { asApiError, call, transport, type ApiError } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { DeleteOutlined } from '../../ui/icons.tsx';
import { Refused } from '../../ui/page.tsx';
import { showBytes, today } from '../../ui/words.ts';
import { DateItem, required, requiredText, TextItem } from '../../ui/fields/items.tsx';
import { DropFile } from '../../ui/fields/drop-file.tsx';

interface Typed {
  applicationId: string;
  objector: string;
  contact: string;
  raisedOn: string;
  text: string;
}

interface EvidenceFile {
  path: string;
  name: string;
  bytes: number;
}

interface Props {
  open: boolean;
  roundId: string;
  parks: readonly ApplicationRow[];
  onClose: () => void;
}

export function ObjectionDrawer({ open, roundId, parks, onClose }: Props) {
  const { t } = useTranslation();
  const [files, setFiles] = useState<readonly EvidenceFile[]>([]);
  const task = useMutation();
  const keep = async ({ applicationId, objector, contact, raisedOn, text }: Typed): Promise<void> => {
    const done = await task.run(() =>
      call('publicity.object', {
        roundId,
        applicationId,
        raisedOn,
        objector: objector.trim(),
        text: text.trim(),
        ...(contact.trim() ? { contact: contact.trim() } : {}),
        ...(files.length > 0 ? { evidence: files.map((one) => one.path) } : {}),
      }),
    );
    if (done) onClose();
  };
  return (
    <FormDrawer<Typed>
      open={open}
      title={t('publicity.screen.object')}
      act={t('publicity.screen.object')}
      task={task}
      onClose={onClose}
      initialValues={{ objector: '', contact: '', raisedOn: today(), text: '' }}
      onFinish={(typed) => void keep(typed)}
    >
      <Form.Item name="applicationId" label={t('publicity.screen.against')} rules={required(t('documents.screen.parkNeeded'))}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={parks.map((park) => ({ value: park.applicationId, label: park.parkName }))}
        />
      </Form.Item>
      <TextItem name="objector" label={t('publicity.screen.objector')} needed={t('publicity.screen.objectorNeeded')} maxLength={200} />
      <TextItem name="contact" label={t('publicity.screen.contact')} maxLength={200} />
      <DateItem name="raisedOn" label={t('publicity.screen.raisedOn')} />
      <Form.Item name="text" label={t('publicity.screen.objectionText')} rules={requiredText(t('publicity.screen.objectionNeeded'))}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} />
      </Form.Item>
      <Form.Item label={t('publicity.screen.evidence')}>
        <Evidence files={files} onFiles={setFiles} />
      </Form.Item>
    </FormDrawer>
  );
}

/** Files picked or dropped one after the other; each can be taken off again before the objection is kept. */
function Evidence({ files, onFiles }: { files: readonly EvidenceFile[]; onFiles: (files: readonly EvidenceFile[]) => void }) {
  const { t } = useTranslation();
  const [error, setError] = useState<ApiError | null>(null);
  const take = async (picked: readonly File[]): Promise<void> => {
    setError(null);
    try {
      const taken: EvidenceFile[] = [];
      for (const file of picked) taken.push({ path: await transport.pathOf(file), name: file.name, bytes: file.size });
      onFiles([...files, ...taken]);
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  return (
    <div className="stack">
      <DropFile multiple testId="evidence-files" onFiles={(picked) => void take(picked)}>
        {t('publicity.screen.evidencePick')}
      </DropFile>
      <Refused error={error} />
      <ul className="plain-list">
        {files.map((one) => (
          <li key={one.path} className="row-between">
            <span className="field-name">
              {one.name} <span className="raw">{showBytes(one.bytes)}</span>
            </span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              onClick={() => onFiles(files.filter((other) => other !== one))}
              aria-label={`${t('common.remove')} ${one.name}`}
              title={t('common.remove')}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
