import { useRef } from 'react';
import { FileSearchOutlined } from '../icons.tsx';

interface Props {
  words: string;
  /** endings, as the file dialog takes them: ".pdf" */
  accept: string;
  testId: string;
  onFile: (file: File) => void;
}

/** One file, dropped here or picked after a press; the same file may be given again. */
export function DropFile({ words, accept, testId, onFile }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file) onFile(file);
  };
  return (
    <>
      <button
        type="button"
        className="drop-file"
        onClick={() => picker.current?.click()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files[0]);
        }}
      >
        <FileSearchOutlined /> {words}
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        data-testid={testId}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </>
  );
}
