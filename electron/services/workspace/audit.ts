import { resolve } from 'node:path';
import type { EventView } from '../../../domain/contract/api.ts';
import { timeInChina } from '../../../domain/numbers/china-time.ts';
import { getChainHead, listEvents, listLatestEvents, type EventRow } from '../../../db/queries/events.ts';
import { visibleEvents } from '../session/access.ts';
import type { Handlers } from '../session/dispatch.ts';
import { writeNamed } from '../session/own-files.ts';
import { refuseTaken } from '../session/paths.ts';
import { pick } from '../../../domain/pick.ts';
import { lookThrough } from './log-lines.ts';

export function viewEvent(row: EventRow): EventView {
  return {
    ...pick(row, 'seq', 'at', 'actor', 'kind', 'entity', 'reason', 'hash'),
    old: row.old === null ? null : JSON.parse(row.old),
    new: row.new === null ? null : JSON.parse(row.new),
  };
}

/** A search answers after so long, in ms, with what it has found. */
const patience = 60;

export const auditHandlers = {
  /** With a filter oldest first; without one the latest first. */
  'audit.list'(store, { entity, after, limit = 200 }, { actor }) {
    const rows = entity === undefined && after === undefined ? listLatestEvents(store, limit) : listEvents(store, { entity, after, limit });
    return visibleEvents(store, actor, rows).map(viewEvent);
  },
  'audit.search'(store, { before, limit = 100, ...filter }, call) {
    const all = getChainHead(store)?.seq ?? 0;
    const lines = [];
    const begun = performance.now();
    let down = (before ?? all + 1) - 1;
    for (const found of lookThrough(store, call, filter, down + 1)) {
      lines.push(...found.lines);
      ({ down } = found);
      if (lines.length >= limit || performance.now() - begun > patience) break;
    }
    // what was found beyond the page is found again by the next
    const page = lines.slice(0, limit);
    const next = lines.length > limit ? (page.at(-1)?.seq ?? 0) : down + 1;
    return { lines: page, next: next > 1 ? next : null, looked: all - next + 1, all };
  },
  async 'audit.export'(call, { path, replace = false, ...filter }) {
    const { session, t, signal, progress, at } = call;
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    const store = session.store.read;
    const all = getChainHead(store)?.seq ?? 0;
    const { writeLongSheet } = await import('../../io/xlsx/long-sheet.ts');
    let lines = 0;
    async function* rows() {
      for (const found of lookThrough(store, call, filter, all + 1)) {
        signal.throwIfAborted();
        progress(all - found.down, all, t('workspace.settings.audit'));
        lines += found.lines.length;
        yield found.lines.map(({ seq, at: when, who, kind, what, reason, hash }) => [
          seq,
          timeInChina(when).slice(0, 19).replace('T', ' '),
          who,
          kind,
          what,
          reason,
          hash,
        ]);
        // the others are answered in between
        await new Promise(setImmediate);
      }
    }
    const bytes = await writeLongSheet(
      {
        name: t('workspace.settings.audit'),
        columns: [
          { head: t('workspace.audit.seq'), width: 8 },
          { head: t('workspace.audit.at'), width: 20 },
          { head: t('workspace.audit.actor'), width: 18 },
          { head: t('workspace.audit.kind'), width: 18 },
          { head: t('workspace.audit.what'), width: 80 },
          { head: t('common.reason'), width: 40 },
          { head: t('workspace.audit.hash'), width: 20 },
        ],
        rows: rows(),
      },
      at,
    );
    signal.throwIfAborted();
    await writeNamed(session, target, bytes);
    return { path: target, lines };
  },
} satisfies Partial<Handlers>;
