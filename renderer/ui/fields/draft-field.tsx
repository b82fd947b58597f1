/** A text field that saves itself; below it what the store refused. */
import { Input } from 'antd';
import { useDraft, type Draft } from '../../state/draft.ts';
import { DraftRefused } from './draft-refused.tsx';

interface AreaProps {
  name: string;
  placeholder?: string;
  rows?: number;
  disabled?: boolean;
}

interface Props extends AreaProps {
  saved: string;
  onSave: (text: string, before: string) => Promise<unknown>;
}

export function DraftField({ saved, onSave, ...area }: Props) {
  const draft = useDraft(saved, onSave);
  return (
    <>
      <DraftArea draft={draft} {...area} />
      <DraftRefused draft={draft} standing={saved} />
    </>
  );
}

/** The field alone, for places that say more about its draft than what was refused. */
export function DraftArea({ draft, name, placeholder, rows = 1, disabled = false }: AreaProps & { draft: Draft }) {
  return (
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
  );
}
