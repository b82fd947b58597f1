/** The round that the window shows: the one last chosen here, else the newest. */
export function roundInUse<T extends { roundId: string; createdAt: string }>(rounds: readonly T[], chosen: string | null): T | undefined {
  return rounds.find((one) => one.roundId === chosen) ?? rounds.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))[0];
}
