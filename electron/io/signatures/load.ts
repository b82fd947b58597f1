/** The one place where the library that signs and checks is given a file. */
import { PDF, PdfStream } from '@libpdf/core';

/** How often a word of no length may be found at one place; a sound file has none, and an empty stream is cut out once or twice. */
const patience = 100;

/**
 * The bytes of a file, for a reader that does not always come back. Where the library mends, it takes `)`, `{` or `}` in the place of
 * a value for a word of no length, goes no step past it, and reads it again for ever; it is enough that an object lost its frame and
 * the data of a stream are read for it. It cuts each word out of the bytes before it judges it, and can be stopped there: the object
 * then does not read, as any other that is beyond mending. What is cut out of these bytes is of their kind, too.
 */
class WatchedBytes extends Uint8Array {
  #place = -1;
  #times = 0;

  override subarray(begin?: number, end?: number): Uint8Array<ArrayBuffer> {
    if (begin !== undefined && begin === end) {
      this.#times = begin === this.#place ? this.#times + 1 : 1;
      this.#place = begin;
      if (this.#times > patience) throw new RangeError(`no step past byte ${begin}`);
    }
    return super.subarray(begin, end);
  }
}

// objects may lie packed in streams, and are read out of what these give
const unpack = Reflect.get(PdfStream.prototype, 'getDecodedData');
PdfStream.prototype.getDecodedData = function unpackWatched(this: PdfStream): Uint8Array {
  return new WatchedBytes(unpack.call(this));
};

/** Throws where the file does not read. */
export async function loadPdf(bytes: Uint8Array): Promise<PDF> {
  return PDF.load(new WatchedBytes(bytes));
}
