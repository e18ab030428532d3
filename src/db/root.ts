import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of package.json, wherever the compiled code lies; files that are not TypeScript are found from here. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json not found above the program')
    folder = parent
  }
  return folder
}
