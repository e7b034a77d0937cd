import { expect, test } from '@playwright/test'
import type { Ending, WeftPage } from './page.ts'
import { GOOD_PROGRAM } from './programs.ts'

export interface Mishap {
  readonly what: string
  readonly program: string
  readonly end: Ending
  /** What the page must say about it. */
  readonly says: readonly RegExp[]
  /** The line that the explanation leads to; null where there is none, as after Stop. */
  readonly place: string | null
}

/** Runs it, reads what the page says, and sees that a good program runs afterwards. */
export async function suffer(
  weft: WeftPage,
  mishap: Mishap,
  alsoSee: () => Promise<void> = async () => {},
): Promise<void> {
  const { what, program, end, says, place } = mishap
  await test.step(what, async () => {
    expect(await weft.runToEnd(program)).toBe(end)
    const text = await weft.explanation()
    for (const part of says) expect(text).toMatch(part)
    if (place !== null) expect(await weft.explainedPlaces()).toContain(place)
    await alsoSee()
    await seeNextRunWork(weft)
  })
}

export async function seeNextRunWork(weft: WeftPage): Promise<void> {
  expect(await weft.runToEnd(GOOD_PROGRAM)).toBe('finished')
  await weft.showTab('output')
  const [line] = await weft.drawnOutput()
  expect(line).toMatchObject({ process: 'Main', text: 'the answer is 42' })
}
