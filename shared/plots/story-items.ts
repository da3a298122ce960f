import type { Language } from '../kernel/bilingual.ts'
import type { MarkItem } from './marks.ts'
import { plots } from './registry.ts'
import type { StoryPlotData } from './story-data.ts'
import { PAGE_WIDTH } from './story-frame.ts'
import { OPEN_WORDS, STORY_WORDS } from './story-texts.ts'

/**
 * Everything that a figure of a subject shows over its whole time, each thing once and in its order,
 * and what it cannot show because it has no date.
 */
export function storyItems(data: StoryPlotData, language: Language): readonly MarkItem[] {
  const { extent } = data
  const view = { ...(extent ?? { from: 0, to: 0 }), width: PAGE_WIDTH, everyTerm: true }
  const whole = extent === null ? data : { ...data, view: { ...view, ...extent } }
  const items = new Map<string, MarkItem>()
  for (const { item } of plots.get(data.kind).draw(whole, language).marks) {
    if (item !== undefined) items.set(item.key, item)
  }
  return [...items.values(), ...withoutDay(data, language)]
}

function withoutDay(data: StoryPlotData, language: Language): readonly MarkItem[] {
  if (data.kind !== 'subject-story') return []
  const when = STORY_WORDS.noDate[language]
  const row = Number.MAX_SAFE_INTEGER
  return [
    ...data.open
      .filter(({ day }) => day === null)
      .map(({ kind, count, text, place }, at) => ({
        ...{ key: `open elsewhere ${at}`, lane: OPEN_WORDS[kind][language], row, place },
        what: count === 1 ? text[language] : `${text[language]} (${count})`,
        when: '',
      })),
    ...data.undated.map(({ text, place }, at) => ({
      ...{ key: `undated ${at}`, lane: '', what: text[language], when, row, place },
    })),
  ]
}
