/** The Unicode bidirectional algorithm. Its own types are for `import` alone, and Node gets its CommonJS form. */
declare module 'bidi-js' {
  type Levels = { levels: Uint8Array }
  type Bidi = {
    /** By UTF-16 unit: odd where letters run from right to left. */
    getEmbeddingLevels(text: string): Levels
    /** The indices of UTF-16 units in the order in which they are seen. */
    getReorderedIndices(text: string, levels: Levels): number[]
  }
  export default function bidiFactory(): Bidi
}
