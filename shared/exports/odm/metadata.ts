import { markedTitle, type TestMark } from '../../environment/test-mark.ts'
import { derivations } from '../../forms/derivations.ts'
import { MISSING_REASONS } from '../../forms/define.ts'
import { reasonWords } from '../../forms/shown-value.ts'
import type { FormDefinition } from '../../forms/define.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import { conditionDef } from './conditions.ts'
import { eventDefs, protocolElement } from './events.ts'
import { FLAG_LISTS } from './flags.ts'
import { formDef, groupDefs, methodOid, rowsConditionOid } from './form-definitions.ts'
import {
  codeList,
  codeListOf,
  conditionOid,
  itemDefinitions,
  MISSING_LIST,
  placedItems,
  TERM_LIST,
  unitOid,
} from './item-definitions.ts'
import { studyOid, versionOid } from './places.ts'
import { element, startTag, textElement, translated } from './xml.ts'

/** A version of a study's definition, by its number in the study. */
export interface NumberedDefinition {
  readonly number: number
  readonly definition: ProtocolDefinition
}

interface OdmStudy {
  readonly key: string
  readonly title: string
  /** Whether the study, or where it lies, is for tests; null: it is not. */
  readonly mark: TestMark | null
  /** The first one first; never empty. */
  readonly versions: readonly NumberedDefinition[]
}

/** The study with every version of its definition: what is asked when, of whom, with which answers. */
export function* studyElement({ key, title, mark, versions }: OdmStudy): Generator<string> {
  const newest = versions.at(-1)?.definition
  yield startTag('Study', { OID: studyOid(key) })
  yield element(
    'GlobalVariables',
    {},
    textElement('StudyName', key),
    textElement('StudyDescription', markedTitle(mark, newest?.title.en ?? title)),
    textElement('ProtocolName', newest?.key ?? key),
  )
  yield unitDefinitions(versions)
  for (const version of versions) yield* versionElement(version)
  yield '</Study>'
}

function unitDefinitions(versions: readonly NumberedDefinition[]): string {
  const items = versions.flatMap(({ definition }) => definition.forms.flatMap(placedItems))
  const units = items.flatMap(({ item }) => ('unit' in item && item.unit !== '' ? [item.unit] : []))
  const definitions = [...new Set(units)].map((unit) =>
    element(
      'MeasurementUnit',
      { OID: unitOid(unit), Name: unit },
      translated('Symbol', { en: unit, zh: unit }),
    ),
  )
  return element('BasicDefinitions', {}, ...definitions)
}

function* versionElement({ number, definition }: NumberedDefinition): Generator<string> {
  const { forms, key, version, design } = definition
  yield startTag('MetaDataVersion', {
    OID: versionOid(number),
    Name: `${key} ${version}`,
    Description: design.en,
  })
  yield protocolElement(definition)
  yield* eventDefs(definition)
  yield* forms.map(formDef)
  for (const form of forms) yield* groupDefs(form)
  for (const form of forms) yield* placedItems(form).flatMap(itemDefinitions)
  for (const form of forms) yield* placedItems(form).flatMap(codeListOf)
  yield codeList(MISSING_LIST, 'Reasons for no answer', missingCodes())
  yield element(
    'CodeList',
    { OID: TERM_LIST, Name: 'CTCAE terms', DataType: 'text' },
    element('ExternalCodeList', { Dictionary: 'CTCAE', Version: '5.0' }),
  )
  yield* FLAG_LISTS
  for (const form of forms) yield* conditionsOf(form)
  yield* methodsOf(forms)
  yield '</MetaDataVersion>'
}

function missingCodes() {
  return MISSING_REASONS.map((value) => ({ value, label: reasonWords(value) }))
}

function conditionsOf(form: FormDefinition): readonly string[] {
  const { showIf } = form.group ?? {}
  const rows = showIf === undefined ? [] : [conditionDef(rowsConditionOid(form.key), showIf)]
  const items = placedItems(form).flatMap((placed) =>
    placed.item.showIf === undefined
      ? []
      : [conditionDef(conditionOid(placed), placed.item.showIf)],
  )
  return [...rows, ...items]
}

/** What the product computes, by the name and version of the rule. */
function methodsOf(forms: readonly FormDefinition[]): readonly string[] {
  const items = forms.flatMap(placedItems)
  const used = [...new Set(items.flatMap(({ item }) => item.derivation ?? []))]
  return used.map((key) => {
    const named = `${key}, ${derivations.find(key)?.version ?? ''}`
    return element(
      'MethodDef',
      { OID: methodOid(key), Name: key, Type: 'Computation' },
      translated('Description', {
        en: `Computed by the product from other answers (rule and version: ${named})`,
        zh: `由系统根据其他填写内容计算（规则及版本：${named}）`,
      }),
    )
  })
}
