import type { Figure } from './figure.ts'
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

/** The loads of one study, by the number of connections. */
interface Study {
  readonly stored: number
  /** One save of each record, one after the other, by a server that just began. */
  readonly first: Load
  readonly loads: ReadonlyMap<number, { readonly saves: Load; readonly puts: Load }>
}

/** Saves of whole forms over HTTP, beside a bare PUT of the same body, in turns of the same run. */
export async function benchHttpSaves(): Promise<readonly Figure[]> {
  const few = await inFolder((folder) => loadStudy(folder, FEW_SUBJECTS))
  const many = await inFolder((folder) => loadStudy(folder, MANY_SUBJECTS))
  return [...bareFigures(few), ...saveFigures(few), ...saveFigures(many), flatFigure(few, many)]
}

/** The same among a million stored records, whose making and import take minutes. */
export async function benchMillionSaves(): Promise<readonly Figure[]> {
  const few = await inFolder((folder) => loadStudy(folder, FEW_SUBJECTS))
  const most = await inFolder((folder) => loadStudy(folder, MOST_SUBJECTS))
  return [...bareFigures(most), ...saveFigures(few), ...saveFigures(most), flatFigure(few, most)]
}

async function loadStudy(folder: string, subjects: number): Promise<Study> {
  const children = [forkBench(['helper', 'product', folder, String(subjects)])]
  children.push(forkBench(['helper', 'bare']))
  try {
    const [listening, bare] = (await Promise.all(children.map(firstMessage))) as Listening[]
    const [child, bareChild] = children
    if (!listening || !bare || !child || !bareChild) throw new Error('A server did not start.')
    const product = { child, listening }
    return {
      stored: listening.stored,
      first: await saveEach(product),
      loads: await inTurns(product, { child: bareChild, listening: bare }),
    }
  } finally {
    await Promise.all(children.map(end))
  }
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

/**
 * By processor time, each beside the bare PUT of its own turns: the machine may be twice as fast in one
 * minute as in the next.
 */
function flatFigure(few: Study, many: Study): Figure {
  const costOf = ({ loads }: Study): number => {
    const load = loads.get(AIM_CONNECTIONS)
    return load === undefined ? NaN : load.saves.processor / load.puts.processor
  }
  const [less, more] = [few, many].map(costOf)
  const ratio = (more ?? NaN) / (less ?? NaN)
  const [fewer, most] = [few, many].map(({ stored }) => stored.toLocaleString('en-US'))
  return {
    what: `Processor time of a save in bare PUTs, ${most ?? ''} records stored beside ${fewer ?? ''}`,
    measured: `${(more ?? NaN).toFixed(1)} beside ${(less ?? NaN).toFixed(1)}: ${ratio.toFixed(2)} times`,
    aim: `at most ${FLAT_AIM} times (flat)`,
    met: ratio <= FLAT_AIM,
  }
}
