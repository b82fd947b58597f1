import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../../state/queries.ts';
import { addressOf } from '../../state/route.ts';
import { showTime } from '../../ui/words.ts';
import type { ImportSummary } from './store.ts';
import { formRefusals } from '../../../domain/package/form-lack.ts';
import { Section } from '../../ui/page.tsx';
import { TakeIn } from './take-in.tsx';
import { LongList } from '../../ui/tables/long-list.tsx';

interface Props {
  roundId: string;
  summary: ImportSummary;
  busy: boolean;
  onReplace: (names: string[]) => void;
  onTakeIn: (refused: string, parkName: string) => void;
}

/** What a package takes of which there is nothing to say, in px. */
const rowHeight = 61;

/** 导入结果: what came in, what was there already, what was refused and why. */
export function SummaryList({ roundId, summary, busy, onReplace, onTakeIn }: Props) {
  const { t, i18n } = useTranslation();
  const round = useQuery('rounds.get', { roundId });
  const scheme = useQuery('schemes.get', round.value ? { roundId: round.value.roundId } : null);
  const labelOf = (key: string): string => {
    const label = scheme.value?.fields.find((field) => field.key === key)?.label;
    return (i18n.language === 'en' ? label?.en : null) ?? label?.zh ?? key;
  };
  const newer = summary.duplicates.filter((one) => one.newVersion).map((one) => one.package);
  return (
    <div className="stack-wide printed" data-testid="import-summary">
      <p className="print-only">
        {t('applications.import.printed', { round: round.value?.name ?? '', time: showTime(new Date().toISOString()) })}
      </p>
      <p className="lead">
        {t('applications.import.sum', {
          imported: summary.imported.length,
          duplicates: summary.duplicates.length,
          refused: summary.refused.length,
        })}
      </p>
      {summary.refused.length > 0 ? (
        <Section title={t('applications.import.refused')}>
          <LongList rowClass="stack" rows={summary.refused} rowKey={(one) => one.package} height={rowHeight}>
            {(one) => (
              <>
                <span>{one.package}</span>
                <span className="wants">{one.message}</span>
                {formRefusals.has(one.code) ? <TakeIn name={one.package} busy={busy} onTakeIn={onTakeIn} /> : null}
              </>
            )}
          </LongList>
        </Section>
      ) : null}
      {summary.imported.length > 0 ? (
        <Section title={t('applications.import.imported')}>
          <LongList rowClass="stack" rows={summary.imported} rowKey={(one) => one.applicationId} height={rowHeight}>
            {(one) => (
              <>
                <a href={addressOf('packages', one.applicationId)}>{one.parkName}</a>
                <span className="quiet">
                  {t('applications.import.detail', {
                    read: one.read,
                    unread: one.form.unread.length,
                    findings: one.findings.length,
                    documents: one.attached,
                  })}
                  {one.skipped > 0 ? ` · ${t('applications.import.skipped', { count: one.skipped })}` : ''}
                </span>
                {one.form.format !== 'scan' && one.form.format !== 'none' && one.form.unread.length > 0 ? (
                  <span className="wants">
                    {t('applications.import.unreadNames', { fields: one.form.unread.map(labelOf).join(t('common.comma')) })}
                  </span>
                ) : null}
                {one.findings.map((finding) => (
                  <span key={`${finding.code} ${finding.message}`} className="wants small">
                    {finding.message}
                  </span>
                ))}
              </>
            )}
          </LongList>
        </Section>
      ) : null}
      {summary.duplicates.length > 0 ? (
        <Section title={t('applications.import.duplicates')}>
          <LongList rowClass="stack" rows={summary.duplicates} rowKey={(one) => one.package} height={rowHeight}>
            {(one) => (
              <>
                <a href={addressOf('packages', one.applicationId)}>{one.parkName}</a>
                <span className={one.newVersion ? 'wants' : 'quiet'}>
                  {t(one.newVersion ? 'applications.import.newVersion' : 'applications.import.same', { package: one.package })}
                </span>
              </>
            )}
          </LongList>
          {newer.length > 0 ? (
            <div>
              <Button loading={busy} onClick={() => onReplace(newer)}>
                {t('applications.import.replace', { count: newer.length })}
              </Button>
            </div>
          ) : null}
        </Section>
      ) : null}
    </div>
  );
}
