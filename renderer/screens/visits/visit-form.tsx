import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateItem } from '../../ui/fields/items.tsx';
import { ActionForm, type Task } from '../../ui/forms/action-form.tsx';

interface VisitHead {
  visitedOn: string;
  /** who was there */
  people: string[];
  /** by name */
  posts?: Record<string, string>;
  /** HH:MM */
  started?: string | null;
  ended?: string | null;
}

interface Props {
  before: VisitHead;
  button: string;
  task: Task;
  /** asks for times and posts, too */
  whole?: boolean;
  onSave: (typed: VisitHead) => void;
}

function headOf({ visitedOn, people: typed, posts = {}, started, ended }: VisitHead, whole: boolean): VisitHead {
  const people = typed.map((one) => one.trim()).filter(Boolean);
  const head = { visitedOn: visitedOn.trim(), people };
  if (!whole) return head;
  const held = people.flatMap((name) => {
    const post = (posts[name] ?? '').trim();
    return post === '' ? [] : [[name, post] as const];
  });
  return { ...head, posts: Object.fromEntries(held), started: started || null, ended: ended || null };
}

/** When a park is visited and who is there. */
export function VisitForm({ before, button, task, whole = false, onSave }: Props) {
  const { t } = useTranslation();
  return (
    <ActionForm<VisitHead> press={button} task={task} initialValues={before} onFinish={(typed) => onSave(headOf(typed, whole))}>
      <DateItem name="visitedOn" label={t('visits.on')} />
      {whole ? (
        <div className="two-fields">
          {(['started', 'ended'] as const).map((name) => (
            <Form.Item
              key={name}
              name={name}
              label={t(`visits.${name}`)}
              rules={[{ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: t('visits.clockWanted') }]}
            >
              <Input placeholder="09:10" maxLength={5} />
            </Form.Item>
          ))}
        </div>
      ) : null}
      <Form.Item name="people" label={t('visits.people')} extra={t('visits.peopleAbout')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；', ';']} aria-label={t('visits.people')} />
      </Form.Item>
      {whole ? (
        <Form.Item noStyle dependencies={['people']}>
          {({ getFieldValue }) => {
            const people = getFieldValue('people') as string[];
            return people.map((name) => (
              <Form.Item key={name} name={['posts', name]} label={t('visits.postOf', { person: name })}>
                <Input maxLength={200} />
              </Form.Item>
            ));
          }}
        </Form.Item>
      ) : null}
    </ActionForm>
  );
}
