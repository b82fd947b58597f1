/** The part of word-extractor 1.0 that is used; the package carries no types. */
declare module 'word-extractor' {
  interface ExtractedDocument {
    getBody(): string;
    getTextboxes(options: { includeHeadersAndFooters: boolean }): string;
  }
  export default class WordExtractor {
    extract(source: Buffer): Promise<ExtractedDocument>;
  }
}
