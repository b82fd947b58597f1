import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnsaved } from '../../state/saved.ts';

/** How long the hands must rest, and how long they may go on without anything being saved, in ms. */
const pause = 400;
const longest = 800;

interface Props {
  name: string;
  /** absent: a comment stands on points, which are not there yet */
  line: { comment: string | null } | undefined;
  wanting: boolean;
  onComment: (comment: string) => void;
  /** where the cursor goes by Esc (back) and by Enter (on) */
  onLeave: (on: boolean) => void;
}

/** The comment, saved at each short pause of the hands, within a second of the first key, and whenever the field or the window is left. */
export function CommentField({ name, line, wanting, onComment, onLeave }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const since = useRef<number | undefined>(undefined);
  const [waiting, setWaiting] = useState(false);
  useUnsaved(waiting ? 'saving' : null);
  const hand = useRef(onComment);
  useEffect(() => {
    hand.current = onComment;
  }, [onComment]);
  const flush = useRef((): void => {
    clearTimeout(timer.current);
    since.current = undefined;
    setWaiting(false);
    if (unsaved.current !== null) hand.current(unsaved.current);
    unsaved.current = null;
  });
  useEffect(() => {
    const save = flush.current;
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, []);
  return (
    <Input.TextArea
      aria-label={t('scores.comment', { name })}
      autoSize={{ minRows: 1, maxRows: 6 }}
      maxLength={5000}
      disabled={line === undefined}
      {...(wanting ? { status: 'warning' as const } : {})}
      placeholder={t(line === undefined ? 'scores.pointsFirst' : wanting ? 'scores.commentWanted' : 'scores.commentFree')}
      value={typed ?? line?.comment ?? ''}
      onChange={(event) => {
        setTyped(event.target.value);
        unsaved.current = event.target.value;
        setWaiting(true);
        clearTimeout(timer.current);
        since.current ??= performance.now();
        timer.current = setTimeout(flush.current, Math.max(0, Math.min(pause, since.current + longest - performance.now())));
      }}
      onBlur={() => {
        flush.current();
        setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const on = event.key === 'Enter' && !event.shiftKey;
        if (!on && event.key !== 'Escape') return;
        event.preventDefault();
        onLeave(on);
      }}
    />
  );
}
