export type {
  LegendKind,
  RunKey,
  SpanTarget,
  Timeline,
  TimelineOptions,
  TimelineRun,
  TimelineTheme,
  TimelineWords,
  TimeUnit,
  WaitKind,
} from './contract.ts'
export { createTimeline } from './timeline.ts'
