import type { Output } from '../../../domain/contract/api.ts';

/** An expert of the roster, as the screen shows it. */
export type Expert = Output<'roster.list'>[number];
