/** A text field that saves itself; below it what the store refused. */
import { Input } from 'antd';
import { useDraft } from '../state/draft.ts';
import { DraftRefused } from './draft-refused.tsx';

interface Props {
  saved: string;
  name: string;
  placeholder?: string;
  rows?: number;
  disabled?: boolean;
  onSave: (text: string, before: string) => Promise<unknown>;
}

export function DraftField({ saved, name, placeholder, rows = 1, disabled = false, onSave }: Props) {
  const draft = useDraft(saved, onSave);
  return (
    <>
      <Input.TextArea
        aria-label={name}
        autoSize={{ minRows: rows, maxRows: 12 }}
        value={draft.text}
        disabled={disabled}
        {...(placeholder ? { placeholder } : {})}
        onFocus={draft.onFocus}
        onBlur={draft.onBlur}
        onChange={(event) => draft.change(event.target.value)}
      />
      <DraftRefused draft={draft} standing={saved} />
    </>
  );
}
