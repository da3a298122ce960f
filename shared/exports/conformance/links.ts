import type { DatasetRecord } from '../datasets/define.ts'
import { at, partRule, recordsOf, textOf, type CheckedPart, type Finding } from './define.ts'

export const subjectsInDm = partRule(
  {
    key: 'LNK-DM',
    severity: 'error',
    title: { en: 'Every subject stands in DM once', zh: '每名受试者在DM中有且仅有一条记录' },
    source: 'SDTMIG 3.4, DM assumption 1',
  },
  function* (part) {
    if (part.subjid === null || !part.datasets.has('DM')) return
    const subjects = recordsOf(part, 'DM').map((record) => textOf(record, 'USUBJID'))
    const usubjid = subjects.length === 1 ? subjects[0] : undefined
    for (const [name, records] of part.records) {
      for (const record of records) {
        const own = textOf(record, 'USUBJID')
        if (own !== '' && own === usubjid) continue
        yield at(name, record, 'USUBJID', {
          en: `${name} has a record of "${own}", who does not stand in DM once.`,
          zh: `${name}中有“${own}”的记录，但该受试者在DM中不是唯一一条。`,
        })
        break
      }
    }
  },
)

/** Records of a dataset by their sequence number within the part. */
function bySequence(part: CheckedPart, domain: string): ReadonlyMap<string, DatasetRecord> {
  return new Map(
    recordsOf(part, domain).map((record) => [textOf(record, `${domain}SEQ`), record] as const),
  )
}

export const supplementalKeys = partRule(
  {
    key: 'LNK-SUPP',
    severity: 'error',
    title: { en: 'Supplemental values find their record', zh: '补充限定变量可链接到父记录' },
    source: 'SDTMIG 3.4, section 8.4',
  },
  function* (part) {
    for (const [name, records] of part.records) {
      if (!name.startsWith('SUPP')) continue
      for (const record of records) yield* judgeSupplement(part, name, record)
    }
  },
)

function* judgeSupplement(
  part: CheckedPart,
  name: string,
  record: DatasetRecord,
): Iterable<Finding> {
  const domain = textOf(record, 'RDOMAIN')
  const variable = textOf(record, 'IDVAR')
  const value = textOf(record, 'IDVARVAL')
  const parents = recordsOf(part, domain)
  const isFound =
    variable === ''
      ? parents.length > 0
      : parents.some((parent) => textOf(parent, variable) === value)
  if (isFound && textOf(record, 'QVAL') !== '') return
  yield at(name, record, 'IDVARVAL', {
    en: `${textOf(record, 'QNAM')} of ${domain} ${variable} "${value}" has no parent record or no value.`,
    zh: `${domain} ${variable}“${value}”的${textOf(record, 'QNAM')}没有父记录或没有值。`,
  })
}

/** Record-level relations alone: those between whole datasets name no subject. */
export const relatedRecords = partRule(
  {
    key: 'LNK-RELREC',
    severity: 'error',
    title: { en: 'Related records exist', zh: 'RELREC中的关联记录均存在' },
    source: 'SDTMIG 3.4, section 8.2',
  },
  function* (part) {
    if (part.subjid === null) return
    for (const record of recordsOf(part, 'RELREC')) {
      const domain = textOf(record, 'RDOMAIN')
      const variable = textOf(record, 'IDVAR')
      const value = textOf(record, 'IDVARVAL')
      const found = recordsOf(part, domain).some((one) => textOf(one, variable) === value)
      if (found) continue
      yield at('RELREC', record, 'IDVARVAL', {
        en: `Relation ${textOf(record, 'RELID')} names ${domain} ${variable} "${value}", which does not exist.`,
        zh: `关联${textOf(record, 'RELID')}指向不存在的${domain} ${variable}“${value}”。`,
      })
    }
  },
)

/** Links from one tumour dataset to another. */
const TUMOUR_LINKS = [
  { from: 'TR', variable: 'TRLNKID', to: 'TU', target: 'TULNKID' },
  { from: 'RS', variable: 'RSLNKGRP', to: 'TR', target: 'TRLNKGRP' },
] as const

export const tumourLinks = partRule(
  {
    key: 'LNK-TUMOUR',
    severity: 'error',
    title: {
      en: 'Measurements find their lesion, and responses their measurements',
      zh: '测量可链接到病灶，疗效可链接到测量',
    },
    source: 'SDTMIG 3.4, TU, TR and RS; section 8.3.1',
  },
  function* (part) {
    for (const { from, variable, to, target } of TUMOUR_LINKS) {
      const known = new Set(recordsOf(part, to).map((record) => textOf(record, target)))
      for (const record of recordsOf(part, from)) {
        const link = textOf(record, variable)
        if (link === '' || known.has(link)) continue
        yield at(from, record, variable, {
          en: `${variable} "${link}" stands in no record of ${to}: add the lesion or its measurement.`,
          zh: `${variable}“${link}”在${to}中无对应记录：请补录病灶或测量。`,
        })
      }
    }
  },
)

/** SRCDOM and SRCSEQ of an analysis record name a record of the tabulation. */
export const analysisSources = partRule(
  {
    key: 'LNK-SOURCE',
    severity: 'error',
    title: { en: 'Sources of analysis values exist', zh: '分析值的来源记录均存在' },
    source: 'ADaMIG 1.3, section 3.3.9',
  },
  function* (part) {
    for (const [name, records] of part.records) {
      if (part.datasets.get(name)?.standard !== 'ADaM') continue
      for (const record of records) {
        const domain = textOf(record, 'SRCDOM')
        const sequence = textOf(record, 'SRCSEQ')
        if (domain === '' || sequence === '' || !part.datasets.has(domain)) continue
        if (bySequence(part, domain).has(sequence)) continue
        yield at(name, record, 'SRCSEQ', {
          en: `The source ${domain} ${sequence} does not exist.`,
          zh: `来源记录${domain} ${sequence}不存在。`,
        })
      }
    }
  },
)
