import './nodeVersion.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { serve } from './serve.mjs'

if (!(await ensureInstalled())) process.exit(1)
if (!(await ensureBuilt())) {
  console.error('The build failed; its message is above.')
  process.exit(1)
}
try {
  await serve(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
