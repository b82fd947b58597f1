/** The thread that is kept for the next document. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inDocumentThread } from '../../../electron/io/documents/document-thread.ts';

const fontFolder = join(import.meta.dirname, '../../../resources/fonts');

test('a_thread_that_makes_many_documents_gathers_nothing_about_them', async () => {
  const warnings: string[] = [];
  const hear = ({ name, message }: Error): void => void warnings.push(`${name}: ${message}`);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  const { signal } = new AbortController();
  const threads = new Set<object>();
  for (let count = 0; count < 15; count += 1) {
    await inDocumentThread(fontFolder, signal, async (thread) => {
      threads.add(thread);
      return thread.open([]);
    });
  }
  // a warning is told in a later turn
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(threads.size).toBe(1);
  expect(warnings).toEqual([]);
});
