/** What files may cost before they are given up: a generous multiple of what honest samples were seen to take. */
import type { Allowance } from './reader.ts';

/** The 80 000 files that a bundle may name take a second. */
export const treeAllowance: Allowance = { cpu: 5, cpuPerMb: 0 };
/** A form of a few pages takes 0.1 to 0.5 s. */
export const formAllowance: Allowance = { cpu: 5, cpuPerMb: 1 };
export const workbookAllowance: Allowance = { cpu: 5, cpuPerMb: 1 };
export const photoAllowance: Allowance = { cpu: 3, cpuPerMb: 0.1 };
/** A manifest of 200 000 documents takes a second. */
export const exchangeAllowance: Allowance = { cpu: 5, cpuPerMb: 1 };
/** A document is read twice and drawn once. */
export const verifyAllowance: Allowance = { cpu: 10, cpuPerMb: 30 };
