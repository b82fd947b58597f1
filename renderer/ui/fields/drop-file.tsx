import { useRef, type ReactNode } from 'react';
import { useDrop } from './drop.ts';
import { FileInput } from './file-input.tsx';

interface Props {
  /** what to do here, or what was given */
  children: ReactNode;
  /** endings, as the file dialog takes them: ".pdf"; absent: any */
  accept?: string;
  multiple?: boolean;
  testId: string;
  onFiles: (files: File[]) => void;
}

/** Files that are dropped here or picked after a press; without `multiple` the first alone. */
export function DropFile({ children, accept, multiple = false, testId, onFiles }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  const take = (files: File[]): void => {
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  const { handlers } = useDrop(take);
  return (
    <>
      <button type="button" className="drop-file" {...handlers} onClick={() => picker.current?.click()}>
        {children}
      </button>
      <FileInput at={picker} accept={accept} multiple={multiple} testId={testId} onFiles={take} />
    </>
  );
}
