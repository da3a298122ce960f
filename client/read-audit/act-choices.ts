import { en } from '../../shared/texts/en.ts'
import { isTextKey, type Texts } from '../kit/texts.ts'

export interface ActGroup {
  readonly group: string
  readonly items: { readonly value: string; readonly label: string }[]
}

/**
 * The acts of the trail in groups, by their names: first of a group all of its acts at once (`record.`).
 * Acts of which there are few kinds stand together at the end.
 */
export function actGroups(texts: Pick<Texts, 't' | 'tKnown'>): readonly ActGroup[] {
  const { t, tKnown } = texts
  const byKind = new Map<string, ActGroup['items']>()
  for (const key of Object.keys(en)) {
    if (!key.startsWith('act.')) continue
    const act = key.slice('act.'.length)
    const kind = act.split('.')[0] ?? ''
    const items = byKind.get(kind) ?? []
    byKind.set(kind, items)
    items.push({ value: act, label: tKnown(key) })
  }
  const groups: ActGroup[] = []
  const others: ActGroup['items'] = []
  for (const [kind, items] of byKind) {
    const name = `actGroup.${kind}`
    items.sort((a, b) => a.label.localeCompare(b.label))
    if (!isTextKey(name)) others.push(...items)
    else {
      const group = t(name)
      const all = { value: `${kind}.`, label: t('audit.allOf', { group }) }
      groups.push({ group, items: [all, ...items] })
    }
  }
  groups.sort((a, b) => a.group.localeCompare(b.group))
  return [...groups, { group: t('audit.otherActs'), items: others }]
}
