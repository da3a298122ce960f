import type { Speaker } from '../../shared/texts/speaker.ts'
import { addTable, strong, type PdfWriter, type RichText } from '../pdf/service.ts'

type Fact = readonly [name: string, value: RichText]

/** Names with their values, one below the other. */
export function addFacts(pdf: PdfWriter, { t }: Speaker, facts: readonly Fact[]): void {
  addTable(pdf, {
    columns: [
      { title: t('book.field'), share: 28 },
      { title: t('book.value'), share: 72 },
    ],
    rows: facts.map(([name, value]) => [[strong(name)], value]),
    ...{ empty: t('book.nothing'), size: 8.5 },
  })
}
