import { CTCAE_TERMS, favouriteTerms } from './ctcae-catalogue.ts'
import type { CtcaeTerm } from './ctcae-catalogue.ts'

/** A place in the list of hits: lower stands higher; null is no hit. */
type Rank = number | null

const FAVOURITE_PLACE = new Map(favouriteTerms().map((term, place) => [term.code, place]))

/**
 * Terms that answer what a person typed, best first: whole name or code, name beginning so, every
 * word beginning so, words it is reported in, then anywhere in the name. Chinese names count like
 * English ones. Among equals the favourites come first, then the alphabet. Nothing typed: the
 * favourites.
 */
export function searchTerms(typed: string, limit = 20): readonly CtcaeTerm[] {
  const query = typed.trim().toLowerCase()
  if (query === '') return favouriteTerms().slice(0, limit)
  return CTCAE_TERMS.flatMap((term) => {
    const rank = rankOf(term, query)
    return rank === null ? [] : [{ term, rank }]
  })
    .sort((a, b) => a.rank - b.rank || compareTerms(a.term, b.term))
    .slice(0, limit)
    .map(({ term }) => term)
}

function compareTerms(a: CtcaeTerm, b: CtcaeTerm): number {
  return place(a) - place(b) || (a.name < b.name ? -1 : 1)
}

function place(term: CtcaeTerm): number {
  return FAVOURITE_PLACE.get(term.code) ?? FAVOURITE_PLACE.size
}

function rankOf(term: CtcaeTerm, query: string): Rank {
  if (term.code === query) return 0
  const ranks = [
    rankOfText(term.name.toLowerCase(), query),
    rankOfText(term.chineseName ?? '', query),
    ...term.reportedAs.map((words) => later(rankOfText(words.toLowerCase(), query))),
  ].filter((rank) => rank !== null)
  return ranks.length === 0 ? null : Math.min(...ranks)
}

function rankOfText(text: string, query: string): Rank {
  if (text === query) return 0
  if (text.startsWith(query)) return 1
  if (everyWordBegins(text, query)) return 2
  return text.includes(query) ? 4 : null
}

/** A word in which a term is reported stands behind the same hit in the name itself. */
function later(rank: Rank): Rank {
  return rank === null ? null : rank + 1
}

/** Every word typed begins a word of the text: `qt prol` finds `... QT corrected interval prolonged`. */
function everyWordBegins(text: string, query: string): boolean {
  const words = text.split(/[\s,/()-]+/)
  return query.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))
}
