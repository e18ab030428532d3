import type { EChartsOption, GraphicComponentOption } from 'echarts'
import { shorten } from '../../text/format.js'

/** Width of every picture: Telegram shows photos of this width sharp on any phone. */
export const WIDTH = 1080

/** Space between a picture's edge and what is in it. */
export const EDGE = 48

/** An opaque background of their own makes pictures look the same in light and dark chats. */
export const COLOURS = {
  ground: '#1b2531',
  raised: '#263343',
  text: '#f4f7fa',
  quiet: '#a9b7c6',
  line: '#3a4a5c',
  blue: '#5eb5f7',
  green: '#7ddc8b',
  grey: '#6f8093',
} as const

/** The family of the font files that come with the program. */
export const FONT = 'DejaVu Sans'

/** Sizes of letters; 28 of 1,080 is what still reads well on a phone. */
export const SIZE = { title: 44, figure: 40, text: 32, small: 28 } as const

/** Letters of a title that surely fit into the width: it cannot be measured without a screen. */
const TITLE = 34

/** What charts have in common: no motion, the ground, the font, the title in the upper left corner. */
export function frame(title: string): EChartsOption {
  return {
    animation: false,
    backgroundColor: COLOURS.ground,
    textStyle: { fontFamily: FONT, color: COLOURS.text },
    title: {
      text: shorten(title, TITLE),
      left: EDGE,
      top: EDGE - 4,
      padding: 0,
      textStyle: {
        fontFamily: FONT,
        fontSize: SIZE.title,
        fontWeight: 'bold',
        color: COLOURS.text,
      },
    },
  }
}

/** A text at a place, measured from the upper left corner. */
export function words(
  text: string,
  place: { x: number; y: number },
  look: { size?: number; colour?: string; align?: 'left' | 'center' | 'right'; bold?: boolean } = {},
): GraphicComponentOption {
  return {
    type: 'text',
    x: place.x,
    y: place.y,
    silent: true,
    style: {
      text,
      fontFamily: FONT,
      fontSize: look.size ?? SIZE.text,
      fontWeight: look.bold === true ? 'bold' : 'normal',
      fill: look.colour ?? COLOURS.text,
      align: look.align ?? 'left',
      verticalAlign: 'middle',
    },
  }
}

/** A filled rectangle with round corners, measured from the upper left corner. */
export function box(
  shape: { x: number; y: number; width: number; height: number; r?: number },
  fill: string,
  opacity = 1,
): GraphicComponentOption {
  return { type: 'rect', silent: true, shape: { r: 12, ...shape }, style: { fill, opacity } }
}
