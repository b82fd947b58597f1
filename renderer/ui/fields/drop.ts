import { useState, type DragEvent } from 'react';

interface Drop {
  /** whether files hover over the place */
  over: boolean;
  handlers: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Makes a place take files that are dropped on it; `dropped` has the folders among them too, as long as the drop is handled. */
export function useDrop(onFiles: (files: File[], dropped: DataTransfer) => void): Drop {
  const [over, setOver] = useState(false);
  return {
    over,
    handlers: {
      onDragOver(event) {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      onDragLeave(event) {
        const into = event.relatedTarget;
        if (!(into instanceof Node && event.currentTarget.contains(into))) setOver(false);
      },
      onDrop(event) {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files], event.dataTransfer);
      },
    },
  };
}
