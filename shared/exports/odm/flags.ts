import type { Bilingual } from '../../kernel/bilingual.ts'
import { TEXTS } from '../../texts/both.ts'
import { inBothLanguages } from '../../texts/speaker.ts'
import { codeList } from './item-definitions.ts'
import { element, textElement } from './xml.ts'

/** What a flag of an annotation tells. */
const FLAG_TYPES = {
  KIND: {
    en: 'What the note is: a query, a verification, a signature …',
    zh: '注释类别：质疑、核查、签名等',
  },
  ACT: { en: 'What was done', zh: '操作' },
  STATE: { en: 'State after it', zh: '操作后的状态' },
  ID: {
    en: 'Which one: notes of one thread have the same',
    zh: '编号：同一质疑的各条记录编号相同',
  },
  FORM: { en: 'The form that is spoken of', zh: '所涉及的表单' },
  TEXT: { en: 'Why a text stands otherwise than it is stored', zh: '文本与所存内容不同的原因' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type FlagType = keyof typeof FLAG_TYPES

const TEXT_FLAGS = {
  REDACTED: { en: 'The text was redacted and is hidden', zh: '该文本已遮盖' },
  ESCAPED: {
    en: 'Characters that no XML file can hold stand by their number; the comment has the text as JSON',
    zh: 'XML无法容纳的字符以编码表示；注释内以JSON形式给出原文',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const TYPE_LIST = 'CL.FLAG'
const listOf = (type: FlagType): string => `${TYPE_LIST}.${type}`

/** The lists that flags of annotations come from. */
export const FLAG_LISTS: readonly string[] = [
  codeList(TYPE_LIST, 'What a flag tells', codesOf(FLAG_TYPES)),
  codeList(listOf('ACT'), 'Acts of the audit trail', actCodes()),
  codeList(listOf('TEXT'), 'Texts that stand otherwise', codesOf(TEXT_FLAGS)),
  ...(['KIND', 'STATE', 'ID', 'FORM'] as const).map((type) =>
    element(
      'CodeList',
      { OID: listOf(type), Name: FLAG_TYPES[type].en, DataType: 'text' },
      element('ExternalCodeList', { Dictionary: `Hepatrial ${type.toLowerCase()}` }),
    ),
  ),
]

function codesOf(labels: Readonly<Record<string, Bilingual>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}

function actCodes() {
  return Object.keys(TEXTS.en)
    .filter((key) => key.startsWith('act.'))
    .sort()
    .map((key) => ({ value: key.slice('act.'.length), label: inBothLanguages(key, key) }))
}

/** Flags by what they tell; one that is null or empty is left out. */
export type Flags = Readonly<Partial<Record<FlagType, string | null>>>

export function flagElements(flags: Flags): readonly string[] {
  return (Object.keys(FLAG_TYPES) as FlagType[]).flatMap((type) => {
    const value = flags[type] ?? ''
    if (value === '') return []
    return [
      element(
        'Flag',
        {},
        textElement('FlagValue', value, { CodeListOID: listOf(type) }),
        textElement('FlagType', type, { CodeListOID: TYPE_LIST }),
      ),
    ]
  })
}
