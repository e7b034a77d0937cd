import { expose } from 'threads/worker'
import { countPrimes, identity } from '../programs/tasks.ts'

expose({ identity, countPrimes })
