import { expose } from 'comlink'
import { countPrimes, identity } from '../programs/tasks.ts'

expose({ identity, countPrimes })
