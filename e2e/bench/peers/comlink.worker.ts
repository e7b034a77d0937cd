import { expose } from 'comlink'
import { countPrimes, identity, wavePart } from '../programs/tasks.ts'

expose({ identity, countPrimes, wavePart })
