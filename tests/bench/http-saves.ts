import type { ChildProcess } from 'node:child_process'
import { median, type Figure } from './figure.ts'
import type { Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'
import {
  BARE_SECONDS,
  CONNECTIONS,
  connectionsText,
  LOAD_SECONDS,
  loadOne,
  loadProduct,
  loadText,
  saveEach,
  type Load,
  type Served,
} from './save-load.ts'

/** Subjects of a study with about a thousand records, and with a hundred times as many. */
const FEW_SUBJECTS = 22
const MANY_SUBJECTS = 2_240
/** Of a study with about a million records. */
const MOST_SUBJECTS = 22_400
/** What the aims are about. */
const AIM_CONNECTIONS = 20
const P99_AIM_MS = 50
const FLAT_AIM = 1.25
const TURNS = 7
const TURN_SECONDS = 3

/** The loads of one study, by the number of connections. */
interface Study {
  readonly stored: number
  /** One save of each record, one after the other, by a server that just began. */
  readonly first: Load
  readonly loads: ReadonlyMap<number, { readonly saves: Load; readonly puts: Load }>
}

/** Saves of whole forms over HTTP, beside a bare PUT of the same body, in turns of the same run. */
export function benchHttpSaves(): Promise<readonly Figure[]> {
  return benchStudies(FEW_SUBJECTS, MANY_SUBJECTS)
}

/** The same among a million stored records, whose making and import take minutes. */
export function benchMillionSaves(): Promise<readonly Figure[]> {
  return benchStudies(FEW_SUBJECTS, MOST_SUBJECTS)
}

async function benchStudies(fewer: number, more: number): Promise<readonly Figure[]> {
  return inFolder((first) =>
    inFolder(async (second) => {
      const children: ChildProcess[] = []
      const start = async (...args: readonly string[]): Promise<Served> => {
        const child = forkBench(['helper', ...args])
        children.push(child)
        return { child, listening: (await firstMessage(child)) as Listening }
      }
      try {
        const bare = await start('bare')
        const smaller = await start('product', first, String(fewer))
        const few = await loadStudy(smaller, bare)
        const larger = await start('product', second, String(more))
        const many = await loadStudy(larger, bare)
        const ratio = median(await costsInTurns(smaller, larger))
        const figures = [...bareFigures(few), ...saveFigures(few), ...saveFigures(many)]
        return [...figures, flatFigure(few, many, ratio)]
      } finally {
        await Promise.all(children.map(end))
      }
    }),
  )
}

async function loadStudy(product: Served, bare: Served): Promise<Study> {
  const { stored } = product.listening
  return { stored, first: await saveEach(product), loads: await inTurns(product, bare) }
}

/**
 * How many times the processor time of a save in the larger study is that in the smaller one, turn by
 * turn: the machine may be twice as fast in one minute as in the next.
 */
async function costsInTurns(smaller: Served, larger: Served): Promise<readonly number[]> {
  const plan = { connections: AIM_CONNECTIONS, seconds: TURN_SECONDS }
  const ratios: number[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const less = await loadProduct(smaller, plan)
    const more = await loadProduct(larger, plan)
    ratios.push(more.processor / less.processor)
  }
  return ratios
}

/** Each server warms up, then they are loaded in turns. */
async function inTurns(product: Served, bare: Served): Promise<Study['loads']> {
  const { records } = product.listening
  await loadProduct(product, { connections: Math.max(...CONNECTIONS), seconds: 4 })
  await loadOne(bare, records.slice(0, AIM_CONNECTIONS), 1)
  const loads = new Map<number, { saves: Load; puts: Load }>()
  for (const connections of CONNECTIONS) {
    const puts = await loadOne(bare, records.slice(0, connections), BARE_SECONDS)
    const saves = await loadProduct(product, { connections, seconds: LOAD_SECONDS })
    loads.set(connections, { puts, saves })
  }
  return loads
}

function bareFigures({ loads }: Study): readonly Figure[] {
  return [...loads].map(([connections, { puts }]) => ({
    what: `Bare Express PUT of the same body, ${connectionsText(connections)}`,
    measured: loadText(puts),
  }))
}

function saveFigures({ stored, first, loads }: Study): readonly Figure[] {
  const among = `${stored.toLocaleString('en-US')} records stored`
  const cold = {
    what: `First saves of subjects since the server began, one after the other, ${among}`,
    measured: loadText(first),
  }
  const lines = [...loads].flatMap(([connections, { saves, puts }]): Figure[] => {
    const share = saves.rate / puts.rate
    const line = {
      what: `Form saves over HTTP, ${connectionsText(connections)}, ${among}`,
      measured: `${loadText(saves)}; ${share.toFixed(2)} of the bare PUT`,
    }
    if (connections !== AIM_CONNECTIONS) return [line]
    const p99 = {
      what: `99th percentile of these`,
      measured: `${saves.p99.toFixed(0)} ms`,
      aim: `under ${P99_AIM_MS} ms`,
      met: saves.p99 < P99_AIM_MS,
    }
    return [{ ...line, aim: 'half of the bare PUT', met: share >= 0.5 }, p99]
  })
  return [cold, ...lines]
}

function flatFigure(few: Study, many: Study, ratio: number): Figure {
  const [less, more] = [few, many].map(({ stored }) => stored.toLocaleString('en-US'))
  return {
    what: `Processor time of a save among ${more ?? ''} records, beside one among ${less ?? ''}, median of ${TURNS} turns`,
    measured: `${ratio.toFixed(2)} times`,
    aim: `at most ${FLAT_AIM} times (flat)`,
    met: ratio <= FLAT_AIM,
  }
}
