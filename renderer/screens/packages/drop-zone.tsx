import { ImportOutlined } from '../../ui/icons.tsx';
import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function carries(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** A plane that takes files wherever they are dropped on it. */
export function DropZone({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  return (
    <div
      className="plane fill drop-zone"
      data-testid="drop-zone"
      onDragOver={(event) => {
        if (!carries(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        const into = event.relatedTarget;
        if (!(into instanceof Node && event.currentTarget.contains(into))) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over ? (
        <div className="drop-here" aria-hidden="true">
          <ImportOutlined />
          {t('window.packages.drop')}
        </div>
      ) : null}
    </div>
  );
}
