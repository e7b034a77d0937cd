import './nodeVersion.mjs'
import { CHECKS } from './lib/checks.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { runStep } from './lib/steps.mjs'

if (!(await ensureInstalled())) process.exit(1)
let failed = 0
for (const step of CHECKS) if (!(await runStep(step))) failed += 1
process.exitCode = failed === 0 ? 0 : 1
