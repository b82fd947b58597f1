/** A text field that saves itself; below it what the store refused. */
import { Input } from 'antd';
import { useDraft } from '../state/draft.ts';
import { Refused } from './notices.tsx';

interface Props {
  saved: string;
  name: string;
  placeholder?: string;
  rows?: number;
  disabled?: boolean;
  onSave: (text: string) => Promise<unknown>;
}

export function DraftField({ saved, name, placeholder, rows = 1, disabled = false, onSave }: Props) {
  const { text, error, change, onFocus, onBlur } = useDraft(saved, onSave);
  return (
    <>
      <Input.TextArea
        aria-label={name}
        autoSize={{ minRows: rows, maxRows: 12 }}
        value={text}
        disabled={disabled}
        {...(placeholder ? { placeholder } : {})}
        onFocus={onFocus}
        onBlur={onBlur}
        onChange={(event) => change(event.target.value)}
      />
      <Refused error={error} />
    </>
  );
}
