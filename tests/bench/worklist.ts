import { seconds, timed, type Figure } from './figure.ts'
import { STUDY, type Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'

const AIM_S = 1

interface WorkPage {
  readonly entries: readonly unknown[]
  readonly filtered: number
}

/** The worklist of source verification of the largest study: its first page, cold and again, and its last. */
export async function benchWorklist(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const child = forkBench(['helper', 'large', folder])
    try {
      const { url, monitor } = (await firstMessage(child)) as Listening
      const page = async (skip: number): Promise<WorkPage> => {
        const address = `${url}/api/studies/${STUDY}/verification-work?skip=${skip}`
        const response = await fetch(address, { headers: { cookie: monitor } })
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
        return (await response.json()) as WorkPage
      }
      const first = await timed(() => page(0))
      const { filtered, entries } = first.result
      if (entries.length === 0) throw new Error('The worklist is empty.')
      const again = await timed(() => page(0))
      const last = await timed(() => page(filtered - entries.length))
      const what = `Worklist of source verification, ${filtered} forms`
      return [
        figureOf(`${what}, first page of a server just started`, first.took.wall),
        figureOf('The same again', again.took.wall),
        figureOf('Its last page', last.took.wall),
      ]
    } finally {
      await end(child)
    }
  })
}

function figureOf(what: string, took: number): Figure {
  return { what, measured: seconds(took), aim: `under ${AIM_S} s`, met: took < AIM_S }
}
