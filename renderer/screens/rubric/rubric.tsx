/** 评分标准: the tree of criteria of the round, edited until scoring opens; points add up as one types. */
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import { moveCriterion, updateCriterion } from '../../../domain/rubric/edit.ts';
import type { Rubric } from '../../../domain/rubric/model.ts';
import { total100 } from '../../../domain/rubric/rubric.ts';
import { maximum100, partOfType, rubricLeaves, typesNamed } from '../../../domain/rubric/leaves.ts';
import { isStaged, partOfStage } from '../../../domain/rubric/stages.ts';
import { call, transport } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { Blank, Notice, Page, Ready, Refused } from '../../ui/page.tsx';
import { Panes } from '../../ui/panes.tsx';
import { WorkbookDrawer } from '../../ui/forms/workbook-drawer.tsx';
import { showPoints, showTime } from '../../ui/words.ts';
import { CriterionForm } from './criterion-form.tsx';
import { CriterionTree } from './criterion-tree.tsx';
import { StageList } from './stage-list.tsx';
import { WholeForm } from './whole-form.tsx';
import { ReopenForm } from './reopen-form.tsx';
import { useLocalText, useMessage } from './parts/words.ts';
import { FileInput } from '../../ui/fields/file-input.tsx';
import { useEdits } from './edits.ts';
import { useKept } from './kept.ts';

export function RubricScreen({ roundId }: { roundId: string }) {
  const round = useQuery('rounds.get', { roundId });
  const unsaved = useQuery('rounds.unsavedRubric', { roundId });
  return (
    <Ready answer={round}>
      {(value) => (
        <Ready answer={unsaved}>
          {(kept) => (
            <>
              {value.state === 'preparing' ? <Keeper key={roundId} round={value} kept={kept} /> : null}
              <RubricPage round={value} />
            </>
          )}
        </Ready>
      )}
    </Ready>
  );
}

/** While it may be edited, what is edited is kept. */
function Keeper({ round: { roundId, rubric }, kept }: { round: Round; kept: string | null }) {
  useKept(roundId, kept, rubric);
  return null;
}

/** A rubric, or the part of it that a type is asked: how many criteria there are and what they add up to. */
function sumOf(type: string | null, part: Rubric): { type: string | null; leaves: number; sum100: number } {
  return { type, leaves: rubricLeaves(part).length, sum100: maximum100(part) };
}

/** The sentence of each part of a rubric, and whether the points are what they should be; those of a stage are its own. */
function useSums(rubric: Rubric, types: Round['types']): { sums: string[]; right: boolean } {
  const { t } = useTranslation();
  const textOf = useLocalText();
  if (isStaged(rubric)) {
    const sums = (rubric.stages ?? []).map(({ key, name, weight }) => {
      const part = partOfStage(rubric, key);
      return t('rubric.aboutStage', {
        stage: textOf(name),
        leaves: rubricLeaves(part).length,
        sum: showPoints(maximum100(part)),
        weight,
      });
    });
    return { sums, right: true };
  }
  const found = sumsOf(rubric, types);
  return {
    sums: found.map(({ type, leaves, sum100 }) =>
      t(type === null ? 'rubric.about' : 'rubric.aboutType', { type: type ?? '', leaves, sum: showPoints(sum100) }),
    ),
    right: found.every(({ sum100 }) => sum100 === total100),
  };
}

function sumsOf(rubric: Rubric, types: Round['types']): ReturnType<typeof sumOf>[] {
  return typesNamed(rubric).length === 0 ? [sumOf(null, rubric)] : types.map(({ id, label }) => sumOf(label, partOfType(rubric, id)));
}

function RubricPage({ round }: { round: Round }) {
  const { t } = useTranslation();
  const sentence = useMessage();
  const { roundId } = round;
  const scheme = useQuery('schemes.get', { roundId: round.roundId });
  const task = useMutation();
  const reopening = useMutation();
  const [exporting, setExporting] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { draft, rubric, lines, whole, chosen, choose, edit, add, move, remove, undo, discard } = useEdits(round);
  const frozen = round.state !== 'preparing';
  const problems = whole.length + lines.reduce((sum, line) => sum + line.problems.length, 0);
  const { sums, right } = useSums(rubric, round.types);
  const take = (file: File | undefined): void => {
    if (!file) return;
    setSaid(null);
    void task.run(async () => {
      const { criteria } = await call('rounds.importRubric', { roundId, path: await transport.pathOf(file) });
      discard();
      setSaid(t('rubric.imported', { criteria }));
    });
  };
  return (
    <Page
      fill
      back={{ place: 'panel', name: t('window.place.panel') }}
      title={t('rubric.title')}
      about={
        lines.length === 0 ? undefined : (
          <span className={right ? undefined : 'wants'} data-testid="rubric-sum">
            {sums.join(t('common.comma'))}
          </span>
        )
      }
      actions={
        <>
          {draft ? <span className="wants">{t('rubric.unsaved')}</span> : null}
          {frozen ? null : <Button onClick={() => picker.current?.click()}>{t('rubric.import')}</Button>}
          <Button disabled={!round.rubric} onClick={() => setExporting(true)}>
            {t('rubric.export')}
          </Button>
          {draft ? <Button onClick={discard}>{t('rubric.discard')}</Button> : null}
          {frozen ? null : (
            <Button
              type="primary"
              loading={task.busy}
              disabled={!draft || problems > 0}
              onClick={() => void task.run(() => call('rounds.setRubric', { roundId, rubric }))}
            >
              {t('rubric.save')}
            </Button>
          )}
        </>
      }
    >
      <FileInput at={picker} accept=".xlsx" testId="rubric-file" onFiles={([file]) => take(file)} />
      <Refused error={task.error} onClose={task.clear} />
      {said ? <Notice type="success" title={said} onClose={() => setSaid(null)} /> : null}
      {round.state === 'scoring' && round.rubricFrozenAt ? (
        <ReopenForm
          since={showTime(round.rubricFrozenAt)}
          task={reopening}
          onReopen={(reason) => reopening.run(() => call('rounds.reopenRubric', { roundId, reason }))}
        />
      ) : null}
      {round.state === 'closed' ? <Notice title={t('rubric.closed')} /> : null}
      {problems > 0 && lines.length > 0 ? (
        <Notice
          type="warning"
          title={t('rubric.problems', {
            count: problems,
            what: [
              ...lines.flatMap((line) => line.problems.map((one) => `${line.criterion.id} ${sentence(one)}`)),
              ...whole.map(sentence),
            ].join(t('shortlist.and')),
          })}
        />
      ) : null}
      {lines.length === 0 ? (
        <Blank framed sentence={t('rubric.none')} {...(frozen ? {} : { button: t('rubric.begin'), onPress: () => add(null) })} />
      ) : (
        <div className="plane fill clipped">
          <Panes
            name="rubric"
            panes={[
              {
                share: 55,
                least: 360,
                body: (
                  <CriterionTree
                    stages={rubric.stages ?? []}
                    lines={lines}
                    chosen={chosen}
                    frozen={frozen}
                    onChoose={choose}
                    onAdd={add}
                    onMove={move}
                    onRemove={remove}
                    onUndo={draft ? undo : null}
                  />
                ),
              },
              {
                share: 45,
                least: 320,
                body: chosen ? (
                  <div className="fill pane-body stack-wide">
                    <CriterionForm
                      key={chosen.criterion.id}
                      line={chosen}
                      lines={lines}
                      scheme={scheme.value}
                      round={round}
                      stages={rubric.stages ?? []}
                      frozen={frozen}
                      onChange={(change) => edit(updateCriterion(rubric, chosen.criterion.id, change))}
                      onParent={(parentId) =>
                        edit(moveCriterion(rubric, chosen.criterion.id, parentId, Number.MAX_SAFE_INTEGER), chosen.criterion.id)
                      }
                    />
                    <StageList rubric={rubric} frozen={frozen} onChange={(next) => edit(next, chosen.criterion.id)} />
                    <WholeForm rubric={rubric} frozen={frozen} onChange={(next) => edit(next, chosen.criterion.id)} />
                  </div>
                ) : (
                  <p className="quiet">{t('rubric.choose')}</p>
                ),
              },
            ]}
          />
        </div>
      )}
      {frozen || lines.length === 0 ? null : <p className="raw flush">{t('rubric.keys')}</p>}
      <WorkbookDrawer
        title={t('rubric.export')}
        name={t('rubric.title')}
        open={exporting}
        onExport={async (target, replace) => {
          const { path, criteria } = await call('rounds.exportRubric', { roundId, path: target, replace });
          return { path, said: t('rubric.exported', { criteria }) };
        }}
        onClose={() => setExporting(false)}
      />
    </Page>
  );
}
