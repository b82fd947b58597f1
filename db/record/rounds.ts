/** The rules of a round against the events that set them: quotas, lowest score, rules of the tally, grades, texts, and the rule book itself. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ReadStore } from '../store/open.ts';

type Settings = Record<string, unknown>;

interface Said {
  settings: Settings;
  /** SHA-256 of the rule book as the round keeps it; absent in what was created before it was told */
  readonly scheme: string | undefined;
  state: string;
  frozenAt: string | null;
}

/** What an event says of the settings, by their names there; undefined says nothing, null takes it out. */
const changes: Readonly<Record<string, (now: Settings) => Settings>> = {
  'round.setQuotas': ({ quotas, byRegion, minimumScore }) => ({ quotas, regionQuotas: byRegion, minimumScore }),
  'round.setPublished': ({ publishedOn }) => ({ publishedOn }),
  'round.setGrades': ({ gradesFrom100, noticeOn }) => ({ gradesFrom100, noticeOn }),
  'round.settle': ({ noticeOn }) => ({ noticeOn }),
  'round.setRules': (rules) => ({ tallyRules: rules }),
  'round.setDocumentTexts': (texts) => ({ documentTexts: texts }),
  'round.edit': ({ institution, commission, usdRate }) => ({
    institution: institution || null,
    commission: commission || null,
    usdRate: usdRate || null,
  }),
  'round.endScoring': ({ scoringEnded }) => ({ scoringEnded }),
  'round.resumeScoring': () => ({ scoringEnded: null }),
  'deliberation.setRule': (voting) => ({ voting }),
  // under another rubric stages begin anew
  'round.openScoring': ({ stages }) => ({ stages }),
  'stage.open': ({ stages }) => ({ stages }),
  'stage.close': ({ stages }) => ({ stages }),
  'stage.reopen': ({ stages }) => ({ stages }),
  'round.archive': ({ archived }) => ({ archived: archived || null }),
};

/** What moves a round on, or back. */
const moves: Readonly<Record<string, string>> = {
  'round.openScoring': 'scoring',
  'round.reopenRubric': 'preparing',
  'round.settle': 'closed',
  'publicity.close': 'closed',
};

function replayRounds({ sqlite }: ReadStore): Map<string, Said> {
  const rounds = new Map<string, Said>();
  const kinds = [...new Set(['round.create', 'round.delete', ...Object.keys(changes), ...Object.keys(moves)])];
  const events = sqlite
    .prepare(
      `SELECT kind, substr(entity, instr(entity, ':') + 1) AS id, at, new FROM event WHERE kind IN (${kinds.map(() => '?').join()}) ORDER BY seq`,
    )
    .all(...kinds) as { kind: string; id: string; at: string; new: string | null }[];
  for (const { kind, id, at, new: text } of events) {
    const now = JSON.parse(text ?? '{}') as Settings;
    if (kind === 'round.delete') rounds.delete(id);
    if (kind === 'round.create') {
      const { settings, scheme } = now;
      // a round of before its first settings were told
      if (typeof settings !== 'object' || settings === null) continue;
      rounds.set(id, {
        settings: settings as Settings,
        scheme: typeof scheme === 'string' ? scheme : undefined,
        state: 'preparing',
        frozenAt: null,
      });
    }
    const said = rounds.get(id);
    if (said) move(said, kind, at);
    const change = changes[kind]?.(now);
    if (!said || !change) continue;
    const next = Object.entries({
      ...said.settings,
      ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    });
    said.settings = Object.fromEntries(next.filter(([, value]) => value !== null));
  }
  return rounds;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function move(said: Said, kind: string, at: string): void {
  said.state = moves[kind] ?? said.state;
  if (kind === 'round.openScoring') said.frozenAt = at;
  if (kind === 'round.reopenRubric') said.frozenAt = null;
}

/** Rounds whose settings, state or rule book are not what the events say, and rounds that are gone. */
export function findUntoldRounds(store: ReadStore): string[] {
  const select = store.sqlite.prepare('SELECT scheme, settings, state, rubric_frozen_at AS frozenAt FROM round WHERE id = ?');
  return [...replayRounds(store)].flatMap(([id, said]) => {
    const row = select.get(id) as { scheme: string; settings: string; state: string; frozenAt: string | null } | undefined;
    const isSame =
      row !== undefined &&
      row.state === said.state &&
      row.frozenAt === said.frozenAt &&
      canonicalize(JSON.parse(row.settings)) === canonicalize(said.settings) &&
      (said.scheme === undefined || sha256(row.scheme) === said.scheme);
    return isSame ? [] : [`round:${id}`];
  });
}
