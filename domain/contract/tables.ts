/** The contract of tables that go out of the window (表格): what a screen shows, as a workbook. */
import { z } from 'zod';
import { method, name, path } from './method.ts';

/** What an Excel cell can hold, in characters. */
const longest = 32_767;

/** A text stays one, whatever it begins with; `figure` is a decimal that is shown with its places. */
const cell = z.union([
  z.string().max(longest),
  z.number(),
  z.null(),
  z.strictObject({ figure: z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/) }),
]);
export type SheetCell = z.infer<typeof cell>;

/** Rows × columns, in the order in which they are shown; the unit of figures stands in the head. */
export const sheetContent = z.strictObject({
  title: name,
  heads: z.array(z.string().max(500)).min(1).max(300),
  rows: z.array(z.array(cell).max(300)).max(20_000),
});
export type SheetContent = z.infer<typeof sheetContent>;

export const tableMethods = {
  /**
   * Writes what the window shows, and therefore nothing that the one who sits there may not see. A row that is longer than the head is
   * refused. Errors: report/path-taken, workspace/read-only, workspace/disk-full.
   */
  'tables.export': method(
    'job',
    z
      .strictObject({ ...sheetContent.shape, path, replace: z.boolean().optional() })
      .refine(({ heads, rows }) => rows.every((row) => row.length === heads.length), { path: ['rows'] }),
    z.object({ path: z.string(), rows: z.int().nonnegative() }),
    'anyone',
  ),
} as const;
