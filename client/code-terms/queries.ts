import type { QueryInputOf, ResponseOf } from '../../shared/api/define.ts'
import { listCoding, listDictionaries, searchTerms } from '../../shared/api/routes/coding.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type Dictionaries = ResponseOf<typeof listDictionaries>['dictionaries']
export type CodingList = ResponseOf<typeof listCoding>
export type CodingFilter = Omit<QueryInputOf<typeof listCoding>, 'limit'>

export function dictionariesQuery(study: string): Query<ResponseOf<typeof listDictionaries>> {
  return {
    queryKey: ['study', study, 'dictionaries'],
    queryFn: ({ signal }) => call(listDictionaries, { params: { study }, signal }),
  }
}

/** Answers that are coded, what is to be coded first unless sorted. */
export function codingQuery(study: string, filter: CodingFilter): Query<CodingList> {
  return {
    queryKey: ['study', study, 'coding', JSON.stringify(filter)],
    queryFn: ({ signal }) =>
      call(listCoding, { params: { study }, query: { ...filter, limit: 500 }, signal }),
  }
}

/** Terms of a dictionary with these words. */
export function termsQuery(
  study: string,
  dictionary: string,
  search: string,
): Query<ResponseOf<typeof searchTerms>> {
  return {
    queryKey: ['study', study, 'terms', dictionary, search],
    queryFn: ({ signal }) =>
      call(searchTerms, { params: { study, dictionary }, query: { search }, signal }),
    staleTime: 600_000,
  }
}
