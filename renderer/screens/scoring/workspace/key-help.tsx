import { useTranslation } from 'react-i18next';

const keys = [
  'digits',
  'enter',
  'arrows',
  'letters',
  'comment',
  'evidence',
  'flag',
  'history',
  'abstain',
  'missing',
  'opinion',
  'overview',
  'documents',
  'next',
  'find',
  'zoom',
  'pages',
  'undo',
  'redo',
  'submit',
  'park',
  'escape',
  'help',
] as const;

/** All keys of the desk. */
export function KeyHelp() {
  const { t } = useTranslation();
  return (
    <dl className="stack key-list">
      {keys.map((key) => (
        <div key={key}>
          <dt>
            <kbd>{t(`window.keys.${key}Key`)}</kbd>
          </dt>
          <dd>{t(`window.keys.${key}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
