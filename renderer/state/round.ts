/** The round that the window shows: the one last chosen here, else the newest that was not put away. */
export function roundInUse<T extends { roundId: string; createdAt: string; archived: boolean }>(
  rounds: readonly T[],
  chosen: string | null,
): T | undefined {
  const inOrder = rounds.toSorted(
    (one, other) => Number(one.archived) - Number(other.archived) || other.createdAt.localeCompare(one.createdAt),
  );
  return rounds.find((one) => one.roundId === chosen) ?? inOrder[0];
}
