import { hintOf, problemText } from '../../i18n/problems.ts'
import type { Words } from '../../i18n/words.ts'
import type { Problem, WaitEdge } from '../../program/outcome.ts'
import type { SourcePlace } from '../../program/program.ts'
import { circleOf, type DeadlockKind, diagnose, kindOfWait } from '../../state/deadlock.ts'
import { spelled } from '../../state/operations.ts'
import type { Ending } from '../../state/runs.ts'
import { useApp, usePreferences, useRuns, useSettings, useWords } from '../context.ts'

/** Whether there is something to say about how the run ended; null when there is not. */
export function useExplained(): 'problem' | 'ending' | null {
  return useRuns(({ state, problems, results }) => {
    if (problems.length > 0) return 'problem'
    const outcome = results.at(-1)?.outcome
    if (state === 'deadlocked' || state === 'stopped') return 'ending'
    return outcome?.kind === 'finished' && outcome.exitCode !== 0 ? 'ending' : null
  })
}

/** How the run ended, in words, with links to the lines. */
export function Explain() {
  const words = useWords()
  const state = useRuns(state => state.state)
  const problems = useRuns(state => state.problems)
  const outcome = useRuns(({ results }) => results.at(-1)?.outcome ?? null)
  const timeLimit = useSettings(state => state.timeLimit)
  const language = useRanLanguage()

  return (
    <div className="explain" data-explain={state satisfies string as Ending}>
      {problems.map(problem => (
        <ProblemText
          key={`${problem.code} ${problem.message} ${placeKey(problem.place)}`}
          problem={problem}
        />
      ))}
      {outcome?.kind === 'deadlocked' && <Deadlock waits={outcome.waits} />}
      {outcome?.kind === 'finished' && outcome.exitCode !== 0 && (
        <p>{(language === 'py' ? words.python : words.explain).exitCode(outcome.exitCode)}</p>
      )}
      {outcome?.kind === 'stopped' && (
        <p>
          {outcome.by === 'person'
            ? words.explain.stopped
            : words.explain.timeLimit(words.formats.time(timeLimit))}
        </p>
      )}
    </div>
  )
}

function ProblemText({ problem }: { readonly problem: Problem }) {
  const words = useWords().explain
  const language = usePreferences(state => state.language)
  const hint = hintOf(problem, language)
  return (
    <div className="problem" data-problem={problem.code}>
      <p className="problem-text">{problemText(problem, language)}</p>
      <p className="problem-place">
        {problem.place !== null && <PlaceLink place={problem.place} />}
        {problem.process !== null && <span>{words.inProcess(problem.process)}</span>}
      </p>
      {hint !== null && <p className="hint">{hint}</p>}
    </div>
  )
}

/** What the program that ran is in. */
const useRanLanguage = () => useRuns(({ program }) => program?.language ?? 'ts')

function useDeadlockHint(kind: DeadlockKind): string {
  const { explain, python } = useWords()
  const hints: Readonly<Partial<Record<DeadlockKind, string>>> = python.deadlockHints
  const told = useRanLanguage() === 'py' ? hints[kind] : undefined
  return told ?? explain.deadlockHints[kind]
}

function Deadlock({ waits }: { readonly waits: readonly WaitEdge[] }) {
  const words = useWords().explain
  const language = useRanLanguage()
  const circle = circleOf(waits)
  const kind = diagnose(waits)
  const hint = useDeadlockHint(kind)
  return (
    <>
      <p>{words.deadlock}</p>
      {circle !== null && (
        <p data-circle={circle.map(wait => wait.process).join(' ')}>{circleText(circle, words)}</p>
      )}
      <ul className="waits">
        {waits.map(wait => (
          <li
            key={wait.lane}
            data-wait={wait.process}
            data-object={wait.object}
            data-holder={wait.holder ?? undefined}
          >
            <span>
              {wait.object === ''
                ? words.waitsFor(wait.process, spelled(wait.operation, language))
                : words.waits(wait.process, wait.object, spelled(wait.operation, language))}
            </span>
            {wait.place !== null && <PlaceLink place={wait.place} />}
            <Reason wait={wait} />
          </li>
        ))}
      </ul>
      <p className="hint" data-deadlock={kind}>
        {hint}
      </p>
    </>
  )
}

function circleText(circle: readonly WaitEdge[], words: Words['explain']): string {
  const links = circle.map(({ process, object, holder }) =>
    holder === null ? words.circleJoin(process, object) : words.circleLock(process, object, holder),
  )
  const [only] = links
  return links.length === 1 && only !== undefined ? only : words.circle(links)
}

/** Who holds what it waits for, or why nobody brings it. */
function Reason({ wait }: { readonly wait: WaitEdge }) {
  const {
    explain: { heldBy, reasons },
    python,
  } = useWords()
  const language = useRanLanguage()
  if (wait.holder !== null) return <span>{heldBy(wait.holder)}</span>
  if (wait.detail?.kind === 'barrier') return <span>{reasons.barrier(wait.detail.missing)}</span>
  const kind = kindOfWait(wait)
  switch (kind) {
    case 'semaphore':
    case 'notify':
    case 'event':
    case 'empty':
    case 'full':
    case 'connection':
    case 'pool':
      return <span>{reasons[kind]}</span>
    case 'tasks':
      return <span>{language === 'py' ? python.tasksReason : reasons.tasks}</span>
    default:
      return null
  }
}

/** A place in the program that shows itself in the editor. */
function PlaceLink({ place }: { readonly place: SourcePlace }) {
  const words = useWords().explain
  const { view } = useApp()
  return (
    <button
      type="button"
      className="link"
      data-place={`${place.file}:${place.line}`}
      title={words.goTo(place.file, place.line)}
      onClick={() => {
        view.getState().show('code')
        view.getState().reveal(place)
      }}
    >
      {words.at(place.file, place.line)}
    </button>
  )
}

function placeKey(place: SourcePlace | null): string {
  return place === null ? '' : `${place.file}:${place.line}:${place.column}`
}
