/** Several fields of one row that save themselves, each with the whole row: one after the other, so that none writes over its neighbour. */
import { useCallback, useEffect, useRef } from 'react';

/** `save` is given the row as it shall stand, and as it stood when the typing began. */
export function useRow<Row extends object>(
  kept: Row,
  save: (row: Row, seen: Row) => Promise<unknown>,
): <Name extends keyof Row>(name: Name, value: Row[Name], before: Row[Name]) => Promise<void> {
  const held = useRef(kept);
  const saving = useRef(save);
  const line = useRef<Promise<void>>(Promise.resolve());
  const text = JSON.stringify(kept);
  useEffect(() => {
    held.current = JSON.parse(text) as Row;
  }, [text]);
  useEffect(() => {
    saving.current = save;
  });
  return useCallback((name, value, before) => {
    const write = async (after: Promise<void>): Promise<void> => {
      // what became of the one before is told at its own field
      await after.catch(() => undefined);
      const seen = { ...held.current, [name]: before };
      const row = { ...seen, [name]: value };
      await saving.current(row, seen);
      held.current = row;
    };
    line.current = write(line.current);
    return line.current;
  }, []);
}
