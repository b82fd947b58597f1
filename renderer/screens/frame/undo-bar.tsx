/** 撤销: what was done just now, and the way back, by its button or Ctrl+Z. */
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/api.ts';
import { useMutation } from '../../state/mutation.ts';
import { offered, useUndo } from '../../state/acts/undo.ts';
import { useSentence } from '../../ui/page.tsx';

/** So long it is said that it was undone, in ms. */
const told = 4000;

/** Where Ctrl+Z takes back what was typed. */
function writes(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

export function UndoBar() {
  const act = useUndo((now) => now.act);
  return act ? <Offer key={act.id} /> : null;
}

function Offer() {
  const { t } = useTranslation();
  const { act, forget } = useUndo();
  const sentence = useSentence();
  const task = useMutation();
  const [held, setHeld] = useState(false);
  const [done, setDone] = useState(false);
  const { run, busy, error } = task;
  const undo = useCallback((): void => {
    const { act: now } = useUndo.getState();
    if (!now || done) return;
    void run(() => call('acts.undo', { roundId: now.roundId, seqs: [...now.seqs] })).then((gone) => (gone ? setDone(true) : undefined));
  }, [run, done]);
  useEffect(() => {
    // what was refused stays until somebody has read it
    if ((held && !done) || busy || error) return undefined;
    const timer = setTimeout(forget, done ? told : offered);
    return () => clearTimeout(timer);
  }, [held, busy, error, done, forget]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
      if (!isUndo || event.defaultPrevented || writes(event.target)) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [undo]);
  if (!act) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- nothing is done by them: the clock rests while somebody is here
    <div
      className="undo-bar no-print"
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{error ? sentence(error) : done ? t('window.undo.done', { said: act.said }) : act.said}</span>
      {done || error ? null : (
        <Button size="small" loading={busy} title={t('window.undo.keys')} onClick={undo}>
          {t('window.undo.press')}
        </Button>
      )}
      <Button size="small" type="text" onClick={forget}>
        {t('common.close')}
      </Button>
    </div>
  );
}
