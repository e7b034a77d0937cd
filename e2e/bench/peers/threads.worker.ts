import { expose } from 'threads/worker'
import { countPrimes, identity, wavePart } from '../programs/tasks.ts'

expose({ identity, countPrimes, wavePart })
