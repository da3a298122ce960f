import type { Bilingual } from '../kernel/bilingual.ts'
import { chineseSystemOrganClass, findTerm } from './ctcae-catalogue.ts'

/** A coded term as people read it: its Chinese name where the catalogue has one, as coded otherwise. */
export function termWords(term: string): Bilingual {
  return { en: term, zh: findTerm(term)?.chineseName ?? term }
}

/** A system organ class as people read it. */
export function classWords(systemOrganClass: string): Bilingual {
  return { en: systemOrganClass, zh: chineseSystemOrganClass(systemOrganClass) }
}
