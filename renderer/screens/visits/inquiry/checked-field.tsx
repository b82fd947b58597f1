/** A field of one line that is kept on Enter and on leaving it, and only where it is what the field asks for; else it says so in place. */
import { Input } from 'antd';
import { useState } from 'react';
import { useMutation } from '../../../state/mutation.ts';
import { useUnsaved } from '../../../state/saved.ts';
import { Refused } from '../../../ui/page.tsx';

interface Props {
  kept: string;
  name: string;
  placeholder: string;
  inputMode?: 'numeric' | 'text';
  fits: (typed: string) => boolean;
  /** what is asked for, where something else was typed */
  wanted: string;
  onSave: (typed: string) => Promise<unknown>;
}

export function CheckedField({ kept, name, placeholder, inputMode = 'text', fits, wanted, onSave }: Props) {
  const task = useMutation();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? kept;
  const isWrong = shown.trim() !== '' && !fits(shown.trim());
  useUnsaved(typed === null || typed === kept ? null : isWrong || task.error ? 'refused' : 'saving');
  const send = async (): Promise<void> => {
    if (typed === null || isWrong) return;
    if (typed.trim() === kept || (await task.run(() => onSave(typed.trim())))) setTyped(null);
  };
  return (
    <div>
      <Input
        inputMode={inputMode}
        value={shown}
        placeholder={placeholder}
        aria-label={name}
        status={isWrong ? 'error' : ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => void send()}
        onPressEnter={() => void send()}
      />
      {isWrong ? (
        <span className="wants" role="alert">
          {wanted}
        </span>
      ) : null}
      <Refused error={task.error} onClose={task.clear} />
    </div>
  );
}
