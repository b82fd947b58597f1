import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../client/api.ts';
import { Refused } from '../page.tsx';
import { useFoundMarks, type Sought } from './found-marks.ts';
import { readText } from './read-text.ts';

/** A text file as it stands. */
export function PlainText({ address, sought }: { address: string; sought?: Sought | undefined }) {
  const [text, setText] = useState('');
  const body = useRef<HTMLDivElement>(null);
  useFoundMarks(body, sought, text);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    readText(address, stop.signal)
      .then(setText)
      .catch((cause: unknown) => {
        if (!stop.signal.aborted) setError(new ApiError('window/unreachable', '', { cause: String(cause) }));
      });
    return () => stop.abort();
  }, [address]);
  return (
    <div ref={body} className="column fill viewer-body" tabIndex={0} role="region">
      <Refused error={error} />
      <pre className="viewer-text">{text}</pre>
    </div>
  );
}
