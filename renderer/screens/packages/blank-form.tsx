/** 空白申报表: the form of the round's rule book, written for applicants to fill in. */
import { Form, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { safeFileName } from '../../../domain/names.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { TextItem, TickItem } from '../../ui/fields/items.tsx';
import { MadeFile } from '../../ui/fields/made-file.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { Ready } from '../../ui/page.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

interface Typed {
  format: 'docx' | 'xlsx';
  path: string;
  replace: boolean;
}

export function BlankFormDrawer({ roundId, open, onClose }: { roundId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const scheme = useQuery('schemes.get', open ? { roundId } : null);
  return (
    <SideDrawer open={open} onClose={onClose} title={t('schemes.blank.open')}>
      <Ready answer={scheme}>{({ form }) => <Write roundId={roundId} title={form.title} />}</Ready>
    </SideDrawer>
  );
}

function Write({ roundId, title }: { roundId: string; title: string }) {
  const { t } = useTranslation();
  const info = useQuery('workspace.info', {});
  const [form] = Form.useForm<Typed>();
  const [made, setMade] = useState<{ path: string; fields: number } | null>(null);
  const task = useMutation();
  if (!info.value) return null;
  const folder = info.value.path;
  const path = `${folder}${folder.includes('\\') ? '\\' : '/'}${safeFileName(t('schemes.blank.name', { title }))}.docx`;
  const write = ({ format, path: typed, replace }: Typed): void => {
    setMade(null);
    void task.run(async () => setMade(await call('schemes.form', { roundId, format, path: typed.trim(), replace })));
  };
  return (
    <>
      <ActionForm<Typed>
        form={form}
        press={t('common.export.write')}
        task={task}
        initialValues={{ format: 'docx', path, replace: false }}
        onFinish={write}
      >
        <Form.Item name="format" label={t('schemes.blank.format')}>
          <Radio.Group
            options={(['docx', 'xlsx'] as const).map((value) => ({ value, label: t(`schemes.blank.${value}`) }))}
            onChange={() => {
              const { format, path: typed } = form.getFieldsValue();
              form.setFieldValue('path', typed.replace(/\.(?:docx|xlsx)$/i, `.${format}`));
            }}
          />
        </Form.Item>
        <TextItem name="path" label={t('common.export.to')} needed={t('common.export.toNeeded')} />
        <TickItem name="replace" label={t('common.export.replace')} />
      </ActionForm>
      {made ? (
        <div role="status" data-testid="blank-form-made">
          <p className="verified">{t('schemes.blank.made', { count: made.fields })}</p>
          <MadeFile path={made.path} />
        </div>
      ) : null}
    </>
  );
}
