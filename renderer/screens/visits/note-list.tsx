/** 记录: what somebody saw or was told, each with its time. A note saves itself while it is written. */
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/contract/api.ts';
import { useDraft } from '../../state/draft.ts';
import { DraftArea, DraftField } from '../../ui/fields/draft-field.tsx';
import { DraftRefused } from '../../ui/fields/draft-refused.tsx';
import { showClock, showTime } from '../../ui/words.ts';
import { Section } from '../../ui/page.tsx';

type Note = VisitView['notes'][number];
/** `before` is the text that stood there when somebody began to change it, null for a note that is new. */
type Save = (text: string, before: string | null, noteId?: string) => Promise<{ noteId: string }>;

interface Props {
  notes: readonly Note[];
  frozen: boolean;
  nameOf: (author: string) => string;
  onSave: Save;
}

export function NoteList({ notes, frozen, nameOf, onSave }: Props) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  /** the note that is being written below; it stands in its field, not in the list */
  const [writing, setWriting] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  /** words that are not saved stay where they are when the visit is closed elsewhere, with the reason */
  const [unsaved, setUnsaved] = useState(false);
  const shown = notes.filter((one) => one.noteId !== writing).toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <Section id="visit-notes" region title={t('visits.part.notes')}>
      {frozen && !unsaved ? null : (
        <NewNote
          key={turn}
          onUnsaved={setUnsaved}
          standing={notes.find((one) => one.noteId === writing)?.text ?? ''}
          onSave={async (text, before, noteId) => {
            const kept = await onSave(text, before, noteId);
            setWriting(kept.noteId);
            return kept;
          }}
          onDone={() => {
            setWriting(null);
            setTurn((now) => now + 1);
          }}
        />
      )}
      {frozen && notes.length === 0 ? <p className="quiet">{t('visits.note.none')}</p> : null}
      <ol className="bare-list column timeline">
        {shown.map((note) => (
          <li key={note.noteId}>
            <span className="column timeline-head">
              <time className="figures" dateTime={note.at} title={showTime(note.at, true)}>
                {showClock(note.at, false)}
              </time>
              <span className="raw clip">{nameOf(note.author)}</span>
            </span>
            {editing === note.noteId && !frozen ? (
              <div className="stack">
                <DraftField
                  saved={note.text}
                  name={t('visits.note.text')}
                  rows={2}
                  onSave={(text, before) => onSave(text, before, note.noteId)}
                />
                <div>
                  <Button onClick={() => setEditing(null)}>{t('visits.note.done')}</Button>
                </div>
              </div>
            ) : frozen ? (
              <p className="note">{note.text}</p>
            ) : (
              <button type="button" className="bare-button note" onClick={() => setEditing(note.noteId)} title={t('visits.note.change')}>
                {note.text}
              </button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

interface NewNoteProps {
  standing: string;
  onSave: Save;
  onDone: () => void;
  /** told whether there are words that are not saved */
  onUnsaved: (unsaved: boolean) => void;
}

function NewNote({ standing, onSave, onDone, onUnsaved }: NewNoteProps) {
  const { t } = useTranslation();
  const noteId = useRef<string | undefined>(undefined);
  const held = useRef('');
  // what is typed while a note is on its way would go with its field
  const [leaving, setLeaving] = useState(false);
  const draft = useDraft('', async (text, before) => {
    noteId.current = (await onSave(text, noteId.current === undefined ? null : before, noteId.current)).noteId;
    held.current = text;
  });
  const open = draft.open || draft.error !== null;
  useEffect(() => onUnsaved(open), [open, onUnsaved]);
  const next = async (): Promise<void> => {
    setLeaving(true);
    await draft.keep();
    // what was refused stays in its field
    if (held.current === draft.text) onDone();
    else setLeaving(false);
  };
  return (
    <div className="stack">
      <DraftArea draft={draft} name={t('visits.note.text')} placeholder={t('visits.note.placeholder')} rows={2} disabled={leaving} />
      <DraftRefused draft={draft} standing={standing} />
      <div className="row-between">
        <span className="raw" role="status">
          {draft.text === '' ? t('visits.note.about') : t(draft.open ? 'visits.note.open' : 'visits.note.kept')}
        </span>
        <Button loading={leaving} disabled={draft.text.trim() === '' || draft.error !== null} onClick={() => void next()}>
          {t('visits.note.next')}
        </Button>
      </div>
    </div>
  );
}
