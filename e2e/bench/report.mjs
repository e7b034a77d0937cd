/**
 * @typedef {import('./page/report.ts').Result} Result
 * @typedef {{
 *   cpu: string, cores: number, memory: string, system: string, browser: string, node: string,
 *   hardwareConcurrency: number, load: { before: number | undefined, after: number | undefined },
 * }} Machine
 * @typedef {{
 *   date: string, rounds: number, machine: Machine, results: readonly Result[], python: readonly Result[],
 * }} Report `results` are TypeScript's
 */

/** @param {number} value */
function digits(value) {
  const places = value >= 1000 ? 0 : value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places })
}

/** @param {number | null} value @param {string} unit */
const withUnit = (value, unit) => (value === null ? '–' : `${digits(value)}${unit === '×' ? '' : ' '}${unit}`)

/** @param {Result} result */
const targetOf = ({ better, target, absolute, unit }) =>
  `${better === 'less' ? 'at most' : 'at least'} ${target}${absolute ? ` ${unit}` : ''}`

/** @param {Result} result */
const verdictOf = ({ met }) => (met === null ? '–' : met ? 'met' : 'not met')

/** @param {number[]} sorted @param {number} part */
const quantile = (sorted, part) => sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN

/** All numbers, for the terminal. @param {Report} report */
export function textOf(report) {
  const lines = [machineText(report)]
  for (const result of [...report.results, ...report.python]) {
    lines.push('', result.title)
    for (const { name, median, samples, reason } of result.entries) {
      const sorted = samples.toSorted((a, b) => a - b)
      const spread =
        sorted.length > 1
          ? `(quartiles ${digits(quantile(sorted, 0.25))} … ${digits(quantile(sorted, 0.75))}, ${sorted.length} samples)`
          : ''
      const mark = name === result.best ? '← best peer' : ''
      lines.push(
        `  ${name.padEnd(30)} ${withUnit(median, result.unit).padStart(16)}  ${spread} ${mark}${reason === null ? '' : ` ${reason}`}`.trimEnd(),
      )
    }
    const ratio = result.ratio === null ? '–' : result.ratio.toFixed(3)
    lines.push(`  Weft / best peer = ${ratio}, target ${targetOf(result)}: ${verdictOf(result)}`)
  }
  return `${lines.join('\n')}\n`
}

/** The table as it can stand in a README. @param {Report} report */
export function markdownOf(report) {
  const lines = []
  if (report.results.length > 0) lines.push(...tableOf(report.results), '')
  if (report.python.length > 0) lines.push('Python', '', ...tableOf(report.python), '')
  lines.push(machineText(report))
  return `${lines.join('\n')}\n`
}

/** @param {readonly Result[]} results */
function tableOf(results) {
  return [
    '| | Weft | peers | ratio to the best | to reach | |',
    '|---|---|---|---|---|---|',
    ...results.map(result => {
      const weft = result.entries.find(({ name }) => name === 'Weft')
      const peers = result.entries
        .filter(({ name }) => name !== 'Weft')
        .map(({ name, median, reason }) => {
          const text = `${name} ${withUnit(median, result.unit)}${reason === null ? '' : ` (${reason.split('\n', 1)[0]})`}`
          return name === result.best ? `**${text}**` : text
        })
        .join(', ')
      const ratio = result.ratio === null ? '–' : result.ratio.toFixed(2)
      const cells = [
        result.title,
        withUnit(weft?.median ?? null, result.unit),
        peers,
        ratio,
        targetOf(result),
        verdictOf(result),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  ]
}

/** @param {Report} report */
function machineText({ date, rounds, machine }) {
  const { cpu, cores, memory, system, browser, node, load } = machine
  return (
    `Medians of ${rounds} rounds in one page, ${date}: ${cpu}, ${cores} cores, ${memory}, ${system}; ${browser}, Node ${node}; ` +
    `load average ${load.before?.toFixed(1)} before, ${load.after?.toFixed(1)} after.`
  )
}
