import { ImportOutlined } from '../../ui/icons.tsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrop } from '../../ui/fields/drop.ts';
import { takeDropped, type Taken } from './taken.ts';

/** A plane that takes files wherever they are dropped on it. */
export function DropZone({ onFiles, children }: { onFiles: (files: Taken[]) => void; children: ReactNode }) {
  const { t } = useTranslation();
  const { over, handlers } = useDrop((_files, dropped) => void takeDropped(dropped).then(onFiles));
  return (
    <div className="plane fill drop-zone" data-testid="drop-zone" {...handlers}>
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
