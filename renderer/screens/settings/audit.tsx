/** 操作记录: what happened, told with names; by round, kind, person, park and time, and by any word in it. */
import { Button, Input, Progress, Select } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogFilter } from '../../../domain/contract/workspace.ts';
import { eventGroupNames } from '../../../domain/record/kinds.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { WorkbookDrawer } from '../../ui/forms/workbook-drawer.tsx';
import { DownloadOutlined, SearchOutlined } from '../../ui/icons.tsx';
import { Refused } from '../../ui/page.tsx';
import { AuditTable } from './audit-table.tsx';
import { useLogPages } from './log-pages.ts';

const every = '';

interface Typed {
  roundId: string;
  personId: string;
  applicationId: string;
  group: string;
  from: string;
  until: string;
  text: string;
}

const unfiltered: Typed = { roundId: every, personId: every, applicationId: every, group: every, from: '', until: '', text: '' };

function filterOf(typed: Typed): LogFilter {
  const group = eventGroupNames.find((one) => one === typed.group);
  const { from, until } = typed;
  const text = typed.text.trim();
  return {
    ...(typed.roundId !== every && { roundId: typed.roundId }),
    ...(typed.personId !== every && { personId: typed.personId }),
    ...(typed.applicationId !== every && { applicationId: typed.applicationId }),
    ...(group !== undefined && { group }),
    ...(from !== '' && { from }),
    ...(until !== '' && { until }),
    ...(text !== '' && { text }),
  };
}

export function Audit() {
  const { t } = useTranslation();
  const acting = useSession((now) => now.personId);
  const info = useQuery('workspace.info', {});
  const [typed, setTyped] = useState(unfiltered);
  const [exporting, setExporting] = useState(false);
  const filter = filterOf(useDeferredValue(typed));
  const pages = useLogPages(filter, info.value?.events ?? 0);
  const isFiltered = Object.keys(filter).length > 0;
  const searched = pages.all === 0 ? 100 : Math.floor((pages.looked / pages.all) * 100);
  return (
    <>
      <Filters typed={typed} office={acting === null} onType={(change) => setTyped((now) => ({ ...now, ...change }))}>
        {isFiltered ? <Button onClick={() => setTyped(unfiltered)}>{t('workspace.audit.clear')}</Button> : null}
        <Button icon={<DownloadOutlined />} onClick={() => setExporting(true)}>
          {t('workspace.audit.export')}
        </Button>
      </Filters>
      <Refused error={pages.error} />
      <div className="plane clipped">
        <AuditTable lines={pages.lines} empty={pages.busy ? t('workspace.audit.looking') : t('workspace.audit.nothing')} />
        <div className="row log-foot" role="status">
          <span className="quiet">
            {t(pages.next === null ? 'workspace.audit.through' : 'workspace.audit.looked', {
              shown: pages.lines.length,
              looked: pages.looked,
              all: pages.all,
            })}
          </span>
          {pages.busy && pages.all > 0 ? <Progress className="log-progress" percent={searched} size="small" status="active" /> : null}
          {pages.next !== null && !pages.busy ? <Button onClick={pages.more}>{t('workspace.audit.older')}</Button> : null}
        </div>
      </div>
      <WorkbookDrawer
        title={t('workspace.audit.export')}
        name={t('workspace.settings.audit')}
        open={exporting}
        onExport={async (target, replace, options) => {
          const { path, lines } = await call('audit.export', { ...filter, path: target, replace }, options);
          return { path, said: t('workspace.audit.exported', { count: lines }) };
        }}
        onClose={() => setExporting(false)}
      />
    </>
  );
}

interface FiltersProps {
  typed: Typed;
  /** the office sees all of it; a member the own doings, which need no such choice */
  office: boolean;
  onType: (change: Partial<Typed>) => void;
  children: ReactNode;
}

function Filters({ typed, office, onType, children }: FiltersProps) {
  const { t } = useTranslation();
  const rounds = useQuery('rounds.list', {});
  const of = typed.roundId === every ? null : { roundId: typed.roundId };
  const people = useQuery('panel.list', of);
  const parks = useQuery('applications.list', of);
  const choice = (name: 'roundId' | 'personId' | 'applicationId' | 'group', all: string, options: { value: string; label: string }[]) => (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      className="log-choice"
      aria-label={t(`workspace.audit.by.${name}`)}
      value={typed[name]}
      popupMatchSelectWidth={false}
      onChange={(value: string) => onType({ [name]: value, ...(name === 'roundId' && { personId: every, applicationId: every }) })}
      options={[{ value: every, label: all }, ...options]}
    />
  );
  const date = (name: 'from' | 'until') => (
    <Input
      type="date"
      className="log-day"
      prefix={t(`workspace.audit.${name}`)}
      aria-label={t(`workspace.audit.${name}`)}
      value={typed[name]}
      onChange={(event) => onType({ [name]: event.target.value })}
    />
  );
  return (
    <div className="row log-filters">
      <Input
        allowClear
        className="search"
        prefix={<SearchOutlined />}
        placeholder={t('workspace.audit.search')}
        aria-label={t('workspace.audit.search')}
        value={typed.text}
        onChange={(event) => onType({ text: event.target.value })}
      />
      {choice(
        'group',
        t('workspace.audit.allKinds'),
        eventGroupNames.map((value) => ({ value, label: t(`record.group.${value}`) })),
      )}
      {office
        ? choice(
            'roundId',
            t('workspace.audit.allRounds'),
            (rounds.value ?? []).map((one) => ({ value: one.roundId, label: one.name })),
          )
        : null}
      {of === null
        ? null
        : choice('personId', t('workspace.audit.allPeople'), [
            { value: 'secretary', label: t('common.role.secretary') },
            ...(people.value ?? []).map((one) => ({ value: one.personId, label: one.name })),
          ])}
      {of === null
        ? null
        : choice(
            'applicationId',
            t('workspace.audit.allParks'),
            (parks.value ?? []).map((one) => ({ value: one.applicationId, label: one.parkName })),
          )}
      {date('from')}
      {date('until')}
      {children}
    </div>
  );
}
