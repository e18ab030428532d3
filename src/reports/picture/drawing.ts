import { unreachable } from '../../errors.js'
import { drawBars } from './bars.js'
import { drawColumns } from './columns.js'
import { drawEffect } from './effect.js'
import { drawLadder } from './ladder.js'
import { COLOURS, type Drawing, WIDTH } from './look.js'
import { drawMonth } from './month.js'
import type { Picture } from './picture.js'
import { drawQr } from './qr.js'
import { drawRfm } from './rfm.js'
import { drawSizes } from './sizes.js'

/** What a picture looks like: the same for the same data, to the byte. */
export function drawingOf(picture: Picture): Drawing {
  switch (picture.kind) {
    case 'sizes':
      return drawSizes(picture)
    case 'rfm':
      return drawRfm(picture)
    case 'ladder':
      return drawLadder(picture)
    case 'bars':
      return drawBars(picture)
    case 'columns':
      return drawColumns(picture)
    case 'effect':
      return drawEffect(picture)
    case 'month':
      return drawMonth(picture)
    case 'qr':
      return drawQr(picture)
    default:
      return unreachable(picture)
  }
}

/** A drawing as SVG, 1,080 wide; its words are outlines, so that whoever shows it needs no fonts. */
export function svgOf({ height, parts }: Drawing): string {
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`
  const ground = `<rect width="${WIDTH}" height="${height}" fill="${COLOURS.ground}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${ground}${parts.map(({ svg }) => svg).join('')}</svg>`
}
