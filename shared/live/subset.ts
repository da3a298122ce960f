import type { Population } from '../endpoints/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { populationLabel } from '../report/report-populations.ts'
import { conditionWords } from '../subgroups/condition-text.ts'
import type { SubgroupCondition } from '../subgroups/define.ts'
import { itemName, subgroupItems } from '../subgroups/items.ts'
import { fulfilsAll, membership } from '../subgroups/membership.ts'
import type { PlacedSubject } from './subject.ts'

/** Which subjects are asked for; null: all of them in that respect. */
export interface SubsetWish {
  readonly cohorts: readonly string[] | null
  readonly sites: readonly string[] | null
  readonly population: Population | null
  readonly conditions: readonly SubgroupCondition[]
}

/** Some subjects of a study, and whom a missing value left out. */
export interface Subset {
  readonly subjects: readonly PlacedSubject[]
  readonly unknown: readonly { readonly item: string; readonly n: number }[]
}

export function isWhole({ cohorts, sites, population, conditions }: SubsetWish): boolean {
  return cohorts === null && sites === null && population === null && conditions.length === 0
}

/**
 * The subjects that fulfil all that is asked. Whoever lacks a value that is asked for is left out, and
 * counted among the enrolled under the item.
 */
export function subsetOf(subjects: readonly PlacedSubject[], wish: SubsetWish): Subset {
  const { conditions } = wish
  const placed = subjects.filter((one) => isPlaced(one, wish))
  const inside = placed.filter(({ values }) => fulfilsAll(conditions, values) === 'in')
  const items = [...new Set(conditions.map(({ item }) => item))]
  const unknown = items.flatMap((item) => {
    const own = conditions.filter((condition) => condition.item === item)
    const n = placed.filter(
      ({ facts, values }) =>
        facts.addition.enrolled && own.some((one) => membership(one, values) === 'unknown'),
    ).length
    return n === 0 ? [] : [{ item, n }]
  })
  return { subjects: inside, unknown }
}

function isPlaced(
  { facts: { addition }, site }: PlacedSubject,
  { cohorts, sites, population }: SubsetWish,
): boolean {
  if (cohorts !== null && !(addition.cohort !== null && cohorts.includes(addition.cohort))) {
    return false
  }
  if (sites !== null && !sites.includes(site)) return false
  return population === null || (addition.enrolled && addition.populations[population])
}

/** What is asked for in words, one part after the other. */
export function subsetWords(
  { cohorts, sites, population, conditions }: SubsetWish,
  definition: ProtocolDefinition,
): readonly Bilingual[] {
  const items = subgroupItems(definition)
  return [
    ...(cohorts === null ? [] : [named('Cohort', '队列', cohorts)]),
    ...(sites === null ? [] : [named('Site', '中心', sites)]),
    ...(population === null ? [] : [populationLabel(population)]),
    ...conditions.map((condition) => conditionWords(condition, items)),
  ]
}

function named(en: string, zh: string, keys: readonly string[]): Bilingual {
  return { en: `${en} ${keys.join(', ')}`, zh: `${zh}：${keys.join('、')}` }
}

/** Name of an item with its unit; its key where the study has none. */
export function nameOfItem(key: string, definition: ProtocolDefinition): Bilingual {
  const item = subgroupItems(definition).find((one) => one.key === key)
  return item === undefined ? { en: key, zh: key } : itemName(item)
}

/** The subset in one sentence, so that nobody takes it for the whole study. */
export function subsetSentence(words: readonly Bilingual[], n: number, of: number): Bilingual {
  return {
    en: `Subset of the study, ${n} of ${of} enrolled: ${words.map(({ en }) => en).join('; ')}`,
    zh: `仅为部分受试者（入组${of}例中的${n}例）：${words.map(({ zh }) => zh).join('；')}`,
  }
}
