import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { childOf, childrenOf, type OdmElement } from './read-odm.ts'

/** A label of the file, and whether it was there in both languages. */
export interface ReadLabel {
  readonly label: Bilingual
  readonly both: boolean
}

/**
 * The text of an element in both languages. Where one is missing the other stands for it; null where
 * the file has none at all.
 */
export function labelIn(of: OdmElement | undefined): ReadLabel | null {
  const texts = childrenOf(of, 'TranslatedText').flatMap(({ attributes, text }) => {
    const said = text.replace(/\s+/g, ' ').trim()
    return said === '' ? [] : [{ language: (attributes['xml:lang'] ?? '').toLowerCase(), said }]
  })
  const spoken = (prefix: string): string | undefined =>
    texts.find(({ language }) => language.startsWith(prefix))?.said
  const zh = spoken('zh')
  const en = spoken('en') ?? texts.find(({ language }) => !language.startsWith('zh'))?.said
  const any = en ?? zh
  if (any === undefined) return null
  return { label: { en: en ?? any, zh: zh ?? any }, both: en !== undefined && zh !== undefined }
}

/** What a person reads of an element: its own name where it says nothing else. */
export function titleOf(of: OdmElement, otherwise: string): ReadLabel {
  const found = labelIn(childOf(of, 'Question')) ?? labelIn(childOf(of, 'Description'))
  if (found !== null) return found
  const name = (of.attributes['Name'] ?? '').trim()
  const said = name === '' ? otherwise : name
  return { label: { en: said, zh: said }, both: false }
}
