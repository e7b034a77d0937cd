export type { RunEnding, Timeline, TimelineRun, TimelineTheme, TimelineWords } from './contract.ts'
export { createTimeline } from './timeline.ts'
