import type { Problem } from '../program/outcome.ts'

/** What can be wrong with a link: the table in README.md, for whoever words it. */
const MESSAGES = {
  'link.version': (p: Params) =>
    `The link has no valid version ("${p.value}"). It was probably changed on its way.`,
  'link.newer': (p: Params) =>
    `The link was made by a newer Weft (version ${p.version}). Reload the page, or open the link where it was made.`,
  'link.percent': (p: Params) =>
    `"${p.key}=" in the link can't be read. A percent sign has to be written %25, an ampersand %26.`,
  'link.language': (p: Params) =>
    `The link holds a program in a language that is not known here: "${p.language}".`,
  'link.program': () =>
    'The program in the link is damaged: the link was cut off or changed on its way. Ask for it again, whole.',
  'link.tooLarge': (p: Params) => `The program in the link is larger than ${p.limit} bytes.`,
  'link.noProgram': () => 'The link holds no program: it was probably cut off. Ask for it again, whole.',
  'link.twoPrograms': () => 'The link holds two programs, one as "code" and one as "z". Remove one of them.',
  'link.unknownKey': (p: Params) => `The link sets "${p.key}", which is not known here; it was left out.`,
  'link.ignoredValue': (p: Params) =>
    `The link sets "${p.key}" to "${p.value}", which is not possible; it was left out.`,
  'link.repeatedKey': (p: Params) => `The link sets "${p.key}" more than once; the first one counts.`,
}

type Params = Problem['params']
type LinkProblemCode = keyof typeof MESSAGES

/** What a link quotes of itself in a message. */
const QUOTED_LENGTH = 60

export function linkProblem(code: LinkProblemCode, values: Params = {}): Problem {
  const params = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > QUOTED_LENGTH ? `${value.slice(0, QUOTED_LENGTH)}…` : value,
    ]),
  )
  return { code, params, message: MESSAGES[code](params), place: null, process: null }
}
