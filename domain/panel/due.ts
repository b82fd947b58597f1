/** What members of the panel still owe. Seats of who is only there for the visit are no sheets. */
/** Counts of a member's seats; `asked`: whether there are criteria for this member to score. */
interface Seated {
  readonly asked: boolean;
  readonly assigned: number;
  readonly declared: number;
  readonly recused: number;
  readonly submitted: number;
}

export function dueSheets({ asked, assigned, recused }: Seated): number {
  return asked ? Math.max(0, assigned - recused) : 0;
}

export function openSheets(person: Seated): number {
  return Math.max(0, dueSheets(person) - person.submitted);
}

export function openDeclarations({ asked, assigned, declared }: Seated): number {
  return asked ? Math.max(0, assigned - declared) : 0;
}
