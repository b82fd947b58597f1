/** Makes one document, as PDF or, for those who must edit it, as a Word file; signs it at once where somebody sits here. */
import { Form, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { hasScope, type ReportKind } from '../../../domain/report/kinds.ts';
import { call } from '../../client/api.ts';
import { useJobMutation } from '../../state/job-mutation.ts';
import { FormDrawer } from '../../ui/forms/form-drawer.tsx';
import { MakingLine, StopOrClose } from './making.tsx';
import { reviewedOf, useNames, type Round } from './names.ts';
import type { UnlockedKey } from './state.ts';
import { VerificationFacts } from './verification-facts.tsx';
import { required, TickItem } from '../../ui/fields/items.tsx';
import { MadeFile } from '../../ui/fields/made-file.tsx';

interface Typed {
  kind: ReportKind;
  format: 'pdf' | 'docx';
  applicationId?: string;
  personId?: string;
  sign?: boolean;
}

interface Props {
  open: boolean;
  roundId: string;
  round: Round;
  kinds: readonly ReportKind[];
  /** of these, the ones whose time has not come: they can be drafted and not be signed */
  drafts: readonly ReportKind[];
  unlockedKey: UnlockedKey | null;
  onMade: (exportId: string) => void;
  onClose: () => void;
}

export function ExportDrawer({ open, roundId, round, kinds, drafts, unlockedKey, onMade, onClose }: Props) {
  const { t } = useTranslation();
  const names = useNames(round);
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch('kind', form);
  const format = Form.useWatch('format', form);
  const isDraft = kind !== undefined && drafts.includes(kind);
  const [made, setMade] = useState<Output<'reports.export'> | null>(null);
  const making = useJobMutation();
  const make = async (typed: Typed): Promise<void> => {
    setMade(null);
    await making.run(async (options) => {
      const answer = await call(
        'reports.export',
        {
          kind: typed.kind,
          format: typed.format,
          roundId,
          ...(!hasScope(typed.kind, 'round') && typed.applicationId ? { applicationId: typed.applicationId } : {}),
          ...(hasScope(typed.kind, 'seat') && typed.personId ? { personId: typed.personId } : {}),
          ...(typed.sign === true && unlockedKey && typed.format === 'pdf' ? { sign: [{}] } : {}),
        },
        options,
      );
      setMade(answer);
      onMade(answer.exportId);
    });
  };
  return (
    <FormDrawer<Typed>
      form={form}
      open={open}
      title={t('documents.screen.make')}
      act={t('documents.screen.make')}
      task={making}
      onClose={onClose}
      beside={<StopOrClose making={making} onClose={onClose} />}
      below={
        <div className="stack-wide made">
          <MakingLine making={making} />
          {made ? <Made made={made} /> : null}
        </div>
      }
      initialValues={{ kind: kinds[0], format: 'pdf', sign: false }}
      onFinish={(typed) => void make(typed)}
    >
      <Form.Item name="kind" label={t('documents.screen.kind')}>
        <Select
          options={kinds.map((one) => ({ value: one, label: names.kind({ kind: one }) }))}
          onChange={(chosen: ReportKind) => {
            if (drafts.includes(chosen) !== isDraft) form.setFieldsValue({ format: isDraft ? 'pdf' : 'docx' });
          }}
        />
      </Form.Item>
      {kind && !hasScope(kind, 'round') ? (
        <Form.Item name="applicationId" label={t('applications.list.park')} rules={required(t('documents.screen.parkNeeded'))}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={reviewedOf(round).map((park) => ({ value: park.applicationId, label: park.parkName }))}
          />
        </Form.Item>
      ) : null}
      {kind && hasScope(kind, 'seat') ? (
        <Form.Item name="personId" label={t('documents.screen.expert')} rules={required(t('identities.form.memberNeeded'))}>
          <Select
            options={round.people.filter(({ assigned }) => assigned > 0).map((person) => ({ value: person.personId, label: person.name }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name="format"
        label={t('documents.make.format')}
        extra={t(`documents.make.${isDraft ? 'draftAbout' : format === 'docx' ? 'wordAbout' : 'pdfAbout'}`)}
      >
        <Segmented
          options={(['pdf', 'docx'] as const).map((one) => ({
            value: one,
            label: t(`documents.make.${one}`),
            disabled: isDraft && one === 'pdf',
          }))}
        />
      </Form.Item>
      {kind ? <p className="quiet">{t(`documents.signs.${kind}`)}</p> : null}
      {format !== 'docx' && unlockedKey ? <TickItem name="sign" label={t('documents.make.signNow', { name: unlockedKey.holder })} /> : null}
    </FormDrawer>
  );
}

function Made({ made: { pages, path, verification } }: { made: Output<'reports.export'> }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="lead" role="status">
        {t(pages === 0 ? 'documents.make.doneWord' : 'documents.screen.done', { pages })}
      </p>
      <MadeFile path={path} />
      {pages === 0 ? null : <VerificationFacts verification={verification} />}
    </>
  );
}
