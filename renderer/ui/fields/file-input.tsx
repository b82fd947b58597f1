import type { InputHTMLAttributes, RefObject } from 'react';

interface Props extends Pick<InputHTMLAttributes<HTMLInputElement>, 'accept' | 'multiple' | 'capture'> {
  /** for the button that opens it */
  at: RefObject<HTMLInputElement | null>;
  testId: string | undefined;
  onFiles: (files: File[]) => void;
}

/** The hidden field behind a button that picks files; the same file may be picked again. */
export function FileInput({ at, testId, onFiles, ...input }: Props) {
  return (
    <input
      ref={at}
      type="file"
      hidden
      data-testid={testId}
      {...input}
      onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        event.target.value = '';
      }}
    />
  );
}
