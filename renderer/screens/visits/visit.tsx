/** One visit: what is checked, measured, noted, photographed and signed on site. Everything stands at once. */
import { Button, Skeleton } from 'antd';
import { useRef, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView, EvaluationView, Output, VisitView } from '../../../domain/contract/api.ts';
import type { FieldValue } from '../../../domain/model.ts';
import { call, transport } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { useMutation } from '../../state/mutation.ts';
import { addressOf } from '../../state/route.ts';
import { useDrop } from '../../ui/fields/drop.ts';
import { CameraOutlined, EditOutlined, LockOutlined, PictureOutlined } from '../../ui/icons.tsx';
import { Notice, Ready } from '../../ui/page.tsx';
import { AddendumList } from './addendum-list.tsx';
import { CameraSheet, hasCamera } from './photos/camera.tsx';
import { CheckList } from './check-list.tsx';
import { MeasureList, type Said } from './measure-list.tsx';
import { NoteList } from './note-list.tsx';
import { PhotoList } from './photos/photo-list.tsx';
import { usePhotos, type Adding } from './photos/photos.ts';
import { SignList } from './signs/sign-list.tsx';
import { SignSheet } from './signs/sign-sheet.tsx';
import { base64Of } from './photos/thumbnail.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { Declared } from './declared.tsx';
import { FirmList } from './inquiry/firm-list.tsx';
import { InterviewList } from './inquiry/interview-list.tsx';
import { MatterList } from './inquiry/matter-list.tsx';
import { VisitForm } from './visit-form.tsx';
import { VisitHead, VisitSeal } from './visit-head.tsx';
import { FileInput } from '../../ui/fields/file-input.tsx';
import { SideDrawer } from '../../ui/side-drawer.tsx';

export function VisitScreen({ visitId }: { visitId: string }) {
  const visit = useQuery('visits.get', { visitId });
  const applicationId = visit.value?.applicationId;
  const application = useQuery('applications.get', applicationId ? { applicationId } : null);
  const evaluation = useQuery('eligibility.evaluate', applicationId ? { applicationId } : null);
  return <Ready answer={visit}>{(view) => <Visit view={view} application={application.value} evaluation={evaluation.value} />}</Ready>;
}

const pictures = 'image/*,.heic';
interface Props {
  view: VisitView;
  application: ApplicationView | undefined;
  evaluation: EvaluationView | undefined;
}

function Visit({ view, application, evaluation }: Props) {
  const { t } = useTranslation();
  const { visitId } = view;
  const frozen = view.closedAt !== null;
  const [effects, setEffects] = useState<Readonly<Record<string, Output<'visits.measure'>>>>({});
  const [editing, setEditing] = useState(false);
  const [signing, setSigning] = useState(false);
  const [closing, setClosing] = useState(false);
  const [reading, setReading] = useState(false);
  const head = useMutation();
  const signs = useMutation();
  const [shooting, setShooting] = useState(false);
  const photos = usePhotos();
  /** what the next picked or taken photos show */
  const about = useRef<string | undefined>(undefined);
  const aboutNow = (): { about?: string } => (about.current === undefined ? {} : { about: about.current });
  const addFiles = (files: readonly File[]): void => {
    const shown = aboutNow();
    photos.add(
      files.map((file) => ({
        name: file.name,
        keep: async () => call('visits.photo', { visitId, path: await transport.pathOf(file), ...shown }),
      })),
    );
  };
  const addTaken = (name: string, jpeg: Blob): void => {
    const shown = aboutNow();
    photos.add([
      {
        name,
        keep: async () => call('visits.photo', { visitId, made: { name, picture: await base64Of(jpeg) }, ...shown }),
      },
    ]);
  };
  const { over, handlers } = useDrop((files) => {
    if (frozen) return;
    about.current = undefined;
    addFiles(files);
  });
  const nameOf = useNames();
  const personId = useSession((now) => now.personId);
  // where one person recorded everything, nothing is said again beside each line
  const several = new Set([...view.checklist, ...view.measures].flatMap(({ author }) => (author === null ? [] : [author]))).size > 1;
  const writerOf = (author: string | null): string => (several && author !== null ? nameOf(author) : '');
  const camera = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const shoot = (shows?: string): void => {
    about.current = shows;
    if (hasCamera) setShooting(true);
    else camera.current?.click();
  };
  const pick = (shows?: string): void => {
    about.current = shows;
    picker.current?.click();
  };
  const subjects = [
    ...view.checklist.map(({ id, text }) => ({ value: `check:${id}`, label: text })),
    ...view.measures.map(({ key, label }) => ({ value: `measure:${key}`, label })),
    ...view.firms.map(({ name }) => ({ value: `firm:${name}`, label: name })),
  ];
  const measure = async (key: string, value: FieldValue, seen: FieldValue, said?: Said): Promise<void> => {
    const answer = await call('visits.measure', { visitId, key, value, seen, ...said });
    setEffects((now) => ({ ...now, [key]: answer }));
  };
  return (
    <section className="pane visit" {...handlers}>
      <VisitHead view={view} onEdit={frozen ? null : () => setEditing(true)} onDeclared={() => setReading(true)} />
      <div className="stack-wide fill visit-body">
        {view.choices > 0 ? (
          <Notice
            type="warning"
            title={t('visits.choices', { count: view.choices })}
            action={<Button href={addressOf('exchange')}>{t('visits.choicesGo')}</Button>}
          />
        ) : null}
        {view.closedAt ? <VisitSeal view={view} closedAt={view.closedAt} onClose={() => setClosing(true)} /> : null}
        <div className="visit-columns">
          <div className="stack-wide">
            <CheckList
              items={view.checklist}
              frozen={frozen}
              writerOf={writerOf}
              photos={view.photos}
              onShoot={shoot}
              onPick={pick}
              onAnswer={({ id, outcome: before, note }, outcome) =>
                call('visits.check', { visitId, checkId: id, outcome, seen: before && { outcome: before, note } })
              }
              onNote={({ id }, outcome, note, before) =>
                call('visits.check', { visitId, checkId: id, outcome, note, seen: { outcome, note: before || null } })
              }
            />
            {application ? (
              <MeasureList
                fields={application.fields}
                conditions={evaluation?.conditions ?? []}
                measures={view.measures}
                effects={effects}
                frozen={frozen}
                nameOf={nameOf}
                writerOf={writerOf}
                onMeasure={measure}
              />
            ) : (
              <Skeleton active title={false} />
            )}
            <FirmList
              firms={view.firms}
              samples={view.samples}
              declared={declaredFirms(application)}
              frozen={frozen}
              photos={view.photos}
              onShoot={shoot}
              onPick={pick}
              onDraw={(firms, size) => call('visits.draw', { visitId, firms, size })}
              onSave={(name, seenThere, seen) => call('visits.firm', { visitId, name, seenThere, seen })}
            />
          </div>
          <div className="stack-wide">
            {frozen ? (
              <AddendumList
                addenda={view.addenda}
                draft={view.draft}
                nameOf={nameOf}
                onDraft={(text) => call('visits.draft', { visitId, text })}
                onAdd={(text) => call('visits.addendum', { visitId, text })}
              />
            ) : null}
            <PhotoList
              photos={view.photos}
              adding={photos}
              frozen={frozen}
              subjects={subjects}
              onPick={() => pick()}
              onCaption={(photoId, caption, seen) => call('visits.caption', { photoId, caption, seen })}
              onAbout={({ photoId, caption }, said) => call('visits.caption', { photoId, caption, about: said })}
              onRemove={(photoId, reason) => call('visits.removePhoto', { photoId, reason })}
            />
            <InterviewList
              interviews={view.interviews}
              frozen={frozen}
              nameOf={nameOf}
              onSave={(interview, seen, interviewId) =>
                call('visits.interview', { visitId, interview, seen, ...(interviewId ? { interviewId } : {}) })
              }
            />
            <NoteList
              notes={view.notes}
              frozen={frozen}
              nameOf={nameOf}
              onSave={(text, seen, noteId) => call('visits.note', { visitId, text, seen, ...(noteId ? { noteId } : {}) })}
            />
            <MatterList
              matters={view.matters}
              opinion={view.opinion}
              frozen={frozen}
              leader={personId === null ? (view.people[0] ?? nameOf('')) : nameOf(personId)}
              onMatter={(matter, seen, matterId) => call('visits.matter', { visitId, matter, seen, ...(matterId ? { matterId } : {}) })}
              onOpinion={(opinion, seen) => call('visits.opinion', { visitId, opinion, seen })}
            />
            <SignList signs={view.signs} frozen={frozen} />
          </div>
        </div>
      </div>
      {frozen ? null : (
        <footer className="visit-foot">
          <FileInput at={camera} accept={pictures} capture="environment" testId="photo-camera" onFiles={addFiles} />
          <FileInput at={picker} accept={pictures} multiple testId="photo-files" onFiles={addFiles} />
          <Button type="primary" icon={<CameraOutlined />} onClick={() => shoot()}>
            {t('visits.photo.take')}
          </Button>
          <Button icon={<PictureOutlined />} onClick={() => pick()}>
            {t('visits.photo.pick')}
          </Button>
          <Button icon={<EditOutlined />} onClick={() => setSigning(true)}>
            {t('visits.sign.open')}
          </Button>
          <Button className="visit-close" icon={<LockOutlined />} onClick={() => setClosing(true)}>
            {t('visits.close')}
          </Button>
          <PhotoState adding={photos} />
        </footer>
      )}
      {over && !frozen ? (
        <div className="drop-here" aria-hidden="true">
          <PictureOutlined />
          {t('visits.photo.drop')}
        </div>
      ) : null}
      <SideDrawer open={editing} onClose={() => setEditing(false)} title={t('visits.edit')}>
        <VisitForm
          before={{ visitedOn: view.visitedOn, people: view.people, posts: view.posts ?? {}, started: view.started, ended: view.ended }}
          whole
          button={t('visits.keep')}
          task={head}
          onSave={(typed) => void head.run(() => call('visits.edit', { visitId, ...typed })).then((done) => setEditing(!done))}
        />
      </SideDrawer>
      <SideDrawer wide open={reading} onClose={() => setReading(false)} title={t('visits.declared.title', { park: view.parkName })}>
        {application ? <Declared application={application} /> : <Skeleton active />}
      </SideDrawer>
      <CameraSheet
        open={shooting}
        park={view.parkName}
        count={view.photos.length}
        otherWay={
          <Button type="primary" icon={<PictureOutlined />} onClick={() => camera.current?.click()}>
            {t('visits.camera.otherWay')}
          </Button>
        }
        state={<PhotoState adding={photos} />}
        onPicture={addTaken}
        onClose={() => setShooting(false)}
      />
      <SignSheet
        open={signing}
        park={view.parkName}
        view={view}
        people={view.people.filter((name) => !view.signs.some((sign) => sign.name === name && sign.stands !== false))}
        task={signs}
        onSign={(signed) => void signs.run(() => call('visits.sign', { visitId, ...signed })).then((done) => setSigning(!done))}
        onClose={() => setSigning(false)}
      />
      <CloseDialog view={view} open={closing} onClose={() => setClosing(false)} />
    </section>
  );
}

/** Lists of firms that the applicant declared. */
function declaredFirms(application: ApplicationView | undefined): { label: string; firms: string[] }[] {
  return (application?.fields ?? []).flatMap(({ label, type, used, values }) => {
    const value = values.find(({ source }) => source === used)?.value;
    return type === 'list' && Array.isArray(value) && value.length > 0 ? [{ label, firms: value }] : [];
  });
}

/** What people of the round are called, by the names under which the record has them. */
function useNames(): (author: string) => string {
  const { t } = useTranslation();
  const roundId = useSession((now) => now.roundId);
  const people = useQuery('panel.list', roundId ? { roundId } : null).value ?? [];
  return (author) => people.find((one) => one.personId === author)?.name ?? t('common.role.secretary');
}

/** How the photos fare, beside the buttons that were pressed; the list itself may be out of sight. */
function PhotoState({ adding }: { adding: Adding }) {
  const { t } = useTranslation();
  if (adding.at) return <span className="quiet">{t('visits.photo.adding', adding.at)}</span>;
  if (adding.refused.length === 0) return null;
  return (
    <span role="alert">
      <a href="#visit-photos" className="wants" onClick={goToPhotos}>
        {t('visits.photo.refused', { count: adding.refused.length })}
      </a>
    </span>
  );
}

/** The address of the page is the place of the window: only the list is brought into sight. */
function goToPhotos(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector('#visit-photos')?.scrollIntoView({ block: 'start' });
}
