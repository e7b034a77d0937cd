/**
 * @typedef {{ title: string, hint: string, run: () => Promise<boolean> }} Step
 */

/**
 * Runs one step, says so and tells its time.
 * @param {Step} step hint: what to do when it fails
 */
export async function runStep({ title, hint, run }) {
  console.log(`\n── ${title}`)
  const start = performance.now()
  let passed = false
  try {
    passed = await run()
  } catch (error) {
    console.error(error)
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(
    passed ? `── ${title}: passed in ${seconds} s` : `── ${title}: FAILED after ${seconds} s. ${hint}`,
  )
  return passed
}
