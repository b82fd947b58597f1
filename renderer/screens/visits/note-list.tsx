/** 记录: what somebody saw or was told, each with its time. A note saves itself while it is written. */
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/api.ts';
import { useDraft } from '../../state/draft.ts';
import { DraftField } from '../../ui/draft-field.tsx';
import { Refused } from '../../ui/notices.tsx';
import { showClock, showTime } from '../../ui/words.ts';

type Note = VisitView['notes'][number];
type Save = (text: string, noteId?: string) => Promise<{ noteId: string }>;

interface Props {
  notes: readonly Note[];
  frozen: boolean;
  onSave: Save;
}

export function NoteList({ notes, frozen, onSave }: Props) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  /** the note that is being written below; it stands in its field, not in the list */
  const [writing, setWriting] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const shown = notes.filter((one) => one.noteId !== writing).toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <section className="section" id="visit-notes" aria-label={t('field.visit.part.notes')}>
      <h2>{t('field.visit.part.notes')}</h2>
      {frozen ? null : (
        <NewNote
          key={turn}
          onSave={async (text, noteId) => {
            const kept = await onSave(text, noteId);
            setWriting(kept.noteId);
            return kept;
          }}
          onDone={() => {
            setWriting(null);
            setTurn((now) => now + 1);
          }}
        />
      )}
      {frozen && notes.length === 0 ? <p className="quiet">{t('field.note.none')}</p> : null}
      <ol className="timeline">
        {shown.map((note) => (
          <li key={note.noteId}>
            <time className="quiet figures" dateTime={note.at} title={showTime(note.at, true)}>
              {showClock(note.at, false)}
            </time>
            {editing === note.noteId && !frozen ? (
              <div className="stack">
                <DraftField saved={note.text} name={t('field.note.text')} rows={2} onSave={(text) => onSave(text, note.noteId)} />
                <div>
                  <Button onClick={() => setEditing(null)}>{t('field.note.done')}</Button>
                </div>
              </div>
            ) : frozen ? (
              <p className="note">{note.text}</p>
            ) : (
              <button type="button" className="note" onClick={() => setEditing(note.noteId)} title={t('field.note.change')}>
                {note.text}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function NewNote({ onSave, onDone }: { onSave: Save; onDone: () => void }) {
  const { t } = useTranslation();
  const noteId = useRef<string | undefined>(undefined);
  const draft = useDraft('', async (text) => {
    noteId.current = (await onSave(text, noteId.current)).noteId;
  });
  return (
    <div className="stack">
      <Input.TextArea
        aria-label={t('field.note.text')}
        placeholder={t('field.note.placeholder')}
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={draft.text}
        onFocus={draft.onFocus}
        onBlur={draft.onBlur}
        onChange={(event) => draft.change(event.target.value)}
      />
      <Refused error={draft.error} />
      <div className="row-between">
        <span className="raw" role="status">
          {draft.text === '' ? t('field.note.about') : t(draft.open ? 'field.note.open' : 'field.note.kept')}
        </span>
        <Button disabled={draft.text.trim() === '' || draft.error !== null} onClick={() => void draft.keep().then(onDone)}>
          {t('field.note.next')}
        </Button>
      </div>
    </div>
  );
}
