import { useTranslation } from 'react-i18next';

interface Group {
  key: string;
  lead: string | null;
  name: string;
  done: number;
  unknown: number;
  total: number;
}

interface Props {
  groups: readonly Group[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
}

/** Headings or units with how many of their tasks are done; one that is pressed shows its tasks alone, pressed again all. */
export function CompletionList({ groups, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="bare-list completions" aria-label={t('eligibility.tasks.completion')}>
      {groups.map((group) => (
        <li key={group.key}>
          <button
            type="button"
            className="bare-button row-between completion"
            aria-pressed={group.key === chosen}
            onClick={() => onChoose(group.key === chosen ? null : group.key)}
          >
            <span className="completion-name">
              {group.lead ? <span className="quiet">{t('eligibility.tasks.heading', { no: group.lead })}</span> : null} {group.name}
            </span>
            <span className="load">
              <meter min={0} max={group.total} value={group.done} aria-label={group.name} />
              <span className="figures">{`${group.done}/${group.total}`}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
