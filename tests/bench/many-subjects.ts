import { bothTimes, megabytes, perSecond, seconds, timed, type Figure } from './figure.ts'
import { STUDY, type Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { askChild, end, firstMessage, forkBench } from './processes.ts'
import { loadProduct, loadText, type Load } from './save-load.ts'

const SUBJECTS = 10_000
const LIST_AIM_S = 1
const MEMORY_AIM = 400e6
const LOAD = { connections: 20, seconds: 10 }

/** Each asks for a page of the list of subjects. */
const FILTERS = [
  ['no filter', ''],
  ['by state', '&state=enrolled'],
  ['by a part of the number', '&search=9'],
  ['with open queries', '&sign=query'],
] as const
/** Told by the cells of every visit of every subject, which are made when they are first asked for. */
const BY_CELLS = ['with an overdue visit', '&sign=overdue'] as const

/** The import of a study of 10,000 subjects, its list with filters, and the memory of a server under load. */
export async function benchManySubjects(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const imported = await importedBy(folder)
    const child = forkBench(['helper', 'again', folder])
    try {
      const listening = (await firstMessage(child)) as Listening
      const lists: Figure[] = []
      for (const [name, filter] of FILTERS) lists.push(...(await listed(listening, name, filter)))
      const load = await loadProduct({ child, listening }, LOAD)
      const { most } = (await askChild(child, 'memory')) as { readonly most: number }
      const byCells = await listed(listening, ...BY_CELLS)
      return [imported, ...lists, ...savesFigures(listening, load, most), ...byCells]
    } finally {
      await end(child)
    }
  })
}

async function importedBy(folder: string): Promise<Figure> {
  const child = forkBench(['helper', 'product', folder, String(SUBJECTS)])
  try {
    const { stored, imported } = (await firstMessage(child)) as Listening
    if (imported === null) throw new Error('Nothing was imported.')
    const { took, rows } = imported
    const records = `${stored.toLocaleString('en-US')} records, each with its audit entry`
    return {
      what: `Import of ${SUBJECTS.toLocaleString('en-US')} subjects: ${records}`,
      measured: `${bothTimes(took)}, ${perSecond(rows / took.wall)} rows, ${perSecond(stored / took.wall)} records`,
    }
  } finally {
    await end(child)
  }
}

async function listed(
  { url, cookie }: Listening,
  name: string,
  filter: string,
): Promise<readonly Figure[]> {
  const address = `${url}/api/studies/${STUDY}/subjects?limit=50${filter}`
  const page = async (): Promise<{ readonly filtered: number }> => {
    const response = await fetch(address, { headers: { cookie } })
    if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
    return (await response.json()) as { readonly filtered: number }
  }
  const first = await timed(page)
  const again = await timed(page)
  const { filtered } = first.result
  return [
    {
      what: `List of subjects, ${name}: ${filtered.toLocaleString('en-US')} found, first time and again`,
      measured: `${seconds(first.took.wall)}, ${seconds(again.took.wall)}`,
      aim: `under ${seconds(LIST_AIM_S)}`,
      met: Math.max(first.took.wall, again.took.wall) < LIST_AIM_S,
    },
  ]
}

function savesFigures({ stored }: Listening, load: Load, most: number): readonly Figure[] {
  const saving = `${LOAD.connections} connections`
  return [
    {
      what: `Form saves over HTTP, ${saving}, ${stored.toLocaleString('en-US')} records stored`,
      measured: loadText(load),
    },
    {
      what: `Most resident memory of the server with this study, ${saving} saving`,
      measured: megabytes(most),
      aim: `under ${megabytes(MEMORY_AIM)}`,
      met: most < MEMORY_AIM,
    },
  ]
}
