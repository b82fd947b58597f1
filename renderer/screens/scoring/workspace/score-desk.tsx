/** One park before one expert: what is read, what is scored, what still lacks. */
import { Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output, Person, Round } from '../../../../domain/contract/api.ts';
import { localText } from '../../../../domain/text.ts';
import { findLeaf, partOfType, rubricLeaves } from '../../../../domain/rubric/leaves.ts';
import { call } from '../../../client/api.ts';
import { useQuery } from '../../../state/queries.ts';
import { useSession } from '../../../state/session.ts';
import { useMutation } from '../../../state/mutation.ts';
import { Blank, Ready, Refused } from '../../../ui/page.tsx';
import { Panes } from '../../../ui/panes.tsx';
import { Viewer } from '../../../ui/viewer/viewer.tsx';
import type { Opened, ViewerHands } from '../../../ui/viewer/viewer.tsx';
import { selectedPlace } from '../../../ui/viewer/place.ts';
import { CellHistory } from '../sheet/history.tsx';
import { focusCriterion, focusOpinion, useSheetKeys } from '../sheet/keys.ts';
import { LeavePark } from './leave-park.tsx';
import { contradictionsIn } from '../../../../domain/scheme/contradiction.ts';
import { OpinionForm } from '../sheet/opinion.tsx';
import { ScoreSheet } from '../sheet/score-sheet.tsx';
import { SheetFoot } from '../sheet/sheet-foot.tsx';
import {
  abstain,
  askAbstention,
  cite as citeIn,
  clearScore,
  moveTo,
  scoreQueue,
  seatKey,
  scoreInstead,
  sendAgain,
  setScore,
  undo,
  useScoring,
  type Line,
  type Lines,
} from '../../../state/scores.ts';
import { flag, flagsOf } from './own-notes.ts';
import { OwnNote } from './own-note.tsx';
import { useNarrow } from './narrow.ts';
import { usePhotos, useFigureWords, usePrefilled, useTotals } from './sheet-facts.ts';

interface Props {
  round: Round;
  person: Person;
  applicationId: string;
  list: ReactNode;
  notes: Output<'notes.get'>;
  onNext: () => void;
  onHelp: () => void;
  onOverview: () => void;
  /** the sheet is there */
  onShown: () => void;
}

const noLines: Lines = {};
const noneUnsaved: Readonly<Record<string, Line | null>> = {};
/** Where the window is narrow, one of these at a time; below a page stands the criterion under the cursor. */
const panes = ['list', 'page', 'sheet'] as const;
type DeskPane = (typeof panes)[number];

/** How much of the pane a page key turns: a strip of what was read last stays in sight. */
const turned = 0.9;

export function ScoreDesk({ round: whole, person, applicationId, list, notes, onNext, onHelp, onOverview, onShown }: Props) {
  const { t } = useTranslation();
  const language = useSession((now) => now.language);
  const { personId } = person;
  const application = useQuery('applications.get', { applicationId });
  const stored = useQuery('scores.get', { personId, applicationId });
  const opinion = useQuery('opinions.get', { personId, applicationId });
  const type = stored.value?.type ?? null;
  const round = useMemo(() => ({ ...whole, rubric: whole.rubric && partOfType(whole.rubric, type) }), [whole, type]);
  const { rubric } = round;
  const photos = usePhotos(round.roundId, applicationId);
  const seat = useMemo(() => ({ personId, applicationId }), [personId, applicationId]);
  const sheet = useScoring((now) => now.sheets[seatKey(seat)]);
  const [opened, setOpened] = useState<Opened | null>(null);
  const sight = useRef<Opened | null>(null);
  const viewer = useRef<ViewerHands>(null);
  const narrow = useNarrow();
  const [pane, setPane] = useState<DeskPane>('page');
  const [isStrip, setStrip] = useState(false);
  /** what the keys lead to is where the eye is */
  const lookAt = (wanted: DeskPane, act: () => void): void => {
    const isThere = narrow ? pane === wanted : !isStrip;
    setPane(wanted);
    setStrip(false);
    if (isThere) act();
    else setTimeout(act);
  };
  const onSight = useCallback((seen: Opened) => {
    sight.current = seen;
  }, []);
  const submitting = useMutation();
  const leaving = useMutation();
  const lines = sheet?.lines ?? noLines;
  const submitted = stored.value?.state === 'submitted';
  const ended = stored.value?.ended ?? null;
  const sealed = submitted || ended !== null;
  const abstained = stored.value?.abstained;
  /** of a park that the expert abstains from there is nothing to submit */
  const away = abstained?.some((one) => one.criterionId === null) ?? false;
  const totals = useTotals(rubric, lines, abstained);

  useEffect(() => {
    if (stored.value) scoreQueue.adopt(stored.value);
  }, [stored.value]);
  const first = useMemo(() => (rubric ? (rubricLeaves(rubric)[0]?.criterion.id ?? null) : null), [rubric]);
  useEffect(() => moveTo(first), [first]);
  const isShown = rubric !== null && stored.value !== undefined;
  useEffect(() => {
    if (isShown) onShown();
  }, [isShown, onShown]);

  const cite = useCallback(() => {
    const { at } = useScoring.getState();
    const seen = sight.current;
    if (!seen || at === null || sealed) return;
    const words = 'documentId' in seen && !seen.rect ? selectedPlace() : null;
    citeIn(seat, at, words ? { ...seen, ...words } : seen);
    // the cursor goes back to where the score is, to go on from there
    focusCriterion(at);
  }, [seat, sealed]);
  const [looking, setLooking] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const takeBack = (again: boolean): void => {
    if (sealed) return;
    void undo(seat, again).then(() => focusCriterion(useScoring.getState().at));
  };
  const unsaved = sheet?.unsaved ?? noneUnsaved;
  const recommendation = opinion.value?.recommendation ?? null;
  const isReady = totals?.complete === true && recommendation !== null && Object.keys(unsaved).length === 0;
  const goToLack = (): void => {
    const [first] = totals?.missing ?? [];
    const [comment] = totals?.commentsMissing ?? [];
    const [waiting] = Object.keys(unsaved);
    if (first !== undefined) focusCriterion(first);
    else if (comment !== undefined) focusCriterion(comment, 'comment');
    else if (waiting !== undefined) focusCriterion(waiting);
    else if (totals && recommendation === null) lookAt('sheet', focusOpinion);
  };
  const turnFlag = (criterionId: string): void => {
    if (!sealed) void flag(personId, applicationId, notes, criterionId);
  };
  useSheetKeys({
    cite,
    find: () => {
      setPane('page');
      viewer.current?.find();
    },
    next: (by) => viewer.current?.step(by),
    zoom: (by) => viewer.current?.zoom(by),
    flag: turnFlag,
    overview: onOverview,
    history: setLooking,
    abstain: (criterionId) => {
      if (!sealed) askAbstention(criterionId);
    },
    missing: goToLack,
    opinion: () => lookAt('sheet', focusOpinion),
    documents: () => {
      setPane('page');
      viewer.current?.pick();
    },
    turn: (panes) => {
      const pane = document.querySelector('.viewer-body');
      pane?.scrollBy({ top: panes * pane.clientHeight * turned });
    },
    submit: () => {
      if (sealed || away) onNext();
      else if (isReady) setAsking(true);
      else goToLack();
    },
    undo: () => takeBack(false),
    redo: () => takeBack(true),
  });

  const prefilled = usePrefilled(round, application.value);
  const figures = useFigureWords(application.value);

  if (!rubric) return <Blank sentence={t('scores.noRubric')} />;
  if (round.state === 'preparing') return <Blank sentence={t('scores.notOpen')} />;
  const abstainFrom = (criterionId: string, reason: string, withdraw: boolean): void => {
    // an abstention from the whole park is taken back as a whole
    const whole = withdraw && abstained?.some((one) => one.criterionId === null);
    void submitting.run(() => abstain(seat, whole ? null : criterionId, reason, withdraw));
  };
  const scoreOverAbstention = (criterionId: string, points100: number): void => {
    const whole = abstained?.find((one) => one.criterionId === null);
    const standing = whole ?? abstained?.find((one) => one.criterionId === criterionId);
    if (standing) void submitting.run(() => scoreInstead(seat, criterionId, whole !== undefined, standing.reason, points100));
  };
  const submit = (): void => {
    setAsking(false);
    void submitting.run(async () => {
      // what was typed last must be durable before the sheet is sealed
      await scoreQueue.settled(seat);
      await call('scores.submit', seat);
    });
  };
  const lookedAt = looking === null ? undefined : findLeaf(rubric, looking);
  return (
    <>
      {narrow ? (
        <Segmented
          block
          className="desk-tabs"
          aria-label={t('scores.panes')}
          value={pane}
          options={panes.map((one) => ({ value: one, label: t(`scores.pane.${one}`) }))}
          onChange={setPane}
        />
      ) : null}
      <div className={isStrip && !narrow ? 'fill desk-panes desk-strip' : 'fill desk-panes'} data-shown={narrow ? pane : undefined}>
        <Panes
          name="scoring"
          panes={[
            { share: 17, least: 150, body: list },
            {
              share: 45,
              least: 280,
              body: (
                <Ready answer={application}>
                  {(value) => (
                    <Viewer
                      hands={viewer}
                      applicationId={value.applicationId}
                      documents={value.documents}
                      photos={photos}
                      opened={opened}
                      onOpen={setOpened}
                      onSight={onSight}
                      {...(sealed ? {} : { onCite: cite })}
                    />
                  )}
                </Ready>
              ),
            },
            {
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
                        unsaved={unsaved}
                        prefilled={prefilled}
                        figures={figures}
                        documents={application.value?.documents ?? []}
                        photos={photos}
                        reopened={value.reopened}
                        ended={value.ended}
                        seal={submitted && value.digest ? { digest: value.digest, at: value.submittedAt } : null}
                        onChange={(criterionId, change) => setScore(seat, criterionId, change)}
                        onClear={(criterionId) => clearScore(seat, criterionId)}
                        onInstead={(criterionId, points100) => scoreOverAbstention(criterionId, points100)}
                        onAgain={(criterionId) => sendAgain(seat, criterionId)}
                        flagged={flagsOf(notes, applicationId)}
                        onFlag={turnFlag}
                        isStrip={isStrip}
                        onStrip={setStrip}
                        isConcluded={recommendation !== null}
                        isAway={away}
                        onHistory={setLooking}
                        onUndo={takeBack}
                        onCite={cite}
                        abstained={value.abstained}
                        onAbstain={abstainFrom}
                        onOpen={setOpened}
                        foot={
                          <>
                            {opinion.value === undefined ? null : (
                              <OpinionForm
                                opinion={opinion.value}
                                isSubmitted={sealed}
                                onSave={(stated) => call('opinions.set', { ...seat, ...stated })}
                              />
                            )}
                            <OwnNote text={notes[applicationId]?.text ?? ''} onSave={(text) => call('notes.set', { ...seat, text })} />
                            <LeavePark
                              task={leaving}
                              open={!sealed && !away}
                              onDeclare={(declared) => void leaving.run(() => call('conflicts.declare', { ...seat, ...declared }))}
                              onAbstain={(reason) => void submitting.run(() => abstain(seat, null, reason, false))}
                            />
                          </>
                        }
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
      {totals ? (
        <SheetFoot
          park={application.value?.parkName ?? ''}
          totals={totals}
          unsaved={Object.keys(unsaved)}
          abstained={(abstained ?? []).flatMap(({ criterionId }) => (criterionId === null ? [] : [criterionId]))}
          flagged={flagsOf(notes, applicationId)}
          recommendation={recommendation}
          rubric={rubric}
          contradictions={contradictionsIn(
            prefilled,
            Object.entries(lines).map(([criterionId, { points100 }]) => ({ criterionId, points100 })),
          )}
          sealed={sealed || away}
          busy={submitting.busy}
          asking={asking}
          onAsk={setAsking}
          onSubmit={submit}
          onNext={onNext}
          onHelp={onHelp}
        />
      ) : null}
      <CellHistory
        seat={seat}
        expert={person.name}
        criterion={lookedAt ? { id: lookedAt.id, name: localText(lookedAt.name, language) } : null}
        onClose={() => setLooking(null)}
      />
    </>
  );
}
