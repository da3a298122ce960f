import type { ProducedFinding } from '../producer.ts'

type Compared = ProducedFinding['compared']

/**
 * What several response criteria make one check ask at the same place, as one finding: a check asks
 * once at a place. Where they differ in a value, each is named with its criterion: `PD (RECIST 1.1),
 * SD (mRECIST)`.
 */
export function acrossCriteria(findings: readonly ProducedFinding[]): readonly ProducedFinding[] {
  const places = new Map<string, ProducedFinding[]>()
  const records = new Map<ProducedFinding['record'], number>()
  for (const one of findings) {
    const { record, rowIndex = null, item = '' } = one
    if (!records.has(record)) records.set(record, records.size)
    const key = JSON.stringify([records.get(record), rowIndex, item, one.compared['visit'] ?? ''])
    places.set(key, [...(places.get(key) ?? []), one])
  }
  return [...places.values()].flatMap(([first, ...more]) =>
    first === undefined || more.length === 0
      ? (first ?? [])
      : [{ ...first, compared: together([first, ...more].map(({ compared }) => compared)) }],
  )
}

function together(all: readonly Compared[]): Compared {
  const [first = {}] = all
  const criteria = all.map((one) => one['criteria'] ?? '')
  const texts = Object.keys(first).map((name) => {
    const values = all.map((one) => one[name] ?? '')
    if (name === 'criteria') return [name, criteria.join(', ')]
    if (new Set(values).size === 1) return [name, values[0] ?? '']
    return [name, values.map((value, at) => `${value} (${criteria[at] ?? ''})`).join(', ')]
  })
  return Object.fromEntries(texts) as Compared
}
