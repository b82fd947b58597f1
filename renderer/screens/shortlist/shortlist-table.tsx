import { Button, Tooltip } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { StarFilled } from '../../ui/icons.tsx';
import type { ShortlistAnswer } from '../../../domain/api.ts';
import type { ApiError } from '../../api.ts';
import { addressOf } from '../../state/route.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { ReasonForm } from './reason-form.tsx';

export type ShortlistRow = ShortlistAnswer['types'][number]['rows'][number];
type Result = 'listed' | 'notListed';

interface Props {
  label: string;
  quota: number;
  rows: readonly ShortlistRow[];
  begun: { applicationId: string; result: Result } | null;
  busy: boolean;
  refusal: ApiError | null;
  onChoose: (row: ShortlistRow, result: Result) => void;
  onReason: (applicationId: string, result: Result, reason: string) => void;
  onCancel: () => void;
}

const columns = 7;

/** The parks of a type in rank order with the quota line drawn through them. */
export function ShortlistTable({ label, quota, rows, begun, busy, refusal, onChoose, onReason, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <div className="scroll-across">
      <table className="plain-table shortlist" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('window.tally.rank')}
            </th>
            <th scope="col">{t('window.packages.park')}</th>
            <th scope="col" className="number">
              {t('window.tally.total')}
            </th>
            <th scope="col">{t('window.packages.overall')}</th>
            <th scope="col">{t('window.shortlist.proposal')}</th>
            <th scope="col">{t('window.shortlist.decision')}</th>
            <th scope="col">
              <span className="unseen">{t('window.shortlist.decide')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Fragment key={row.applicationId}>
              <tr className={row.result === 'listed' ? 'listed' : undefined}>
                <td className="number">{row.tied ? t('window.tally.tied', { rank: row.rank }) : row.rank}</td>
                <td>
                  <a href={addressOf('packages', row.applicationId)}>{row.parkName}</a>
                  {row.priority ? (
                    <Tooltip title={t('window.shortlist.priority')}>
                      {' '}
                      <StarFilled aria-label={t('window.shortlist.priority')} className="wants" />
                    </Tooltip>
                  ) : null}
                  <div className="raw">{row.operator}</div>
                </td>
                <td className="number">
                  <strong>{row.total}</strong>
                </td>
                <td>
                  <Verdict verdict={row.overall} />
                </td>
                <td>
                  <span className={row.proposed === 'needsDecision' ? 'wants' : undefined}>{t(`shortlist.result.${row.proposed}`)}</span>
                  {row.because.map((reason) => (
                    <div key={reason} className="raw">
                      {reason}
                    </div>
                  ))}
                </td>
                <td>
                  {row.decision ? (
                    <>
                      {t(`window.shortlist.${row.decision.result === 'listed' ? 'listed' : 'notListed'}`)}
                      <div className="raw">{row.decision.reason}</div>
                      {row.reasonMissing ? <div className="wants">{t('window.shortlist.reasonMissing')}</div> : null}
                    </>
                  ) : (
                    <span className="quiet">{t('window.shortlist.undecided')}</span>
                  )}
                </td>
                <td className="row shortlist-acts">
                  {(['listed', 'notListed'] as const).map((result) => (
                    <Button key={result} size="small" disabled={busy || row.decision?.result === result} onClick={() => onChoose(row, result)} aria-label={`${t(`window.shortlist.${result}`)} ${row.parkName}`}>
                      {t(`window.shortlist.${result}`)}
                    </Button>
                  ))}
                </td>
              </tr>
              {begun?.applicationId === row.applicationId ? (
                <tr>
                  <td colSpan={columns}>
                    <ReasonForm
                      question={t('window.shortlist.why', { park: row.parkName, result: t(`window.shortlist.${begun.result}`) })}
                      busy={busy}
                      refusal={refusal}
                      onReason={(reason) => onReason(row.applicationId, begun.result, reason)}
                      onCancel={onCancel}
                    />
                  </td>
                </tr>
              ) : null}
              {at + 1 === quota && at + 1 < rows.length ? (
                <tr className="quota-line">
                  <td colSpan={columns}>{t('window.shortlist.line', { quota })}</td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
