import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { showTime } from '../../ui/words.ts';
import { Section } from '../../ui/page.tsx';
import { SmallButton } from '../../ui/buttons.tsx';

type Version = Output<'minutes.versions'>[number];

/** Every text that was kept, newest first; an earlier one can be read and gone on from. */
export function VersionList({ versions, onTake }: { versions: readonly Version[]; onTake: (version: Version) => void }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<number | null>(null);
  return (
    <Section className="minutes-versions" title={t('minutes.screen.versions')}>
      <ul className="plane plain-list plane-pad-across" aria-label={t('minutes.screen.versions')}>
        {versions.map((one) => (
          <li key={one.version} className="stack">
            <span>
              <strong>{t('shortlist.version.name', { version: one.version })}</strong>{' '}
              <span className="quiet figures">{showTime(one.at)}</span>
            </span>
            <span className="quiet">{t('minutes.screen.meeting', { date: one.heldOn, place: one.place })}</span>
            <span className="acts">
              <SmallButton
                act={t(shown === one.version ? 'minutes.screen.hide' : 'minutes.screen.read')}
                onClick={() => setShown(shown === one.version ? null : one.version)}
                aria-expanded={shown === one.version}
              />
              {one === versions[0] ? null : <SmallButton act={t('minutes.screen.take')} onClick={() => onTake(one)} />}
            </span>
            {shown === one.version ? <pre className="viewer-text minutes-kept">{one.text}</pre> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
