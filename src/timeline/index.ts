export type { Timeline, TimelineRun, TimelineTheme, TimelineWords } from './contract.ts'
export { createTimeline } from './timeline.ts'
