import fc from 'fast-check'

const codePoint = fc
  .integer({ min: 0, max: 0x10_ffff })
  .filter(point => point < 0xd800 || point > 0xdfff)
  .map(point => String.fromCodePoint(point))

/** Texts of any code points but lone halves of a pair. The library's own (`unit: 'binary'`) cost a second before the first of them. */
export const anyText = (lengths: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({ ...lengths, unit: codePoint })
