/** One park before one expert: what is read, what is scored, what still lacks. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/api.ts';
import { usedValues } from '../../../domain/scheme/values.ts';
import { prefill } from '../../../domain/scheme/prefill.ts';
import { sheetTotals } from '../../../domain/scoring/check-score.ts';
import { rubricLeaves } from '../../../domain/scoring/rubric.ts';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/answers.ts';
import { useTask } from '../../state/task.ts';
import { Blank, Ready, Refused } from '../../ui/notices.tsx';
import { Panes } from '../../ui/panes.tsx';
import { Viewer } from '../../ui/viewer/viewer.tsx';
import type { Opened } from '../../ui/viewer/viewer.tsx';
import { useEvidenceKey } from './keys.ts';
import { OpinionForm } from './opinion.tsx';
import { ScoreSheet } from './score-sheet.tsx';
import { SheetFoot } from './sheet-foot.tsx';
import { seatKey, useReview } from './store.ts';
import type { Lines } from './store.ts';

interface Props {
  round: Output<'rounds.get'>;
  personId: string;
  applicationId: string;
  list: ReactNode;
  onNext: () => void;
  onHelp: () => void;
}

const noLines: Lines = {};

export function ScoreDesk({ round, personId, applicationId, list, onNext, onHelp }: Props) {
  const { t } = useTranslation();
  const application = useAnswer('applications.get', { applicationId });
  const stored = useAnswer('scores.get', { personId, applicationId });
  const opinion = useAnswer('opinions.get', { personId, applicationId });
  const scheme = useAnswer('schemes.get', { id: round.schemeId });
  const seat = useMemo(() => ({ personId, applicationId }), [personId, applicationId]);
  const sheet = useReview((now) => now.sheets[seatKey(seat)]);
  const { adopt, setScore, moveTo } = useReview.getState();
  const [opened, setOpened] = useState<Opened | null>(null);
  const sight = useRef<Opened | null>(null);
  const onSight = useCallback((seen: Opened) => {
    sight.current = seen;
  }, []);
  const submitting = useTask();
  const { rubric } = round;
  const lines = sheet?.lines ?? noLines;
  const sealed = stored.value?.state === 'submitted';
  const abstained = stored.value?.abstained;
  const totals = useMemo(() => {
    if (!rubric) return null;
    const all = sheetTotals(rubric, lines);
    // who abstained owes no points: from one criterion, or from the whole park
    const owed = (criterionId: string): boolean => !abstained?.some((one) => one.criterionId === null || one.criterionId === criterionId);
    const missing = all.missing.filter(owed);
    return { ...all, missing, complete: missing.length === 0 && all.commentsMissing.length === 0 };
  }, [rubric, lines, abstained]);

  useEffect(() => {
    if (stored.value) adopt(stored.value);
  }, [stored.value, adopt]);
  const first = useMemo(() => (rubric ? (rubricLeaves(rubric)[0]?.criterion.id ?? null) : null), [rubric]);
  useEffect(() => moveTo(first), [first, moveTo]);

  const cite = useCallback(
    (criterionId: string) => {
      const seen = sight.current;
      const line = useReview.getState().sheets[seatKey(seat)]?.lines[criterionId];
      if (!seen || !line || sealed) return;
      const already = line.evidence.some((one) => one.documentId === seen.documentId && one.page === seen.page);
      if (!already) setScore(seat, criterionId, { evidence: [...line.evidence, { documentId: seen.documentId, ...(seen.page ? { page: seen.page } : {}) }] });
    },
    [seat, sealed, setScore],
  );
  useEvidenceKey(cite);

  const prefilled = useMemo(() => {
    if (!scheme.value || !application.value || !rubric) return [];
    const stated = Object.fromEntries(application.value.fields.map((field) => [field.key, Object.fromEntries(field.values.map((one) => [one.source, one.value]))]));
    return prefill(rubric, scheme.value, { values: usedValues(stated), appliedOn: round.appliedOn, usdRate: round.settings.usdRate });
  }, [scheme.value, application.value, rubric, round.appliedOn, round.settings.usdRate]);

  if (!rubric) return <Blank sentence={t('window.scoring.noRubric')} />;
  if (round.state === 'preparing') return <Blank sentence={t('window.scoring.notOpen')} />;
  const abstain = (criterionId: string, reason: string, withdraw: boolean): void => {
    // an abstention from the whole park is taken back as a whole
    const whole = withdraw && abstained?.some((one) => one.criterionId === null);
    void submitting.run(() => call('scores.abstain', { ...seat, criterionId: whole ? null : criterionId, reason, ...(withdraw ? { withdraw } : {}) }));
  };
  const submit = (): void =>
    void submitting.run(async () => {
      // what was typed last must be durable before the sheet is sealed
      while (useReview.getState().pending(seat)) await new Promise((done) => setTimeout(done, 20));
      await call('scores.submit', seat);
    });
  return (
    <>
      <div className="fill">
        <Panes
          name="scoring"
          panes={[
            { key: 'parks', share: 17, least: 150, body: list },
            {
              key: 'documents',
              share: 45,
              least: 280,
              body: <Ready answer={application}>{(value) => <Viewer applicationId={value.applicationId} documents={value.documents} opened={opened} onOpen={setOpened} onSight={onSight} />}</Ready>,
            },
            {
              key: 'sheet',
              share: 38,
              least: 380,
              body: (
                <Ready answer={stored}>
                  {(value) =>
                    totals ? (
                      <ScoreSheet
                        rubric={rubric}
                        totals={totals}
                        max100={value.totals.max100}
                        lines={lines}
                        refusals={sheet?.refusals ?? {}}
                        prefilled={prefilled}
                        documents={application.value?.documents ?? []}
                        seal={sealed && value.digest ? { digest: value.digest, at: value.submittedAt } : null}
                        onChange={(criterionId, change) => setScore(seat, criterionId, change)}
                        onCite={cite}
                        abstained={value.abstained}
                        onAbstain={abstain}
                        onOpen={setOpened}
                        foot={opinion.value === undefined ? null : <OpinionForm opinion={opinion.value} onSave={(stated) => call('opinions.set', { ...seat, ...stated })} />}
                      />
                    ) : null
                  }
                </Ready>
              ),
            },
          ]}
        />
      </div>
      <Refused error={submitting.error} onClose={submitting.clear} />
      {totals ? <SheetFoot totals={totals} rubric={rubric} sealed={sealed} busy={submitting.busy} onSubmit={submit} onNext={onNext} onHelp={onHelp} /> : null}
    </>
  );
}
