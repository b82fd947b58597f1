/** 名单各版: the list as it stood at each keeping, and what changed from one to another. */
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../domain/contract/api.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { Ready, Refused, Section } from '../../ui/page.tsx';
import { showTime } from '../../ui/words.ts';

type Version = Output<'shortlist.versions'>[number];

export function Versions({ roundId }: { roundId: string }) {
  const { t } = useTranslation();
  const versions = useQuery('shortlist.versions', { roundId });
  const [note, setNote] = useState('');
  const task = useMutation();
  const keep = async (): Promise<void> => {
    const typed = note.trim();
    if (await task.run(() => call('shortlist.version', { roundId, ...(typed ? { note: typed } : {}) }))) setNote('');
  };
  return (
    <Section title={t('shortlist.version.title')}>
      <Refused error={task.error} onClose={task.clear} />
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Input
          className="search"
          maxLength={500}
          aria-label={t('shortlist.version.note')}
          placeholder={t('shortlist.version.noteExample')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button htmlType="submit" loading={task.busy}>
          {t('shortlist.version.keep')}
        </Button>
      </form>
      <Ready answer={versions}>
        {(kept) =>
          kept.length === 0 ? (
            <p className="quiet">{t('shortlist.version.none')}</p>
          ) : (
            <>
              <ul className="plane plain-list plane-pad-across" aria-label={t('shortlist.version.title')}>
                {kept.toReversed().map((version) => (
                  <li key={version.version}>
                    <VersionFacts version={version} />
                  </li>
                ))}
              </ul>
              {kept.length > 2 ? <Comparison roundId={roundId} versions={kept} /> : null}
            </>
          )
        }
      </Ready>
    </Section>
  );
}

function VersionFacts({ version }: { version: Version }) {
  const { t } = useTranslation();
  const parks = version.listed.map((one) => one.parkName).join(t('common.comma'));
  return (
    <div className="stack-tight">
      <span>
        <strong>{t('shortlist.version.name', { version: version.version })}</strong>{' '}
        <span className="quiet figures">{showTime(version.at)}</span>
        {version.note ? ` · ${version.note}` : null}
      </span>
      <span>
        {version.listed.length > 0
          ? t('shortlist.version.listed', { count: version.listed.length, parks })
          : t('shortlist.version.listedNone')}
      </span>
      <Changes
        texts={version.changes.map((one) => one.text)}
        none={t(version.version === 1 ? 'shortlist.version.first' : 'shortlist.version.same')}
        head={t('shortlist.version.changes')}
      />
    </div>
  );
}

function Changes({ texts, none, head }: { texts: readonly string[]; none: string; head: string }) {
  const { t } = useTranslation();
  return texts.length === 0 ? (
    <span className="raw">{none}</span>
  ) : (
    <span className="quiet">{t('common.said', { head, words: texts.join(t('shortlist.and')) })}</span>
  );
}

function Comparison({ roundId, versions }: { roundId: string; versions: readonly Version[] }) {
  const { t } = useTranslation();
  const last = versions.at(-1)?.version ?? 1;
  const [from, setFrom] = useState(1);
  const [to, setTo] = useState(last);
  const changes = useQuery('shortlist.compare', { roundId, from, to });
  const options = versions.map((one) => ({ value: one.version, label: t('shortlist.version.name', { version: one.version }) }));
  return (
    <div className="stack">
      <div className="row">
        <span>{t('shortlist.version.compare')}</span>
        <Select aria-label={t('shortlist.version.from')} value={from} onChange={setFrom} options={options} />
        <span>{t('shortlist.version.to')}</span>
        <Select aria-label={t('shortlist.version.to')} value={to} onChange={setTo} options={options} />
      </div>
      <Refused error={changes.error} />
      {changes.value ? (
        changes.value.length === 0 ? (
          <p className="quiet">{t('shortlist.version.noChange')}</p>
        ) : (
          <ul className="plane plain-list plane-pad-across" aria-label={t('shortlist.version.compare')}>
            {changes.value.map((one) => (
              <li key={`${one.applicationId} ${one.kind}`}>{one.text}</li>
            ))}
          </ul>
        )
      ) : null}
    </div>
  );
}
