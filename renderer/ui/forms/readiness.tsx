/** 办理前检查: what is missing before something binds, and the reason that is asked for where it goes on all the same. */
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BindingMoment } from '../../../domain/contract/readiness.ts';
import { useQuery } from '../../state/queries.ts';
import { TextItem } from '../fields/items.tsx';
import { Notice } from '../page.tsx';

export interface Moment {
  roundId: string;
  moment: BindingMoment;
}

export interface Despite {
  despite?: string | undefined;
}

/** The reason as a call takes it: none where none was asked for. */
export const despiteOf = ({ despite }: Despite): Despite => (despite?.trim() ? { despite: despite.trim() } : {});

/** Part of a form that binds: all that is missing, and a field for the reason where any of it stands in the way. */
export function Readiness({ roundId, moment }: Moment) {
  const { t } = useTranslation();
  const answer = useQuery('rounds.readiness', { roundId, moment }).value;
  if (!answer || answer.lacking.length === 0) return null;
  const told = answer.lacking.filter(({ blocks }) => !blocks);
  const blocking = answer.lacking.filter(({ blocks }) => blocks);
  return (
    <>
      {blocking.length > 0 ? (
        <Form.Item>
          <Notice type="warning" title={t('rounds.lacking.head', { count: blocking.length })} description={<Sentences of={blocking} />} />
        </Form.Item>
      ) : null}
      {told.length > 0 ? (
        <Form.Item>
          <Notice type="info" title={t('rounds.lacking.told')} description={<Sentences of={told} />} />
        </Form.Item>
      ) : null}
      {blocking.length > 0 ? (
        <TextItem name="despite" label={t('rounds.lacking.despite')} needed={t('rounds.lacking.despiteNeeded')} rows={[1, 4]} />
      ) : null}
    </>
  );
}

function Sentences({ of }: { of: readonly { text: string }[] }) {
  return (
    <ul className="bullets">
      {of.map(({ text }) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
