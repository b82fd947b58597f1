/** Makes a document and, where an identity is given, signs it; shows at once what verification says. */
import { Button, Drawer, Form, Progress, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationRow, Input as In, Output } from '../../../domain/api.ts';
import { addressOfFile, call } from '../../api.ts';
import { useJob } from '../../state/progress.ts';
import { useTask } from '../../state/task.ts';
import { sizes } from '../../theme.ts';
import { Refused } from '../../ui/notices.tsx';
import { Signers } from './signers.tsx';
import { VerificationFacts } from './verification-facts.tsx';

type ReportKind = In<'reports.export'>['kind'];

const kinds: readonly ReportKind[] = ['review', 'summary', 'shortlist', 'sheet'];

/** Whether a document is about one park; the others are about the round. */
function ofPark(kind: ReportKind): boolean {
  return kind === 'review' || kind === 'sheet';
}

interface Typed {
  kind: ReportKind;
  applicationId?: string;
  personId?: string;
  signers?: { identity?: string; passphrase?: string }[];
}

interface Props {
  open: boolean;
  roundId: string;
  parks: readonly ApplicationRow[];
  people: Output<'panel.list'>;
  onClose: () => void;
}

export function ExportDrawer({ open, roundId, parks, people, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch('kind', form);
  const signers = Form.useWatch('signers', form);
  const [made, setMade] = useState<Output<'reports.export'> | null>(null);
  const [job, setJob] = useState<string | null>(null);
  const progress = useJob(job);
  const stop = useRef<AbortController | null>(null);
  const task = useTask();
  const make = async (typed: Typed): Promise<void> => {
    setMade(null);
    const id = crypto.randomUUID();
    setJob(id);
    stop.current = new AbortController();
    const { signal } = stop.current;
    await task.run(async () => {
      const sign = (typed.signers ?? []).map((one) => ({ identity: one.identity?.trim() ?? '', passphrase: one.passphrase ?? '' }));
      setMade(
        await call(
          'reports.export',
          {
            kind: typed.kind,
            roundId,
            ...(ofPark(typed.kind) && typed.applicationId ? { applicationId: typed.applicationId } : {}),
            ...(typed.kind === 'sheet' && typed.personId ? { personId: typed.personId } : {}),
            ...(sign.length > 0 ? { sign } : {}),
            replace: true,
          },
          { job: id, signal },
        ),
      );
    });
    setJob(null);
  };
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={sizes.drawer}
      title={t('window.documents.make')}
      destroyOnHidden
      footer={
        <div className="row">
          <Button type="primary" loading={task.busy} onClick={() => form.submit()}>
            {t(signers && signers.length > 0 ? 'window.documents.makeSigned' : 'window.documents.make')}
          </Button>
          {task.busy ? <Button onClick={() => stop.current?.abort()}>{t('window.import.cancel')}</Button> : <Button onClick={onClose}>{t('common.close')}</Button>}
        </div>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'review' }} onFinish={(typed) => void make(typed)}>
        <Form.Item name="kind" label={t('window.documents.kind')}>
          <Select options={kinds.map((one) => ({ value: one, label: t(`window.documents.kinds.${one}`) }))} />
        </Form.Item>
        {kind && ofPark(kind) ? (
          <Form.Item name="applicationId" label={t('window.packages.park')} rules={[{ required: true, message: t('window.documents.parkNeeded') }]}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={parks.map((park) => ({ value: park.applicationId, label: park.parkName }))} />
          </Form.Item>
        ) : null}
        {kind === 'sheet' ? (
          <Form.Item name="personId" label={t('window.documents.expert')} rules={[{ required: true, message: t('window.identity.memberNeeded') }]}>
            <Select options={people.map((person) => ({ value: person.personId, label: person.name }))} />
          </Form.Item>
        ) : null}
        {kind ? <p className="quiet">{t(`window.documents.signs.${kind}`)}</p> : null}
        <Form.List name="signers">{(fields, { add, remove }) => <Signers places={fields.map((field) => field.name)} onAdd={() => add()} onRemove={remove} />}</Form.List>
      </Form>
      <div className="stack-wide made">
        {task.busy ? (
          <div role="status">
            <Progress percent={progress && progress.total > 0 ? Math.round((progress.done / progress.total) * 100) : 0} status="active" />
            <span className="quiet">{progress?.label ?? t('window.documents.making')}</span>
          </div>
        ) : null}
        <Refused error={task.error} onClose={task.clear} />
        {made ? (
          <>
            <p className="lead" role="status">
              {t('window.documents.done', { pages: made.pages })}
            </p>
            <p className="raw">{made.path}</p>
            <VerificationFacts verification={made.verification} />
            <div>
              <Button href={addressOfFile('exports', made.exportId)} target="_blank">
                {t('window.documents.view')}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </Drawer>
  );
}
