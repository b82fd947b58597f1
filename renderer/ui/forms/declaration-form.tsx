/** 回避声明: for every park none or a relation; not asked and none are different things. */
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input as In } from '../../../domain/contract/api.ts';
import { relations, type Relation } from '../../../domain/model.ts';
import { ActionForm, type Task } from './action-form.tsx';
import { TextItem } from '../fields/items.tsx';

export type Declared = Pick<In<'conflicts.declare'>, 'relation' | 'reason'>;

interface Props {
  before: { relation: Relation | null; reason: string | null };
  task: Task;
  onDeclare: (declared: Declared) => void;
}

/** The declaration for one park; a relation asks what it is. */
export function DeclarationForm({ before, task, onDeclare }: Props) {
  const { t } = useTranslation();
  const [relation, setRelation] = useState<Relation | null>(before.relation);
  const related = relation !== null && relation !== 'none';
  return (
    <ActionForm<{ reason: string }>
      press={t('panel.declare.record')}
      task={task}
      disabled={relation === null}
      initialValues={{ reason: before.reason ?? '' }}
      onFinish={({ reason }) => {
        if (relation) onDeclare({ relation, ...(related ? { reason: reason.trim() } : {}) });
      }}
    >
      <Form.Item label={t('panel.declare.relation')}>
        <Select
          aria-label={t('panel.declare.relation')}
          value={relation}
          placeholder={t('panel.declare.open')}
          onChange={setRelation}
          options={relations.map((one) => ({ value: one, label: t(`common.relation.${one}`) }))}
        />
      </Form.Item>
      {related ? (
        <>
          <TextItem name="reason" label={t('panel.declare.what')} needed={t('panel.declare.whatNeeded')} rows={[1, 4]} />
          <p className="wants">{t('panel.declare.consequence')}</p>
        </>
      ) : null}
    </ActionForm>
  );
}
