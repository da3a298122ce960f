import type { CodedAnswer, CodingSort } from '../../shared/api/routes/coding.ts'
import type { SortOrder } from '../../shared/api/sort-order.ts'

type Answer = Omit<CodedAnswer, 'suggestion'>

const STATES: readonly CodedAnswer['state'][] = ['to-code', 'outdated', 'proposed', 'approved']
const COLLATOR = new Intl.Collator('en', { numeric: true })

/** What an answer is sorted by; empty: nothing stands there, and it comes last. */
const KEYS: Readonly<Record<CodingSort, (answer: Answer) => string>> = {
  verbatim: ({ verbatim }) => verbatim,
  where: ({ subjid, form, item }) => [subjid, form, item].join(' '),
  state: ({ state }) => String(STATES.indexOf(state)),
  term: ({ coding }) => coding?.term ?? '',
}

/** The answers in order of a column of their table; as they are listed where two are equal. */
export function orderedAnswers<T extends Answer>(
  answers: readonly T[],
  sort: CodingSort,
  order: SortOrder | undefined,
): readonly T[] {
  const sign = order === 'descending' ? -1 : 1
  return answers
    .map((answer) => ({ answer, key: KEYS[sort](answer) }))
    .sort((a, b) => {
      if (a.key === '' || b.key === '') return Number(a.key === '') - Number(b.key === '')
      return sign * COLLATOR.compare(a.key, b.key)
    })
    .map(({ answer }) => answer)
}

/** Whether the words stand in the answer, in whose answer it is, or in its term. */
export function holdsWords({ verbatim, subjid, coding }: Answer, words: string): boolean {
  const wanted = folded(words)
  return [verbatim, subjid, coding?.term ?? '', coding?.code ?? ''].some((text) =>
    folded(text).includes(wanted),
  )
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
