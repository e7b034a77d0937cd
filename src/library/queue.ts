export { Empty, Full } from './errors.ts'
