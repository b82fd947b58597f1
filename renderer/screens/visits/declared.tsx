/** 申报材料 at hand on site: address, contact and whatever else the applicant said in words, and the documents. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationView } from '../../../domain/contract/api.ts';
import { Pair } from '../../ui/pair.tsx';
import { useValueWords } from '../../ui/values.tsx';
import { Viewer, type Opened } from '../../ui/viewer/viewer.tsx';

export function Declared({ application }: { application: ApplicationView }) {
  const { t } = useTranslation();
  const words = useValueWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  // figures and dates stand beside what was measured
  const said = application.fields.flatMap(({ key, label, type, used, values }) => {
    const value = values.find(({ source }) => source === used)?.value ?? null;
    return type === 'text' && value !== null ? [{ key, label, value }] : [];
  });
  return (
    <div className="stack-wide declared">
      <dl className="pairs">
        {said.map(({ key, label, value }) => (
          <Pair key={key} name={label}>
            {words(value)}
          </Pair>
        ))}
      </dl>
      {application.documents.length === 0 ? (
        <p className="quiet">{t('visits.declared.none')}</p>
      ) : (
        <div className="declared-document">
          <Viewer applicationId={application.applicationId} documents={application.documents} opened={opened} onOpen={setOpened} />
        </div>
      )}
    </div>
  );
}
