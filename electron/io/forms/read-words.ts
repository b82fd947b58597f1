/** The words of a document for a person to read; the cause instead where it has none. Runs in a reader process. */
import { FormFault } from './parts/office.ts';
import { readFormFile, type FormFile } from './read-form-file.ts';

export async function readWords(path: string, bytes: Uint8Array): Promise<FormFile | { readonly fault: string }> {
  try {
    return await readFormFile(path, bytes);
  } catch (error) {
    if (error instanceof FormFault) return { fault: error.reason };
    throw error;
  }
}
