/** What a reader process can do: each job with what it needs loaded, which is no cost of the file. */
import type { JobName } from '../../io/foreign/protocol.ts';

type Job = (...args: never[]) => unknown;

export const jobs = {
  tree: async () => (await import('../../io/packages/list-tree.ts')).listTree,
  form: async () => (await import('../../io/packages/parse-form.ts')).parseForm,
  words: async () => (await import('../../io/forms/read-words.ts')).readWords,
  summary: async () => (await import('../../io/packages/summary-rows.ts')).readSummaryRows,
  scoreSheet: async () => (await import('../../io/xlsx/score-sheet.ts')).readScoreSheet,
  grid: async () => (await import('../../io/xlsx/worksheet-reader.ts')).readGrid,
  sheetRows: async () => (await import('../../io/xlsx/worksheet-reader.ts')).readSheetRows,
  photo: async () => (await import('../../io/photos/judge-photo.ts')).judgePhoto,
  verify: async () => (await import('./verify-file.ts')).verifyFile,
  archive: async () => (await import('../../io/exchange/read-archive.ts')).readArchive,
  signature: async () => (await import('../../io/exchange/judge-manifest.ts')).judgeSignature,
  carriedRoot: async () => (await import('../../io/exchange/judge-manifest.ts')).findCarriedRoot,
  parts: async () => (await import('./exchange-parts.ts')).readExchangeParts,
} satisfies Record<JobName, () => Promise<Job>>;
