/** 发布之日: entered where a rule book counts its validity from a day that its text does not name. */
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { DateItem, requiredText } from '../../ui/fields/items.tsx';
import { ActionForm } from '../../ui/forms/action-form.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';
import { today } from '../../ui/words.ts';

interface Typed {
  publishedOn: string;
  reason: string;
}

export function Publication({ roundId, publishedOn }: { roundId: string; publishedOn: string | undefined }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const task = useMutation();
  const keep = async (typed: Typed): Promise<void> => {
    if (await task.run(() => call('rounds.setPublished', { roundId, publishedOn: typed.publishedOn, reason: typed.reason.trim() })))
      setOpen(false);
  };
  return (
    <div className="row">
      {publishedOn === undefined ? null : <span className="quiet">{t('rounds.publishedWas', { date: publishedOn })}</span>}
      <Button size="small" onClick={() => setOpen(true)}>
        {t('rounds.setPublished')}
      </Button>
      <SideDrawer open={open} onClose={() => setOpen(false)} title={t('rounds.setPublished')}>
        <ActionForm<Typed>
          press={t('rounds.keepPublished')}
          task={task}
          initialValues={{ publishedOn: publishedOn ?? today(), reason: '' }}
          onFinish={(typed) => void keep(typed)}
        >
          <DateItem name="publishedOn" label={t('rounds.published')} about={t('rounds.publishedAbout')} />
          <Form.Item name="reason" label={t('titles.source')} rules={requiredText(t('titles.sourceNeeded'))}>
            <Input maxLength={500} placeholder={t('titles.sourceExample')} />
          </Form.Item>
        </ActionForm>
      </SideDrawer>
    </div>
  );
}
