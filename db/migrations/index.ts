import type { Migration } from '../migrate.ts';
import { first } from './0001-first.ts';
import { visits } from './0002-visits.ts';
import { exchange } from './0003-exchange.ts';

/** In order, without gaps: the last one's version is what this program writes. */
export const migrations: readonly Migration[] = [first, visits, exchange];

export const currentVersion = migrations.length;
