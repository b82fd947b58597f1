/** 冲突: what two laptops left different, in one expert's sheet or in the record of a visit, side by side. A person chooses, with a reason; nothing is decided by the clock. */
import { Button, Input } from 'antd';
import type { TFunction } from 'i18next';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeConflict } from '../../../../domain/contract/api.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { localText } from '../../../../domain/text.ts';
import { findLeaf } from '../../../../domain/rubric/leaves.ts';
import { useSession } from '../../../state/session.ts';
import { Refused } from '../../../ui/page.tsx';
import { Figures } from '../../../ui/tables/figures.tsx';
import { showPoints, showTime } from '../../../ui/words.ts';
import { linesOf } from './content.ts';
import { laptopWords } from './laptop.ts';
import type { Task } from '../../../ui/forms/action-form.tsx';

interface Props {
  conflicts: readonly ExchangeConflict[];
  rubric: Rubric | null;
  task: Task;
  onChoose: (conflictId: string, version: string, reason: string) => void;
  onTakeAll: (of: Owner, device: string, reason: string) => void;
}

/** Whose rows they are: one person's before one park, or those of one visit. */
export type Owner = { personId: string; applicationId: string } | { visitId: string };
type Side = ExchangeConflict['sides'][number];
type Group = readonly ExchangeConflict[];

const isOfSheet = ({ kind }: ExchangeConflict): boolean => kind === 'sheet' || kind === 'score' || kind === 'opinion';

function ownerOf({ visit, personId, applicationId }: ExchangeConflict): Owner {
  return visit ? { visitId: visit.visitId } : { personId: personId ?? '', applicationId };
}

/** The laptops of a group, each once, in one order. */
function laptopsOf(group: Group): Side[] {
  const all = new Map(group.flatMap((one) => one.sides.map((side) => [side.device, side] as const)));
  return [...all.values()].sort((a, b) => (a.device < b.device ? -1 : 1));
}

export function ConflictList({ conflicts, rubric, task, onChoose, onTakeAll }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const groups = [...Map.groupBy(conflicts, (one) => one.visit?.visitId ?? `${one.personId}/${one.applicationId}`)];
  const press: Press = {
    ready: given !== '' && !task.busy,
    choose: (conflictId, version) => onChoose(conflictId, version, given),
  };
  return (
    <section className="section" aria-label={t('exchange.conflict.title', { count: conflicts.length })}>
      <h2 className="wants">{t('exchange.conflict.title', { count: conflicts.length })}</h2>
      <p className="quiet">{t('exchange.conflict.about')}</p>
      <div className="stays-above">
        <Input
          className="narrow"
          value={reason}
          placeholder={t('exchange.conflict.reason')}
          aria-label={t('exchange.conflict.reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        <Refused error={task.error} />
      </div>
      {groups.map(([id, own]) => {
        const [first] = own;
        if (!first) return null;
        const sheet = own.filter(isOfSheet);
        return (
          <div key={id} className="stack">
            <div className="row">
              <strong>
                {first.visit
                  ? t('exchange.conflict.visit', { park: first.parkName, date: first.visit.visitedOn })
                  : t('exchange.conflict.sheetOf', { park: first.parkName, name: first.name })}
              </strong>
              {laptopsOf(own).map((side) => (
                <Button key={side.device} disabled={!press.ready} onClick={() => onTakeAll(ownerOf(first), side.device, given)}>
                  {t('exchange.conflict.takeAll', { device: laptopWords(side, t) })}
                </Button>
              ))}
            </div>
            {sheet.length > 0 ? <SheetTable rows={sheet} rubric={rubric} press={press} /> : null}
            {first.visit ? <VisitTable rows={own} press={press} /> : null}
            {own
              .filter((one) => !isOfSheet(one) && one.visit === null)
              .map((one) => (
                <div key={one.conflictId} className="plane stack card" data-conflict={one.conflictId}>
                  <span>
                    {one.parkName} · <strong>{kindWords(one.kind, t)}</strong>{' '}
                    <CriterionName rubric={rubric} criterionId={one.criterionId} />
                  </span>
                  <div className="sides">
                    {one.sides.map((side) => (
                      <SideView key={side.version} conflict={one} side={side} press={press} word={t('exchange.conflict.choose')} named />
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

interface Press {
  ready: boolean;
  choose: (conflictId: string, version: string) => void;
}

/** One sheet, the laptops beside each other and what is in use: line by line what differs, below them the whole sheets with total and digest. */
function SheetTable({ rows, rubric, press }: { rows: Group; rubric: Rubric | null; press: Press }) {
  const { t } = useTranslation();
  const ordered = rows.toSorted((a, b) => Number(a.kind === 'sheet') - Number(b.kind === 'sheet'));
  const laptops = laptopsOf(rows);
  const wholes = rows.some((one) => one.kind === 'sheet');
  return (
    <Compared
      about={t(wholes ? 'exchange.conflict.whole' : 'exchange.conflict.byLine')}
      name={t('exchange.conflict.compared')}
      rows={ordered}
      press={press}
      line={(one) =>
        one.criterionId === null ? (
          <strong>{kindWords(one.kind, t)}</strong>
        ) : (
          <CriterionName rubric={rubric} criterionId={one.criterionId} />
        )
      }
      word={(one) => t(one.kind === 'sheet' ? 'exchange.conflict.chooseSheet' : 'exchange.conflict.choose')}
      below={<Totals row={rows[0]} laptops={laptops} />}
    />
  );
}

/** One visit, the laptops beside each other: its day and people first, below them row by row what differs, with who wrote it and when. */
function VisitTable({ rows, press }: { rows: Group; press: Press }) {
  const { t } = useTranslation();
  return (
    <Compared
      about={t('exchange.conflict.visitWhole')}
      name={t('exchange.conflict.comparedVisit')}
      rows={rows.toSorted((a, b) => Number(b.kind === 'visit') - Number(a.kind === 'visit'))}
      press={press}
      line={(one) => (
        <>
          <strong>{kindWords(one.kind, t)}</strong> {one.item}
        </>
      )}
      word={() => t('exchange.conflict.choose')}
    />
  );
}

interface ComparedProps {
  about: string;
  name: string;
  rows: Group;
  press: Press;
  line: (row: ExchangeConflict) => ReactNode;
  /** what the button beside a side says */
  word: (row: ExchangeConflict) => string;
  below?: ReactNode;
}

function Compared({ about, name, rows, press, line, word, below }: ComparedProps) {
  const { t } = useTranslation();
  const laptops = laptopsOf(rows);
  return (
    <div className="stack-tight">
      <p className="quiet flush">{about}</p>
      <Figures
        frame="plane scroll-across"
        name={name}
        rows={rows}
        rowKey={(one) => one.conflictId}
        rowProps={(one) => ({ 'data-conflict': one.conflictId })}
        whole
        columns={[
          { title: t('exchange.conflict.line'), head: true, cell: line },
          ...laptops.map((laptop) => ({
            title: <LaptopName side={laptop} />,
            cell: (one: ExchangeConflict) => {
              const side = one.sides.find((other) => other.device === laptop.device);
              return side ? <SideView conflict={one} side={side} press={press} word={word(one)} /> : null;
            },
          })),
          {
            title: t('exchange.conflict.inUse'),
            cell: (one: ExchangeConflict) => {
              const side = one.sides.find((other) => other.inUse);
              return side ? laptopWords(side, t) : null;
            },
          },
        ]}
      />
      {below}
    </div>
  );
}

/** What the whole sheet comes to by each laptop, where no whole sheet says so itself. */
function Totals({ row, laptops }: { row: ExchangeConflict | undefined; laptops: readonly Side[] }) {
  const { t } = useTranslation();
  if (!row || row.totals.length === 0) return null;
  return (
    <p className="flush" data-testid="conflict-totals">
      {laptops
        .flatMap((side) => {
          const total = row.totals.find((one) => one.device === side.device);
          return total ? [t('exchange.conflict.totalOf', { laptop: laptopWords(side, t), points: showPoints(total.total100) })] : [];
        })
        .join(t('common.semicolon'))}
    </p>
  );
}

/** A laptop by the file that came from it, and when. */
function LaptopName({ side }: { side: Side }) {
  const { t } = useTranslation();
  return (
    <span className="stack-tight">
      <span>{laptopWords(side, t)}</span>
      {side.broughtBy ? <span className="raw">{t('exchange.conflict.broughtBy', { at: showTime(side.broughtBy.at) })}</span> : null}
    </span>
  );
}

interface SideProps {
  conflict: ExchangeConflict;
  side: Side;
  press: Press;
  word: string;
  /** with the laptop and who wrote it */
  named?: boolean;
}

/** What one laptop says of one row, and the button that takes it. */
function SideView({ conflict, side, press, word, named = false }: SideProps) {
  const { t } = useTranslation();
  const facts = [
    conflict.visit ? (side.by ?? t('common.role.secretary')) : null,
    named ? laptopWords(side, t) : null,
    side.at ? showTime(side.at, true) : null,
    side.inUse ? t('exchange.conflict.inUse') : null,
  ].filter((one) => one !== null);
  return (
    <div className="stack-tight side">
      {facts.length > 0 ? <span className="raw">{facts.join(' · ')}</span> : null}
      {side.total100 === null ? null : <strong>{t('exchange.conflict.total', { points: showPoints(side.total100) })}</strong>}
      <Content content={side.content} />
      <div>
        <Button size="small" disabled={!press.ready} onClick={() => press.choose(conflict.conflictId, side.version)}>
          {word}
        </Button>
      </div>
    </div>
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

function Content({ content }: { content: Side['content'] }) {
  const { t } = useTranslation();
  const lines = linesOf(content, t);
  if (lines.length === 0) return <span className="quiet">{t('exchange.conflict.nothing')}</span>;
  return (
    <>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </>
  );
}
