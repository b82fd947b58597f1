/** 文书用语: the titles and sentences that an institution may word itself, beside the page that they stand on. */
import { Button, Drawer, Input, Select, Tag } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input as In, Output } from '../../../domain/contract/api.ts';
import { hasScope, kinds as table, reportKinds, type ReportKind } from '../../../domain/report/kinds.ts';
import { call } from '../../client/api.ts';
import { useQuery } from '../../state/queries.ts';
import { useMutation } from '../../state/mutation.ts';
import { Blank, Ready, Refused } from '../../ui/page.tsx';
import { PdfPages } from '../../ui/viewer/pdf-pages.tsx';
import { reviewedOf, useNames, type Round } from './names.ts';
import { SmallButton } from '../../ui/buttons.tsx';

type Text = Output<'reports.texts'>[number];
type Texts = In<'reports.setTexts'>['texts'];
/** what is typed by key; a key that is absent speaks the usual words */
type Typed = Readonly<Record<string, string>>;

/** Which document shows a text. */
function shownIn(key: string): ReportKind | undefined {
  return reportKinds.find((kind) => table[kind].texts.some((text) => text === key));
}

interface Props {
  open: boolean;
  roundId: string;
  round: Round;
  kinds: readonly ReportKind[];
  onClose: () => void;
}

export function TextsDrawer({ open, roundId, round, kinds, onClose }: Props) {
  const { t } = useTranslation();
  const texts = useQuery('reports.texts', open ? { roundId } : null);
  return (
    <Drawer open={open} onClose={onClose} size="100%" title={t('documents.texts.title')} destroyOnHidden className="texts-drawer">
      <Ready answer={texts}>
        {(all) => (
          <Editor
            key={JSON.stringify(all.map(({ own }) => own))}
            roundId={roundId}
            round={round}
            kinds={kinds}
            all={all}
            onClose={onClose}
          />
        )}
      </Ready>
    </Drawer>
  );
}

/** The texts as the contract wants them: what says nothing of its own is left out; the contact goes line by line. */
function givenTexts(typed: Typed): Texts {
  const own = Object.entries(typed).flatMap(([key, text]) => {
    const words = text.trim();
    if (words === '') return [];
    return [
      [
        key,
        key === 'contact'
          ? words
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== '')
          : words,
      ],
    ];
  });
  return Object.fromEntries(own) as Texts;
}

function Editor({ roundId, round, kinds, all, onClose }: Omit<Props, 'open'> & { all: readonly Text[] }) {
  const { t } = useTranslation();
  const names = useNames(round);
  const [typed, setTyped] = useState<Typed>(() => Object.fromEntries(all.flatMap(({ key, own }) => (own === null ? [] : [[key, own]]))));
  const [preview, setPreview] = useState<{ name: string; bytes: Uint8Array } | null>(null);
  const [wanted, setWanted] = useState<ReportKind>(kinds.includes('publicity') ? 'publicity' : (kinds[0] ?? 'review'));
  const keeping = useMutation();
  const showing = useMutation();
  const changed = all.some(({ key, own }) => (typed[key]?.trim() ?? '') !== (own ?? ''));
  const look = (kind: ReportKind): void => {
    setWanted(kind);
    const [park] = reviewedOf(round);
    void showing.run(async () => {
      const shown = await call('reports.preview', {
        kind,
        roundId,
        ...(!hasScope(kind, 'round') && park ? { applicationId: park.applicationId } : {}),
        texts: givenTexts(typed),
      });
      setPreview({ name: shown.name, bytes: Uint8Array.from(atob(shown.pdf), (letter) => letter.codePointAt(0) ?? 0) });
    });
  };
  const choices = kinds.filter((kind) => table[kind].texts.length > 0);
  return (
    <div className="texts">
      <div className="column texts-list">
        <p className="quiet flush">{t('documents.texts.about')}</p>
        {all.map((text) => (
          <TextField
            key={text.key}
            text={text}
            value={typed[text.key]}
            onChange={(words) =>
              setTyped((now) =>
                words === null
                  ? Object.fromEntries(Object.entries(now).filter(([key]) => key !== text.key))
                  : { ...now, [text.key]: words },
              )
            }
            onFocus={() => setWanted((now) => shownIn(text.key) ?? now)}
          />
        ))}
        <Refused error={keeping.error} onClose={keeping.clear} />
        <div className="row texts-acts">
          <Button
            type="primary"
            loading={keeping.busy}
            disabled={!changed}
            onClick={() =>
              void keeping
                .run(() => call('reports.setTexts', { roundId, texts: givenTexts(typed) }))
                .then((done) => (done ? onClose() : undefined))
            }
          >
            {t('documents.texts.keep')}
          </Button>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      </div>
      <div className="texts-preview pane">
        <div className="pane-head row">
          <Select<ReportKind>
            className="texts-kind"
            value={wanted}
            onChange={setWanted}
            options={choices.map((kind) => ({ value: kind, label: names.kind({ kind }) }))}
            aria-label={t('documents.texts.preview')}
          />
          <Button loading={showing.busy} onClick={() => look(wanted)}>
            {t('documents.texts.preview')}
          </Button>
          {preview ? <span className="clip quiet">{preview.name}</span> : null}
        </div>
        <Refused error={showing.error} onClose={showing.clear} />
        {preview ? (
          <PdfPages key={preview.bytes.length} address={preview.bytes} onPage={() => undefined} />
        ) : (
          <Blank sentence={t('documents.texts.previewAbout')} />
        )}
      </div>
    </div>
  );
}

interface TextFieldProps {
  text: Text;
  value: string | undefined;
  onChange: (words: string | null) => void;
  onFocus: () => void;
}

/** One text: the usual words stand grey in the field until own ones are typed; a press on a name puts it in. */
function TextField({ text: { key, label, usual, placeholders }, value, onChange, onFocus }: TextFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement | null>(null);
  const insert = (name: string): void => {
    const now = value ?? usual;
    const at = field.current?.selectionStart ?? now.length;
    onChange(`${now.slice(0, at)}{{${name}}}${now.slice(at)}`);
  };
  return (
    <div className="stack" role="group" aria-label={label}>
      <div className="row-between">
        <strong>{label}</strong>
        {value === undefined ? (
          <span className="raw">{t('documents.texts.usual')}</span>
        ) : (
          <SmallButton act={t('documents.texts.reset')} onClick={() => onChange(null)} />
        )}
      </div>
      <Input.TextArea
        ref={(area) => {
          field.current = area?.resizableTextArea?.textArea ?? null;
        }}
        autoSize={{ minRows: key.endsWith('Title') ? 1 : 3, maxRows: 10 }}
        aria-label={label}
        placeholder={usual}
        value={value ?? usual}
        className={value === undefined ? 'text-usual' : ''}
        onFocus={onFocus}
        onChange={(event) => onChange(event.target.value)}
      />
      {placeholders.length > 0 ? (
        <div className="row">
          {placeholders.map((name) => (
            <Tag
              key={name}
              className="pressable"
              onClick={() => insert(name)}
              role="button"
              tabIndex={0}
              onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ' ? insert(name) : undefined)}
              title={t('documents.texts.insert', { name: t(`documents.figure.${name}`) })}
            >
              {t(`documents.figure.${name}`)}
            </Tag>
          ))}
        </div>
      ) : null}
    </div>
  );
}
