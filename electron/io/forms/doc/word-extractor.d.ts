/** The part of word-extractor 1.0 that is used; the package carries no types. */
declare module 'word-extractor' {
  interface ExtractedDocument {
    getBody(): string;
    getTextboxes(options: { includeHeadersAndFooters: boolean; includeBody?: boolean }): string;
    getHeaders(options: { includeFooters: boolean }): string;
    getFootnotes(): string;
    getEndnotes(): string;
    getAnnotations(): string;
  }
  export default class WordExtractor {
    extract(source: Buffer): Promise<ExtractedDocument>;
  }
}
