import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sealCode } from '../../../domain/scoring/seal-code.ts';
import type { Output, SheetView } from '../../../domain/contract/api.ts';
import { reopenCauses, type ReopenCause } from '../../../domain/scoring/reopen-causes.ts';
import { showTime } from '../../ui/words.ts';
import { required, requiredText } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';

interface Props {
  seats: readonly (Output<'conflicts.list'>[number] & { sheet: SheetView | undefined })[];
  task: Task;
  onReopen: (applicationId: string, cause: ReopenCause, reason: string) => Promise<boolean>;
}

/** The sheets of one expert without their points; a submitted one is reopened only for one of the four causes. */
export function SheetStates({ seats, task, onReopen }: Props) {
  const { t } = useTranslation();
  const [reopening, setReopening] = useState<string | null>(null);
  return (
    <ul className="plain-list">
      {seats.map((seat) => (
        <li key={seat.applicationId}>
          <div className="row-between">
            <span>{seat.parkName}</span>
            <span className="row">
              <span className={seat.relation === null ? 'wants' : 'quiet'}>{stateWords(seat)}</span>
              {seat.sheet?.state === 'submitted' ? (
                <Button size="small" onClick={() => setReopening(reopening === seat.applicationId ? null : seat.applicationId)}>
                  {t('scores.reopen')}
                </Button>
              ) : null}
            </span>
          </div>
          {seat.sheet?.digest ? (
            <div className="raw">
              <span className="figures">{sealCode(seat.sheet.digest)}</span> <code className="digest">{seat.sheet.digest}</code>
            </div>
          ) : null}
          {reopening === seat.applicationId ? (
            <ActionForm<{ cause: ReopenCause; reason: string }>
              press={t('scores.reopen')}
              task={task}
              className="field-form"
              onFinish={({ cause, reason }) =>
                void onReopen(seat.applicationId, cause, reason.trim()).then((done) => (done ? setReopening(null) : undefined))
              }
            >
              <Form.Item name="cause" label={t('scores.cause')} rules={required(t('scores.causeNeeded'))}>
                <Select
                  autoFocus
                  aria-label={t('scores.cause')}
                  options={reopenCauses.map((cause) => ({ value: cause, label: t(`tally.reopen.${cause}`) }))}
                />
              </Form.Item>
              <Form.Item name="reason" label={t('common.reason')} rules={requiredText(t('applications.reasonNeeded'))}>
                <Input.TextArea aria-label={t('common.reason')} autoSize={{ minRows: 1, maxRows: 4 }} />
              </Form.Item>
            </ActionForm>
          ) : null}
        </li>
      ))}
    </ul>
  );

  function stateWords({ relation, sheet }: Props['seats'][number]): string {
    if (relation === null) return t('panel.declare.open');
    if (relation !== 'none') return t('panel.declare.recused', { relation: t(`common.relation.${relation}`) });
    if (!sheet) return '';
    if (sheet.state === 'submitted') return t('scores.submitted', { at: sheet.submittedAt ? showTime(sheet.submittedAt) : '' });
    if (sheet.abstained.some(({ criterionId }) => criterionId === null)) return t('scores.state.abstained');
    return t('scores.filled', { done: sheet.totals.filled, of: sheet.totals.of });
  }
}
