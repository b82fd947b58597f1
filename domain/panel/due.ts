/** What members of the panel still owe. Seats of who is only there for the visit are no sheets. */
import type { StageState } from '../rubric/stages.ts';

/** Counts of a member's seats; `asked`: whether there are criteria for this member to score. */
interface Seated {
  readonly asked: boolean;
  readonly assigned: number;
  readonly declared: number;
  readonly recused: number;
  readonly submitted: number;
  /** seats at parks that did not pass into the member's stage, and of these those without a declaration */
  readonly out: { readonly seats: number; readonly undeclared: number };
}

export function dueSheets({ asked, assigned, recused, out }: Seated): number {
  return asked ? Math.max(0, assigned - recused - out.seats) : 0;
}

export function openSheets(person: Seated): number {
  return Math.max(0, dueSheets(person) - person.submitted);
}

/** Those that are asked for now: none of a stage that has not begun or is over. */
export function sheetsAsked(person: Seated & { readonly stage: { readonly state: StageState } | null }): number {
  return person.stage === null || person.stage.state === 'open' ? openSheets(person) : 0;
}

export function openDeclarations({ asked, assigned, declared, out }: Seated): number {
  return asked ? Math.max(0, assigned - declared - out.undeclared) : 0;
}
