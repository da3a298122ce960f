import type { ShowIf } from '../../forms/define.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { OWN_CONTEXT } from './places.ts'
import { element, textElement, translated } from './xml.ts'

/**
 * When something is not asked: ODM's exception conditions say when a question is left out, ours when
 * it is asked, so the expression is the contrary of ours.
 */
export function conditionDef(oid: string, showIf: ShowIf): string {
  const { item, in: values } = showIf
  const list = values.map((value) => JSON.stringify(value)).join(', ')
  const described: Bilingual = {
    en: `Not asked unless ${item} is one of: ${list}`,
    zh: `仅当${item}为下列之一时填写：${list}`,
  }
  return element(
    'ConditionDef',
    { OID: oid, Name: `${item} decides` },
    translated('Description', described),
    textElement('FormalExpression', `not (${item} in (${list}))`, { Context: 'Expression' }),
    element('Alias', { Context: OWN_CONTEXT, Name: canonicalJson(showIf) }),
  )
}
