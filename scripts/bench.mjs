import './nodeVersion.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { ensureBrowser } from './lib/installBrowser.mjs'
import { inRoot } from './lib/root.mjs'
import { runNode } from './lib/run.mjs'

if (!(await ensureInstalled())) process.exit(1)
// The peers are a package of their own, so that nobody who only uses or tests Weft installs them.
if (!(await ensureInstalled(inRoot('e2e', 'bench')))) process.exit(1)
const browser = await ensureBrowser()
if (!browser || !(await ensureBuilt())) process.exit(1)
const env = browser.path ? { WEFT_CHROMIUM: browser.path } : {}
process.exitCode = await runNode('e2e/bench/run.mjs', process.argv.slice(2), { env })
