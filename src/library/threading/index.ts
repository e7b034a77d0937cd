export { shared } from './shared.ts'
