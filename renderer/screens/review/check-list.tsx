/**
 * The fields of one form: what could not be read, what is doubted, the rest. The order is that of the opening: what is entered stays in
 * its place. Arrows and Tab move up and down.
 */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import type { Mark } from '../../ui/viewer/point.ts';
import { isHint } from '../../../domain/package/shared.ts';
import { FieldForm, type NewValue } from '../../ui/forms/field-form.tsx';
import { FieldLine } from './field-line.tsx';
import { checkOrder, concerns, isDoubted, isUnread, markOf, type Field } from './order.ts';
import { Section } from '../../ui/page.tsx';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  application: ApplicationView;
  task: Task;
  onSet: (key: string, typed: NewValue) => Promise<boolean>;
  onClear: () => void;
  /** where the field under the cursor stands on the page */
  onPoint: (mark: Mark) => void;
}

export function CheckList({ application, task, onSet, onClear, onPoint }: Props) {
  const { t } = useTranslation();
  const { fields, findings } = application;
  const list = useRef<HTMLDivElement>(null);
  const [order] = useState(() => checkOrder(fields, findings));
  const [at, setAt] = useState<string | null>(order[0] ?? null);
  const [editing, setEditing] = useState<string | null>(null);
  const unread = fields.filter(isUnread).length;
  const doubted = fields.filter((field) => field.statedBy === 'form' && !isUnread(field) && isDoubted(field, findings)).length;
  const ordered = order.flatMap((key) => fields.find((field) => field.key === key) ?? []);
  const stated = ordered.filter((field) => field.statedBy === 'form');
  const established = ordered.filter((field) => field.statedBy === 'reviewer');
  const loose = findings.filter((finding) => !fields.some((field) => concerns(finding, field)));

  const focus = useCallback((key: string | undefined): void => {
    if (key === undefined) return;
    const line = list.current?.querySelector<HTMLElement>(`[data-check="${CSS.escape(key)}"]`);
    line?.focus();
    line?.scrollIntoView({ block: 'nearest' });
  }, []);
  const first = useRef(order[0]);
  useEffect(() => focus(first.current), [focus]);
  // the whole of it, down to its button
  useEffect(() => {
    if (editing !== null) list.current?.querySelector('.field-form')?.scrollIntoView({ block: 'nearest' });
  }, [editing]);

  const edit = (key: string | null): void => {
    onClear();
    setEditing(key);
  };
  const leave = (key: string): void => {
    edit(null);
    requestAnimationFrame(() => focus(key));
  };
  const save = async (key: string, typed: NewValue): Promise<void> => {
    const next = order[order.indexOf(key) + 1] ?? key;
    if (!(await onSet(key, typed))) return;
    setEditing(null);
    requestAnimationFrame(() => focus(next));
  };
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset['check'] === undefined) return;
    const step = event.key === 'ArrowUp' || (event.key === 'Tab' && event.shiftKey) ? -1 : 1;
    if (!['Tab', 'ArrowUp', 'ArrowDown'].includes(event.key)) return;
    const next = order[order.indexOf(event.target.dataset['check']) + step];
    // beyond the ends Tab leaves the list as anywhere else
    if (next === undefined) return;
    event.preventDefault();
    focus(next);
  };
  const line = (field: Field) => (
    <li key={field.key} data-field={field.key}>
      <FieldLine
        field={field}
        findings={findings.filter((finding) => concerns(finding, field))}
        current={at === field.key}
        onFocus={() => {
          setAt(field.key);
          onPoint(markOf(field));
        }}
        onEdit={() => edit(field.key)}
      />
      {editing === field.key ? (
        <FieldForm
          field={field}
          options={field.options}
          formFormat={application.formFormat}
          task={task}
          onSave={(typed) => void save(field.key, typed)}
          onClose={() => leave(field.key)}
        />
      ) : null}
    </li>
  );
  return (
    <div className="pane">
      <div className="pane-head">
        {unread > 0 || doubted > 0 ? (
          <span className="wants">
            {t(unread === 0 ? 'applications.review.doubted' : doubted === 0 ? 'applications.review.unread' : 'applications.review.both', {
              count: unread,
              doubted,
            })}
          </span>
        ) : (
          <span className="quiet">{t('applications.review.allRead')}</span>
        )}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of its buttons come up here */}
      <div ref={list} className="fill pane-body column check-list" onKeyDown={move}>
        {loose.length > 0 ? (
          <Section title={t('applications.review.other')}>
            <ul className="plain-list">
              {loose.map((finding) => (
                <li key={`${finding.code} ${finding.message}`} className={isHint(finding.code) ? 'quiet' : 'wants'}>
                  {finding.message}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        <ul className="bare-list check-lines" aria-label={t('applications.review.fields')}>
          {stated.map(line)}
        </ul>
        {established.length > 0 ? (
          <>
            <p className="quiet">{t('applications.review.reviewer')}</p>
            <ul className="bare-list check-lines" aria-label={t('applications.review.reviewer')}>
              {established.map(line)}
            </ul>
          </>
        ) : null}
      </div>
    </div>
  );
}
