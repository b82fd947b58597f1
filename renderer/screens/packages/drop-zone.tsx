import { ImportOutlined } from '../../ui/icons.tsx';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { takeDropped, type Taken } from './taken.ts';

function carries(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** A plane that takes files wherever they are dropped on it. */
export function DropZone({ onFiles, children }: { onFiles: (files: Taken[]) => void; children: ReactNode }) {
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
        void takeDropped(event.dataTransfer).then(onFiles);
      }}
    >
      {children}
      {over ? (
        <div className="drop-here" aria-hidden="true">
          <ImportOutlined />
          {t('applications.list.drop')}
        </div>
      ) : null}
    </div>
  );
}
