/** The contract of checking an import (逐项核对): the words of a document beside its fields, and that somebody accepted them. */
import { z } from 'zod';
import { formFormat, uuid } from '../model.ts';
import { count, method } from './method.ts';

/** Rows and columns from 0. */
const cell = z.object({ row: count, col: count, rowSpan: count, colSpan: count, text: z.string() });

export const checkingMethods = {
  /** the words of a Word or Excel file, which a window cannot draw: loose paragraphs, then tables; `documentId` absent: the form */
  'documents.text': method(
    'read',
    z.strictObject({ applicationId: uuid, documentId: uuid.optional() }),
    z.object({
      documentId: uuid,
      path: z.string(),
      format: formFormat,
      paragraphs: z.array(z.string()),
      tables: z.array(z.object({ cells: z.array(cell) })),
    }),
    'anyone',
  ),
  /** the values read out of the package in force were held against it and stand; said again it is the same; a newer package is to be checked again */
  'applications.accept': method('write', z.strictObject({ applicationId: uuid }), z.object({ acceptedAt: z.string() }), 'secretary'),
} as const;
