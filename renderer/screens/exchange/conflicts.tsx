/** 冲突: what two laptops left different, in one expert's sheet or in the record of a visit, side by side. A person chooses, with a reason; nothing is decided by the clock. */
import { Button, Input } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeConflict } from '../../../domain/contract/api.ts';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { localText } from '../../../domain/text.ts';
import { findLeaf } from '../../../domain/rubric/leaves.ts';
import { useSession } from '../../state/session.ts';
import { Refused } from '../../ui/page.tsx';
import { showPoints, showTime } from '../../ui/words.ts';
import type { Task } from '../../ui/forms/action-form.tsx';

interface Props {
  conflicts: readonly ExchangeConflict[];
  rubric: Rubric | null;
  task: Task;
  onChoose: (conflictId: string, version: string, reason: string) => void;
  onTakeAll: (of: Owner, device: string, reason: string) => void;
}

/** Whose rows they are: one person's, or those of one visit. */
type Owner = { personId: string } | { visitId: string };
type Side = ExchangeConflict['sides'][number];

export function ConflictList({ conflicts, rubric, task, onChoose, onTakeAll }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const groups = [...Map.groupBy(conflicts, (one) => one.visit?.visitId ?? one.personId ?? '')];
  const deviceWords = (side: Pick<Side, 'device' | 'thisDevice'>): string =>
    side.thisDevice ? t('exchange.conflict.thisDevice') : t('exchange.conflict.device', { device: side.device.slice(-6) });
  return (
    <section className="section" aria-label={t('exchange.conflict.title', { count: conflicts.length })}>
      <h2 className="wants">{t('exchange.conflict.title', { count: conflicts.length })}</h2>
      <p className="quiet">{t('exchange.conflict.about')}</p>
      <Input
        className="narrow"
        value={reason}
        placeholder={t('exchange.conflict.reason')}
        aria-label={t('exchange.conflict.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      <Refused error={task.error} />
      {groups.map(([id, own]) => {
        const [first] = own;
        const owner: Owner = first?.visit ? { visitId: id } : { personId: id };
        const devices = [...new Map(own.flatMap((one) => one.sides.map((side) => [side.device, side] as const))).values()];
        return (
          <div key={id} className="stack">
            <div className="row">
              <strong>
                {first?.visit ? t('exchange.conflict.visit', { park: first.parkName, date: first.visit.visitedOn }) : first?.name}
              </strong>
              {devices.map((side) => (
                <Button key={side.device} disabled={given === '' || task.busy} onClick={() => onTakeAll(owner, side.device, given)}>
                  {t('exchange.conflict.takeAll', { device: deviceWords(side) })}
                </Button>
              ))}
            </div>
            {own.map((one) => (
              <div key={one.conflictId} className="plane stack card" data-conflict={one.conflictId}>
                <span>
                  {one.parkName} · <strong>{kindWords(one.kind, t)}</strong>{' '}
                  {one.visit ? one.item : <CriterionName rubric={rubric} criterionId={one.criterionId} />}
                </span>
                <div className="sides">
                  {one.sides.map((side) => (
                    <div key={side.version} className="stack-tight side">
                      <span className="raw">
                        {one.visit ? `${side.by ?? t('common.role.secretary')} · ` : ''}
                        {deviceWords(side)}
                        {side.at ? ` · ${showTime(side.at, true)}` : ''}
                        {side.inUse ? ` · ${t('exchange.conflict.inUse')}` : ''}
                      </span>
                      <Content content={side.content} />
                      <div>
                        <Button disabled={given === '' || task.busy} onClick={() => onChoose(one.conflictId, side.version, given)}>
                          {t('exchange.conflict.choose')}
                        </Button>
                      </div>
                    </div>
                  ))}
                </div>
              </div>
            ))}
          </div>
        );
      })}
    </section>
  );
}

function CriterionName({ rubric, criterionId }: { rubric: Rubric | null; criterionId: string | null }) {
  const language = useSession((now) => now.language);
  const leaf = rubric && criterionId ? findLeaf(rubric, criterionId) : undefined;
  return <>{leaf ? `${leaf.id} ${localText(leaf.name, language)}` : criterionId}</>;
}

/** What kind of row it is: of a sheet, or a part of a visit. */
function kindWords(kind: string, t: TFunction): string {
  const [whole, part] = kind.split('/');
  return part ? t(`exchange.conflict.part.${part}`) : t(`exchange.conflict.kind.${whole}`);
}

/** A measured value as it was typed. */
function measured(value: unknown, t: TFunction): string | null {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  return Array.isArray(value)
    ? value.join(t('common.comma'))
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : null;
}

/** What a side says: points, state, relation or opinion, and the words with it. */
function Content({ content }: { content: Side['content'] }) {
  const { t } = useTranslation();
  const text = (key: string): string | null => (typeof content[key] === 'string' && content[key] !== '' ? content[key] : null);
  const points = content['points100'];
  const lines = [
    typeof points === 'number' ? t('exchange.conflict.points', { points: showPoints(points) }) : null,
    text('state') ? t(`exchange.conflict.state.${text('state')}`) : null,
    text('relation') ? t(`common.relation.${text('relation')}`) : null,
    text('recommendation') ? t(`scores.opinion.${text('recommendation')}`) : null,
    text('abstained') ? t('scores.abstained', { reason: text('abstained') }) : null,
    text('outcome') ? t(`visits.check.${text('outcome')}`) : null,
    text('visitedOn') ? t('exchange.conflict.visitedOn', { date: text('visitedOn') }) : null,
    text('digest') && 'visitedOn' in content ? t('exchange.conflict.closed') : null,
    Array.isArray(content['people']) && content['people'].length > 0
      ? t('exchange.conflict.people', { names: content['people'].join(t('common.comma')) })
      : null,
    measured(content['value'], t),
    text('caption') ?? text('name'),
    text('note'),
    text('comment'),
    text('text'),
    text('dissent'),
    text('reason'),
    Array.isArray(content['evidence']) && content['evidence'].length > 0
      ? t('exchange.conflict.evidence', { count: content['evidence'].length })
      : null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return <span className="quiet">{t('exchange.conflict.nothing')}</span>;
  return (
    <>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </>
  );
}
