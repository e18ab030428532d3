import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { drawingOf, svgOf } from './drawing.js'
import type { Picture } from './picture.js'

const svg = svgOf(drawingOf(workerData as Picture))
parentPort?.postMessage(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng())
