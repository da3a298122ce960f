import type { Contribution } from '../../endpoints/contribution.ts'
import type { EndpointDefinition } from '../../endpoints/define.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import { adeffVariables } from './adeff-variables.ts'
import { numberIn } from './carry.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import { relativeDay, toSasDay } from './sas-day.ts'
import { shortCode } from './short-code.ts'
import { subjectColumns } from './subject-columns.ts'

/** What each subject adds to the endpoints of kinds that are not built in. */
export const adeff: AdamDataset = {
  key: 'ADEFF',
  label: 'Analysis Dataset of Own Endpoint Kinds',
  class: 'BASIC DATA STRUCTURE',
  structure: 'One record per subject of the population per value of an endpoint',
  keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ASEQ'],
  variables: adeffVariables,
  isFilledBy: ({ endpoints }) => endpoints.some(isOwnKind),
  records: (context) =>
    context.study.definition.endpoints.filter(isOwnKind).flatMap((one) => recordsOf(context, one)),
}

/** An endpoint of a kind that a family member brings itself. */
export function isOwnKind({ kind }: EndpointDefinition): boolean {
  return kind.startsWith('x-')
}

function recordsOf(context: AdamContext, endpoint: EndpointDefinition): readonly DatasetRecord[] {
  const own = context.derivation.endpoints.find(({ id }) => id === endpoint.id)
  if (own?.inPopulation !== true) return []
  const { label, kind, criteria, id } = endpoint
  const base = {
    ...subjectColumns(context.subjectValues),
    PARCAT1: kind,
    PARCAT3: criteria,
  }
  return valuesOf(own.value).map(({ name, ...value }) => ({
    values: {
      ...base,
      PARAMCD: shortCode(name === null ? id : `${id}_${name}`),
      PARAM: name === null ? label.en : `${label.en}: ${name}`,
      ...value,
      ADY: relativeDay(value.ADT ?? null, numberIn(context.subjectValues['TRTSDT'])),
    },
  }))
}

/** One analysis value; `name` tells those of one endpoint apart, null where it has one alone. */
interface OwnValue {
  readonly name: string | null
  readonly AVAL: number | null
  readonly AVALC?: string | null
  readonly AVALU?: string
  readonly ADT?: number | null
}

function valuesOf(value: Contribution): readonly OwnValue[] {
  switch (value.kind) {
    case 'counted':
      return [{ name: null, ...yesNo(value.hit) }]
    case 'time':
      return [
        {
          ...{ name: null, AVAL: value.days, AVALU: 'DAYS' },
          AVALC: value.event ? 'EVENT' : 'CENSORED',
          ADT: toSasDay(value.date),
        },
      ]
    case 'events':
      return [{ name: null, AVAL: value.events.length }]
    case 'category':
      return [{ name: null, AVAL: null, AVALC: value.category }]
    case 'other':
      return Object.entries(value.value).flatMap(([name, one]) => {
        const known = scalar(one)
        return known === null ? [] : [{ name, ...known }]
      })
    case 'not-at-risk':
      return []
    default:
      return unreachable(value)
  }
}

function yesNo(holds: boolean): { readonly AVAL: number; readonly AVALC: Cell & string } {
  return holds ? { AVAL: 1, AVALC: 'Y' } : { AVAL: 0, AVALC: 'N' }
}

/** Numbers, words, yes and no; what is none of these is no analysis value. */
function scalar(value: unknown): Omit<OwnValue, 'name'> | null {
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value === 'string') return value === '' ? null : { AVAL: null, AVALC: value }
  return typeof value === 'number' && Number.isFinite(value) ? { AVAL: value } : null
}
