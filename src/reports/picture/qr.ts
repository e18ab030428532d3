import { encode } from 'uqr'
import { COLOURS, type Drawing, EDGE, SIZE, WIDTH, words } from './look.js'
import type { QrPicture } from './picture.js'

/** As the standard asks: so many modules around the code hold nothing. */
const QUIET = 4
const FOOT = 72

/** The code on white, black as printers print it, its address below in letters. A quarter of it may be spoilt. */
export function drawQr({ address }: QrPicture): Drawing {
  const { data, size } = encode(address, { ecc: 'Q', border: QUIET })
  // Whole pixels: a blurred edge is what cameras stumble over.
  const module = Math.floor(WIDTH / size)
  const edge = Math.floor((WIDTH - module * size) / 2)
  const dark = data.flatMap((row, y) =>
    row.flatMap((on, x) => (on ? [`M${edge + x * module} ${y * module}h${module}v${module}h-${module}z`] : [])),
  )
  const height = module * size
  return {
    height: height + FOOT,
    parts: [
      { svg: `<rect width="${WIDTH}" height="${height + FOOT}" fill="#ffffff"/>` },
      { svg: `<path d="${dark.join('')}" fill="#000000" shape-rendering="crispEdges"/>` },
      words(
        address.replace(/^https?:\/\//, ''),
        { x: WIDTH / 2, y: height + 12 },
        { size: SIZE.small, colour: COLOURS.text, align: 'center', most: WIDTH - 2 * EDGE },
      ),
    ],
  }
}
