import { LANGUAGES, type Bilingual, type Language } from '../kernel/bilingual.ts'
import { sentence } from '../texts/sentence.ts'

/** What a study or a whole installation is for. It is said when it is made, and never changes. */
export const ENVIRONMENTS = ['production', 'test'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/**
 * Why something is of a test: the study is one; it is a copy of a production study that lies in a test
 * installation; or it belongs to no study and the installation is one for tests. @source VA-06
 */
export type TestMark = 'study' | 'copy' | 'installation'

/** The mark; null: production. `study` null: what belongs to no study. */
export function testMarkOf(installation: Environment, study: Environment | null): TestMark | null {
  if (study === 'test') return 'study'
  if (installation === 'production') return null
  return study === null ? 'installation' : 'copy'
}

const NAME_BEGIN = 'TEST-'

/** The name under which a file leaves: that of test data begins with it, once. */
export function markedName(mark: TestMark | null, name: string): string {
  return mark === null || name.startsWith(NAME_BEGIN) ? name : NAME_BEGIN + name
}

/** The name of the file that lies beside test data in a folder, where no name of a data file may change. */
export const TEST_DATA_FILE = `${NAME_BEGIN}DATA.txt`

/** The two words, at hand in both languages also where the texts of one alone are loaded. */
const WORDS: Bilingual = { en: 'TEST DATA', zh: '测试数据' }
const COLON: Bilingual = { en: ': ', zh: '：' }

/** The mark in one language: two words in capitals, and what they mean for the reader. */
export function markSentence(mark: TestMark, language: Language): string {
  return WORDS[language] + COLON[language] + sentence(language, `mark.${mark}`)
}

/** The mark for whoever reads a file, in every language. */
export function markLine(mark: TestMark): string {
  return LANGUAGES.map((language) => markSentence(mark, language)).join(' · ')
}

/** What the data of a package are of, in its manifest: a program reads the first, a person the second. @source VA-06 */
export function manifestMark(
  mark: TestMark | null,
):
  { readonly environment: 'production' } | { readonly environment: 'test'; readonly mark: string } {
  return mark === null
    ? { environment: 'production' }
    : { environment: 'test', mark: markLine(mark) }
}

/** The two words alone, in every language: for heads of pages and the begin of a title. */
export function markWords(): string {
  return LANGUAGES.map((language) => WORDS[language]).join(' · ')
}

/** A title of a study as a file tells it: that of test data begins with the words. */
export function markedTitle(mark: TestMark | null, title: string): string {
  return mark === null ? title : `${markWords()} - ${title}`
}
