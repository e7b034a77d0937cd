import { worker } from 'workerpool'
import { countPrimes, identity, wavePart } from '../programs/tasks.ts'

worker({ identity, countPrimes, wavePart })
