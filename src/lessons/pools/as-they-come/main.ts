import { Pool } from 'multiprocessing'
import { sleep } from 'time'

function cook(dish: string): string {
  // The longer the word, the longer it takes.
  sleep(dish.length / 10)
  return `${dish} is ready`
}

const DISHES = ['lasagna', 'rice', 'paella', 'soup', 'egg', 'dumplings']

if (__name__ === '__main__') {
  using pool = new Pool(2)
  console.log('map gives all results at once, in order:')
  for (const line of pool.map(cook, DISHES, { chunksize: 1 })) console.log(`  ${line}`)
  console.log('imap gives each one as soon as all before it are there:')
  for (const line of pool.imap(cook, DISHES)) console.log(`  ${line}`)
  console.log('imapUnordered gives each one as it comes:')
  const lines: string[] = []
  for (const line of pool.imapUnordered(cook, DISHES)) {
    console.log(`  ${line}`)
    lines.push(line)
  }
  console.log(`${new Set(lines).size} dishes, three times`)
}
