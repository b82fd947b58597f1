import { memo, type DragEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../state/route.ts';
import { StarFilled } from '../../ui/icons.tsx';
import { ShareBar } from '../../ui/charts/share-bar.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import type { ListWords, Result, ShortlistRow } from './bands.ts';
import { SmallButton } from '../../ui/buttons.tsx';

interface Props {
  ref: Ref<HTMLTableRowElement> | undefined;
  index: number;
  row: ShortlistRow;
  words: ListWords;
  busy: boolean;
  /** of the draws, above the line: 0 to 1; nothing where the park takes no place or the study is under way */
  share: number | undefined;
  scored: boolean;
  amounts: boolean;
  /** null: back to undecided */
  onChoose: (row: ShortlistRow, result: Result | null) => void;
  onDrag: (event: DragEvent<HTMLTableRowElement>, row: ShortlistRow) => void;
}

/** One park: its place, what the rules propose and why, what people decided and why. */
export const ShortlistLine = memo(function ShortlistLine({
  ref,
  index,
  row,
  words,
  busy,
  share,
  scored,
  amounts,
  onChoose,
  onDrag,
}: Props) {
  const { t } = useTranslation();
  return (
    <tr
      ref={ref}
      data-index={index}
      className={row.result === 'notListed' ? undefined : row.result}
      draggable={!busy}
      onDragStart={(event) => onDrag(event, row)}
    >
      {scored ? (
        <td className="number">{row.rank !== null && row.tied ? t('tally.screen.tied', { rank: row.rank }) : (row.rank ?? '—')}</td>
      ) : null}
      <td>
        <a href={addressOf('packages', row.applicationId)} draggable={false}>
          {row.parkName}
        </a>
        {row.priority ? (
          <span title={t('shortlist.screen.priority')}>
            {' '}
            <StarFilled aria-label={t('shortlist.screen.priority')} className="wants" />
          </span>
        ) : null}
        <div className="raw">{[row.operator, row.region].filter(Boolean).join(' · ')}</div>
      </td>
      {scored ? (
        <td className="number">
          <strong>{row.total ?? '—'}</strong>
          {row.amount === null ? null : <div className="raw">{t('eligibility.reward.wan', { amount: row.amount })}</div>}
          {share === undefined ? null : <ShareBar share={share} name={t('shortlist.screen.share')} title={t('shortlist.screen.share')} />}
        </td>
      ) : amounts ? (
        <td className="number">{row.amount === null ? '—' : <strong>{t('eligibility.reward.wan', { amount: row.amount })}</strong>}</td>
      ) : null}
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
        <span className={row.decision ? undefined : 'quiet'}>
          {row.decision ? words[row.decision.result] : t('shortlist.screen.undecided')}
        </span>
        {row.departure ? <div className="wants small">{t('shortlist.screen.departure')}</div> : null}
        {row.ground ? (
          <div className="raw" title={row.ground.made}>
            {row.ground.text}
          </div>
        ) : null}
        {row.ground?.moved ? <div className="wants small">{t('shortlist.screen.moved')}</div> : null}
        {row.reasonMissing ? <div className="wants small">{t('shortlist.screen.reasonMissing')}</div> : null}
      </td>
      <td className="shortlist-acts">
        {row.reasonMissing && row.decision ? (
          <SmallButton
            act={t('shortlist.screen.giveReason')}
            of={row.parkName}
            disabled={busy}
            onClick={() => onChoose(row, row.decision?.result ?? 'notListed')}
          />
        ) : null}
        {row.ground?.moved && !row.reasonMissing && row.decision ? (
          <SmallButton
            act={t('shortlist.screen.confirm')}
            of={row.parkName}
            disabled={busy}
            onClick={() => onChoose(row, row.decision?.result ?? 'notListed')}
          />
        ) : null}
        {(['listed', 'notListed'] as const)
          .filter((result) => row.decision?.result !== result)
          .map((result) => (
            <SmallButton key={result} act={words[result]} of={row.parkName} disabled={busy} onClick={() => onChoose(row, result)} />
          ))}
        {row.decision ? (
          <SmallButton
            act={t('shortlist.screen.takeBack')}
            of={row.parkName}
            type="text"
            disabled={busy}
            onClick={() => onChoose(row, null)}
          />
        ) : null}
      </td>
    </tr>
  );
});
