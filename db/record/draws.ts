/** 随机抽取 against its seed: an order that the seed does not give, or a seed that somebody chose. */
import { hash } from 'node:crypto';
import { drawOrder } from '../../domain/panel/draw.ts';
import { statements, type ReadStore } from '../store/open.ts';

interface DrawEvent {
  readonly entity: string;
  readonly prevHash: string;
  /** JSON */
  readonly new: string;
}

interface Drawn {
  readonly seed: string;
  readonly order: readonly { readonly expertId: string }[];
}

/** Draws of experts whose order is not what their seed gives, or whose seed is not the head of the chain before them. */
export function findUnfairPanels(store: ReadStore): string[] {
  const events = statements(store)(
    "SELECT entity, prev_hash AS prevHash, new FROM event WHERE entity LIKE 'draw:%' AND kind = 'roster.draw'",
  );
  return (events.all() as DrawEvent[]).flatMap(({ entity, prevHash, new: now }) => {
    const { seed, order } = JSON.parse(now) as Drawn;
    const ids = order.map(({ expertId }) => expertId);
    const fair = drawOrder(ids, (id) => hash('sha256', `${seed}\n${id}`));
    return prevHash === seed && fair.join() === ids.join() ? [] : [entity];
  });
}
