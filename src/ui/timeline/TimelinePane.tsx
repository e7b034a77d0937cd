import { useEffect, useRef } from 'react'
import { endingOf, isUnderWay } from '../../state/runs.ts'
import { createTimeline, type Timeline, type TimelineRun } from '../../timeline/index.ts'
import { useApp, usePreferences, useRuns, useWords } from '../context.ts'
import { uiTheme } from '../theme.ts'
import { EmptyTimeline } from './EmptyTimeline.tsx'
import { timelineTheme, timelineWords } from './timelineWords.ts'
import './timelinePane.css'

/** Home of the charts; before anything ran, a word about what will stand here. */
export function TimelinePane() {
  const words = useWords()
  const empty = useRuns(state => state.results.length === 0)
  return (
    <section className="timeline-pane" aria-label={words.timeline.name}>
      {empty ? <EmptyTimeline /> : <Charts />}
    </section>
  )
}

function Charts() {
  const words = useWords()
  const { runs, view } = useApp()
  const host = useRef<HTMLDivElement>(null)
  const timeline = useRef<Timeline | null>(null)
  const language = usePreferences(state => state.language)
  const results = useRuns(state => state.results)
  const programs = useRuns(state => state.program?.language ?? 'ts')

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; words and theme are told to it as they change
  useEffect(() => {
    if (host.current === null) return
    const made = createTimeline(host.current, {
      theme: timelineTheme(),
      words: timelineWords(words, programs),
      unfolded: view.getState().libraryLanes,
      onFold: unfolded => view.getState().showLibraryLanes(unfolded),
      onPick({ place }) {
        if (place !== null) view.getState().reveal(place)
      },
    })
    timeline.current = made
    const stops = [
      uiTheme.subscribe(() => made.setTheme(timelineTheme())),
      runs.subscribe((now, before) => now.revision !== before.revision && made.update()),
    ]
    return () => {
      timeline.current = null
      for (const stop of stops) stop()
      made.destroy()
    }
  }, [runs, view])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the language
  useEffect(() => timeline.current?.setWords(timelineWords(words, programs)), [language, programs])

  useEffect(() => {
    const shown = results.map((run): TimelineRun => {
      const { key, cores, gil, outcome } = run
      return {
        key,
        title: words.result.run(cores, key),
        note: words.timeline.note(cores, key, gil),
        model: run.model,
        functions: run.compiled.functions,
        sites: run.compiled.sites,
        running: isUnderWay(run.state),
        ending: endingOf(outcome),
        blocked: outcome?.kind === 'deadlocked' ? outcome.waits.map(wait => wait.lane) : [],
      }
    })
    timeline.current?.setRuns(shown)
  }, [results, words])

  return <div className="timeline-host" ref={host} />
}
