import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { type EChartsOption, init } from 'echarts'
import { unreachable } from '../../errors.js'
import { ladderChart } from './ladder.js'
import { FONT, WIDTH } from './look.js'
import type { Picture } from './picture.js'
import { rfmChart } from './rfm.js'
import { sizesChart } from './sizes.js'

const FONTS = ['DejaVuSans', 'DejaVuSans-Bold']

function chart(picture: Picture): { height: number; option: EChartsOption } {
  switch (picture.kind) {
    case 'sizes':
      return sizesChart(picture)
    case 'rfm':
      return rfmChart(picture)
    case 'ladder':
      return ladderChart(picture)
    default:
      return unreachable(picture)
  }
}

function paint(picture: Picture): Uint8Array {
  const { height, option } = chart(picture)
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  canvas.setOption(option)
  const svg = canvas.renderToSVGString()
  canvas.dispose()
  const fontFiles = FONTS.map(name => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)))
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: FONT }
  return new Resvg(svg, { font }).render().asPng()
}

parentPort?.postMessage(paint(workerData as Picture))
