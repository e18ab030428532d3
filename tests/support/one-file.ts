// Writes the compiled program as one file: dist/tests/support/one-file.js FILE. Run in a process of its own, which is to be waited for.
import { renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { packageRoot } from '../../src/db/root.js'

const file = process.argv[2] ?? ''
const program = join(packageRoot(), 'dist/src/main.js')
/** Libraries of very many files; all others stay where they are. */
const MANY_FILES = /^(zod|drizzle-orm|libphonenumber-js)(\/|$)/

const bundle = await rolldown({
  input: program,
  platform: 'node',
  external: name => !name.startsWith('.') && !name.startsWith('/') && !MANY_FILES.test(name),
  logLevel: 'silent',
  plugins: [
    {
      name: 'places',
      // Whoever starts a process or a thread finds it beside the file that was compiled.
      transform: (code, id) =>
        code
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
    },
  ],
})
const written = `${file}.${process.pid}`
await bundle.write({ file: written, format: 'esm', codeSplitting: false })
await bundle.close()
renameSync(written, file)
