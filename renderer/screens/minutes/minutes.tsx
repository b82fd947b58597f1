/** 会议记录: drafted from what is on record, edited by people, kept in versions. */
import { Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { isDate } from '../../../domain/numbers/days.ts';
import { call, type ApiError } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { Notice, Page, Ready, Refused } from '../../ui/page.tsx';
import { today } from '../../ui/words.ts';
import { ExportLine } from './export-line.tsx';
import { useTyped, type Typed } from './typed.ts';
import { VersionList } from './version-list.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

type Version = Output<'minutes.versions'>[number];

export function MinutesScreen({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const versions = useQuery('minutes.versions', { roundId });
  const unsaved = useQuery('minutes.unsaved', { roundId });
  return (
    <Page
      fill
      back={{ place: 'publicity', name: t('window.place.publicity') }}
      title={t('window.place.minutes')}
      about={t('minutes.screen.about')}
    >
      <Ready answer={versions}>
        {(all) => (
          <Ready answer={unsaved}>{(typed) => <LatestMinutes key={roundId} roundId={roundId} versions={all} unsaved={typed} />}</Ready>
        )}
      </Ready>
    </Page>
  );
}

function LatestMinutes({ roundId, versions, unsaved }: { roundId: string; versions: readonly Version[]; unsaved: Typed | null }) {
  const { t } = useTranslation();
  const { typed: own, error, type, forget, focus } = useTyped(roundId, unsaved);
  const [last] = versions;
  const kept = own ?? last;
  // without a text of anybody's, what is on record stands in the field
  const draft = useQuery('minutes.draft', kept ? null : { roundId });
  const now = kept ?? draft.value;
  if (!now) return <Ready answer={draft}>{() => null}</Ready>;
  const { heldOn, place, text } = now;
  return (
    <>
      {own && last && own.text !== last.text ? (
        <Notice
          title={t('minutes.screen.open')}
          action={<SmallButton act={t('minutes.screen.dropTyped')} onClick={() => void forget()} />}
        />
      ) : null}
      <div className={versions.length > 0 ? 'fill minutes minutes-two' : 'fill minutes'}>
        <Editor
          roundId={roundId}
          now={{ heldOn, place, text }}
          isOpen={own !== null}
          last={last ?? null}
          refusal={error}
          focus={focus}
          onType={type}
          onKept={() => void forget()}
        />
        {versions.length > 0 ? (
          <VersionList versions={versions} onTake={(one) => type({ heldOn: one.heldOn, place: one.place, text: one.text })} />
        ) : null}
      </div>
    </>
  );
}

interface EditorProps {
  roundId: string;
  now: Typed;
  /** something was typed that is not kept */
  isOpen: boolean;
  last: Version | null;
  /** why what was typed could not be kept on this machine */
  refusal: ApiError | null;
  focus: { onFocus: () => void; onBlur: () => void };
  onType: (typed: Typed) => void;
  onKept: () => void;
}

function Editor({ roundId, now, isOpen, last, refusal, focus, onType, onKept }: EditorProps) {
  const { t } = useTranslation();
  const keeping = useMutation();
  const drafting = useMutation();
  const [asked, setAsked] = useState(false);
  // the lines that tell when and where go with the fields, as long as nobody has worded them anew
  const whenOf = (date: string): string => t('minutes.when', { date });
  const whereOf = (place: string): string => t('minutes.where', { place: place.trim() === '' ? t('minutes.blank') : place.trim() });
  const dated = isDate(now.heldOn);
  const lacks = !dated ? 'heldOn' : now.place.trim() === '' ? 'place' : now.text.trim() === '' ? 'text' : null;
  const keep = async (): Promise<void> => {
    setAsked(true);
    if (lacks !== null) return;
    if (await keeping.run(() => call('minutes.save', { roundId, heldOn: now.heldOn, place: now.place.trim(), text: now.text.trim() }))) {
      setAsked(false);
      onKept();
    }
  };
  const draftAgain = (): void =>
    void drafting.run(async () => {
      const { text } = await call('minutes.draft', {
        roundId,
        ...(dated ? { heldOn: now.heldOn } : {}),
        ...(now.place.trim() ? { place: now.place.trim() } : {}),
      });
      onType({ ...now, text });
    });
  return (
    <section className="section minutes-desk" aria-label={t('minutes.screen.text')} {...focus}>
      <div className="row">
        <label className="row">
          <span>{t('minutes.screen.heldOn')}</span>
          <Input
            inputMode="numeric"
            maxLength={10}
            className="date-input"
            placeholder={today()}
            value={now.heldOn}
            {...(asked && lacks === 'heldOn' ? { status: 'error' as const } : {})}
            onChange={(event) =>
              onType({ ...now, heldOn: event.target.value, text: now.text.replace(whenOf(now.heldOn), () => whenOf(event.target.value)) })
            }
          />
        </label>
        <label className="row">
          <span>{t('minutes.screen.place')}</span>
          <Input
            maxLength={200}
            className="search"
            value={now.place}
            {...(asked && lacks === 'place' ? { status: 'error' as const } : {})}
            onChange={(event) =>
              onType({ ...now, place: event.target.value, text: now.text.replace(whereOf(now.place), () => whereOf(event.target.value)) })
            }
          />
        </label>
      </div>
      <Input.TextArea
        className="minutes-text"
        aria-label={t('minutes.screen.text')}
        maxLength={200_000}
        value={now.text}
        onChange={(event) => onType({ ...now, text: event.target.value })}
      />
      {asked && lacks !== null ? (
        <p className="wants" role="alert">
          {t(`minutes.screen.lacks.${lacks}`)}
        </p>
      ) : null}
      <Refused error={keeping.error ?? drafting.error ?? refusal} />
      <div className="row">
        <Button type="primary" loading={keeping.busy} disabled={!isOpen && last !== null} onClick={() => void keep()}>
          {t('minutes.screen.keep')}
        </Button>
        <Popconfirm
          title={t('minutes.screen.draftAsk')}
          okText={t('minutes.screen.draftAgain')}
          cancelText={t('common.cancel')}
          onConfirm={draftAgain}
        >
          <Button loading={drafting.busy}>{t('minutes.screen.draftAgain')}</Button>
        </Popconfirm>
        <span className="quiet">
          {isOpen || last === null ? t('minutes.screen.notKept') : t('minutes.screen.kept', { version: last.version })}
        </span>
      </div>
      {last ? <ExportLine roundId={roundId} version={last.version} /> : null}
    </section>
  );
}
