import type { Bilingual } from '../../kernel/bilingual.ts'
import type { DatasetDefinition, DatasetRecord } from '../datasets/define.ts'
import { at, partRule, textOf, type CheckedPart, type Finding } from './define.ts'

type Look = (dataset: DatasetDefinition, records: readonly DatasetRecord[]) => Iterable<Finding>

/** Looks at each dataset of a part that is known. */
export function eachDataset(look: Look): (part: CheckedPart) => Iterable<Finding> {
  return function* (part) {
    for (const [name, records] of part.records) {
      const dataset = part.datasets.get(name)
      if (dataset !== undefined) yield* look(dataset, records)
    }
  }
}

/** A dataset whose name the package does not describe could not be read by anybody. */
export const describedDatasets = partRule(
  {
    key: 'DS-DATASET',
    severity: 'error',
    title: { en: 'Every dataset is described', zh: '每个数据集均有定义' },
    source: 'Define-XML 2.1, ItemGroupDef',
  },
  function* (part) {
    for (const [name, records] of part.records) {
      if (records.length === 0 || part.datasets.has(name)) continue
      yield {
        dataset: name,
        variable: null,
        message: {
          en: `Dataset ${name} holds records but is not described.`,
          zh: `数据集${name}含有记录，但没有定义。`,
        },
      }
    }
  },
)

export const describedVariables = partRule(
  {
    key: 'DS-VARIABLE',
    severity: 'error',
    title: { en: 'Every value belongs to a described variable', zh: '每个数值均属于已定义的变量' },
    source: 'Define-XML 2.1, ItemRef',
  },
  eachDataset(function* ({ key, variables }, records) {
    const known = new Set(variables.map(({ name }) => name))
    const told = new Set<string>()
    for (const record of records) {
      for (const name in record.values) {
        if (known.has(name) || told.has(name) || textOf(record, name) === '') continue
        told.add(name)
        yield at(key, record, name, {
          en: `Variable ${name} holds values but is not described in ${key}.`,
          zh: `变量${name}有数值，但未在${key}中定义。`,
        })
      }
    }
  }),
)

export const requiredValues = partRule(
  {
    key: 'DS-REQUIRED',
    severity: 'error',
    title: { en: 'Required variables are filled', zh: '必需变量（Req）不得为空' },
    source: 'SDTMIG 3.4, section 4.1.5; ADaMIG 1.3, section 3.1',
  },
  eachDataset(function* ({ key, keys, standard, variables }, records) {
    const required = variables
      .filter(({ core }) => core === 'Req')
      .map(({ name }) => name)
      .filter((name) => standard === 'SDTM' || keys.includes(name) || ALWAYS_IN_ADAM.has(name))
    for (const record of records) {
      for (const name of required) {
        if (textOf(record, name) === '') yield at(key, record, name, isMissing(key, name))
      }
    }
  }),
)

/**
 * What ADaM requires has to be in the dataset, but may be empty where nothing else is said (3.1): of
 * subjects who were never assigned there is no arm. Keys and names are never empty.
 */
const ALWAYS_IN_ADAM: ReadonlySet<string> = new Set(['SUBJID', 'SITEID', 'PARAM', 'AETERM'])

function isMissing(dataset: string, variable: string): Bilingual {
  return {
    en: `${dataset}.${variable} is required and empty: complete the answer it is made from.`,
    zh: `${dataset}.${variable}为必需变量但为空：请补全其来源的录入项。`,
  }
}

/** Keys are unique within a subject; a dataset about the study is one part. */
export const uniqueKeys = partRule(
  {
    key: 'DS-KEYS',
    severity: 'error',
    title: { en: 'Keys tell records apart', zh: '键值唯一' },
    source: 'SDTMIG 3.4, section 3.2.1.1 (natural keys)',
  },
  eachDataset(function* ({ key, keys }, records) {
    if (keys.length === 0) return
    const seen = new Set<string>()
    for (const record of records) {
      const value = keys.map((name) => textOf(record, name)).join('\u0001')
      if (seen.has(value)) {
        const shown = keys.map((name) => `${name}=${textOf(record, name)}`).join(', ')
        yield at(key, record, null, {
          en: `Two records of ${key} have the same keys (${shown}): one row may be entered twice.`,
          zh: `${key}中有两条记录的键值相同（${shown}）：可能重复录入。`,
        })
      }
      seen.add(value)
    }
  }),
)

const SEQUENCE = /^[1-9]\d*$/

/** --SEQ and ASEQ are whole numbers from 1, each once per subject. */
export const sequenceNumbers = partRule(
  {
    key: 'DS-SEQ',
    severity: 'error',
    title: { en: 'Sequence numbers are unique within a subject', zh: '序号在受试者内唯一' },
    source: 'CDISC CORE-000544',
  },
  eachDataset(function* ({ key, standard, variables }, records) {
    const name = standard === 'SDTM' ? `${key}SEQ` : 'ASEQ'
    if (!variables.some((variable) => variable.name === name)) return
    const seen = new Set<string>()
    for (const record of records) {
      const text = textOf(record, name)
      if (SEQUENCE.test(text) && !seen.has(text)) {
        seen.add(text)
        continue
      }
      yield at(key, record, name, {
        en: `${name} "${text}" is not a whole number from 1, or stands twice for the subject.`,
        zh: `${name}“${text}”不是从1开始的整数，或在同一受试者中重复。`,
      })
    }
  }),
)

const NAME = /^[A-Z][A-Z0-9]{0,7}$/
const LABEL_LENGTH = 40

/** Names and labels that SAS transport files can hold. */
export const namesAndLabels = partRule(
  {
    key: 'DS-NAMES',
    severity: 'error',
    title: {
      en: 'Names have at most 8 characters and labels 40',
      zh: '变量名不超过8个字符，标签不超过40个字符',
    },
    source: 'SAS transport format version 5',
  },
  function* ({ subjid, datasets }) {
    if (subjid !== null) return
    for (const { key, label, variables } of datasets.values()) {
      for (const { name, label: own } of [{ name: key, label }, ...variables]) {
        if (NAME.test(name) && own.length <= LABEL_LENGTH && own !== '') continue
        yield {
          dataset: key,
          variable: name === key ? null : name,
          message: {
            en: `"${name}" (label "${own}") is no name of up to 8 capitals and digits with a label of 1 to 40 characters.`,
            zh: `“${name}”（标签“${own}”）不符合要求：名称须为至多8个大写字母或数字，标签须为1至40个字符。`,
          },
        }
      }
    }
  },
)
