import { useEffect, useState } from 'react';
import { ApiError } from '../../client/api.ts';
import { Refused } from '../page.tsx';

/** A text file, read as UTF-8 and where that fails as GB18030, which Windows programs in China write. */
export function PlainText({ address }: { address: string }) {
  const [text, setText] = useState('');
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
    <div className="column fill viewer-body" tabIndex={0} role="region">
      <Refused error={error} />
      <pre className="viewer-text">{text}</pre>
    </div>
  );
}

async function readText(address: string, signal: AbortSignal): Promise<string> {
  const bytes = await (await fetch(address, { signal })).arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
