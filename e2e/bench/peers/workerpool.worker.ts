import { worker } from 'workerpool'
import { countPrimes, identity } from '../programs/tasks.ts'

worker({ identity, countPrimes })
