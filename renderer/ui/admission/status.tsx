/** 申报状态 as it is shown: a tag beside the park's name, with the day and the reason. */
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { hasLeft, type ApplicationStatus } from '../../../domain/application/status.ts';
import type { Output } from '../../../domain/contract/api.ts';

export type Decided = Output<'applications.statuses'>[number];

/** One line: when, why, and who asked for it. */
export function useStatusWords(): (decided: Decided) => string {
  const { t } = useTranslation();
  return ({ status, on, reason, askedBy }) =>
    t(`applications.status.line.${status}${reason === null ? 'Bare' : ''}`, { on, reason: reason ?? '', askedBy: askedBy ?? '' });
}

/** Nothing of an application of which nothing was decided. */
export function StatusTag({ status, title }: { status: ApplicationStatus; title?: string | undefined }) {
  const { t } = useTranslation();
  if (status === 'open') return null;
  return (
    <Tag color={hasLeft(status) ? 'warning' : 'success'} variant="filled" className="status-tag" {...(title ? { title } : {})}>
      {t(`applications.status.${status}`)}
    </Tag>
  );
}
