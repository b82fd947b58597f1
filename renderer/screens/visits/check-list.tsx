/** 核查事项: three large answers each, and the one that asks for its reason. The answer pressed again is taken back. */
import { Button, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VisitView } from '../../../domain/contract/api.ts';
import { checkOutcomes, type CheckOutcome } from '../../../domain/model.ts';
import { useMutation } from '../../state/mutation.ts';
import { verdictStyle } from '../../theme/theme.ts';
import { DraftField } from '../../ui/fields/draft-field.tsx';
import { CameraOutlined, PictureOutlined } from '../../ui/icons.tsx';
import { Refused, Section } from '../../ui/page.tsx';
import { verdictMark, type VerdictName } from '../../ui/words.ts';

type Item = VisitView['checklist'][number];

/** An outcome looks like the verdict that it is closest to. */
const looks: Readonly<Record<CheckOutcome, VerdictName>> = {
  holds: 'met',
  holdsPartly: 'relaxable',
  doesNotHold: 'notMet',
  notSeen: 'missing',
};

/** What is asked for beside an answer. */
const asks: Readonly<Record<CheckOutcome, string>> = {
  holds: 'visits.check.noteFree',
  holdsPartly: 'visits.check.noteWanted',
  doesNotHold: 'visits.check.noteWanted',
  notSeen: 'visits.check.reasonWanted',
};

interface Props {
  items: readonly Item[];
  frozen: boolean;
  /** who wrote a line, where several write; empty elsewhere */
  writerOf: (author: string | null) => string;
  onAnswer: (item: Item, outcome: CheckOutcome | null) => Promise<unknown>;
  /** `before` is the note that stood there when somebody began to write */
  onNote: (item: Item, outcome: CheckOutcome, note: string, before: string) => Promise<unknown>;
  photos: VisitView['photos'];
  /** takes, or chooses, photos of what is checked (`check:<id>`) */
  onShoot: (about: string) => void;
  onPick: (about: string) => void;
}

export function CheckList({ items, ...check }: Props) {
  const { t } = useTranslation();
  return (
    <Section id="visit-checks" region title={t('visits.part.checks')}>
      {items.length === 0 ? <p className="quiet">{t('visits.check.none')}</p> : null}
      <ul className="bare-list stack cards">
        {items.map((item) => (
          <Check key={item.id} item={item} {...check} />
        ))}
      </ul>
    </Section>
  );
}

function Check({ item, frozen, writerOf, onAnswer, onNote, photos, onShoot, onPick }: Omit<Props, 'items'> & { item: Item }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const task = useMutation();
  const { id, outcome, note, author } = item;
  const about = `check:${id}`;
  const shows = photos.filter((photo) => photo.about === about).length;
  return (
    <li className="plane stack card" data-check={id}>
      <span>
        {item.text} <span className="raw unit">{item.article}</span> <span className="raw unit">{writerOf(author)}</span>
      </span>
      {frozen ? (
        <span className="row">
          {outcome ? <Outcome outcome={outcome} /> : <span className="quiet">{t('visits.check.unanswered')}</span>}
          {note ? <span>{note}</span> : null}
        </span>
      ) : (
        <div className="answers" role="group" aria-label={item.text}>
          {checkOutcomes.map((one) => {
            const chosen = outcome === one;
            const { color, background } = verdictStyle(token, looks[one]);
            return (
              <Button
                key={one}
                block
                aria-pressed={chosen}
                {...(chosen ? { style: { color, background, borderColor: color } } : {})}
                onClick={() => void task.run(() => onAnswer(item, chosen ? null : one))}
              >
                <span>
                  <span aria-hidden="true">{verdictMark[looks[one]]}</span> {t(`visits.check.${one}`)}
                </span>
              </Button>
            );
          })}
        </div>
      )}
      {outcome && !frozen ? (
        <DraftField
          key={outcome}
          saved={note ?? ''}
          name={t('visits.check.note', { item: item.text })}
          placeholder={t(asks[outcome])}
          onSave={(text, before) => onNote(item, outcome, text, before)}
        />
      ) : null}
      <span className="row">
        {frozen ? null : (
          <>
            <Button
              type="text"
              icon={<CameraOutlined />}
              onClick={() => onShoot(about)}
              aria-label={`${t('visits.photo.take')} ${item.text}`}
            >
              {t('visits.photo.take')}
            </Button>
            <Button
              type="text"
              icon={<PictureOutlined />}
              onClick={() => onPick(about)}
              aria-label={`${t('visits.photo.pick')} ${item.text}`}
            >
              {t('visits.photo.pick')}
            </Button>
          </>
        )}
        {shows > 0 ? <span className="quiet">{t('visits.photo.of', { count: shows })}</span> : null}
      </span>
      <Refused error={task.error} />
    </li>
  );
}

/** The answer that a closed record has. */
function Outcome({ outcome }: { outcome: CheckOutcome }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  return (
    <span className="verdict" style={verdictStyle(token, looks[outcome])}>
      <span aria-hidden="true">{verdictMark[looks[outcome]]}</span> {t(`visits.check.${outcome}`)}
    </span>
  );
}
