import { inBothLanguages } from '../../shared/texts/speaker.ts'
import { bookPieces, booksOf, paperPieces } from '../casebook/service.ts'
import { createDefinitions } from '../studies/service.ts'
import type { FormatFile, FormatInput, ServerFormat } from './format.ts'

const PDF = 'application/pdf'

/** A casebook for each subject, with the trail: it names people, so there is no de-identified copy. */
export const casebookFormat: ServerFormat = {
  key: 'casebook',
  title: inBothLanguages('book.formatTitle', 'casebook'),
  description: inBothLanguages('book.formatText', 'casebook'),
  deidentifies: false,
  async *files(input) {
    const { store, families, study, sites, places, seq, language } = input
    const { definitionVersion, stateAt, onProgress } = input
    const services = { store, families, definitions: createDefinitions(store) }
    const wish = { study, sites, places, seq, stateAt, definitionVersion, language }
    const step = inBothLanguages('book.title', 'casebook')
    for (const [at, subject] of (await booksOf(store, wish)).entries()) {
      onProgress({ step, subjects: at })
      yield {
        name: `casebooks/${fileNameOf(subject.subjid)}.pdf`,
        rows: subject.records,
        mediaType: PDF,
        pieces: () => bookPieces(services, wish, subject),
      }
    }
  },
}

/** The forms on paper, to be filled by hand and annotated: nothing of any subject. */
export const blankCasebookFormat: ServerFormat = {
  key: 'casebook-blank',
  title: inBothLanguages('book.blankFormatTitle', 'casebook'),
  description: inBothLanguages('book.blankFormatText', 'casebook'),
  deidentifies: true,
  files: (input) => [paperFile(input, false), paperFile(input, true)],
}

function paperFile(input: FormatInput, annotated: boolean): FormatFile {
  const { study, mark, definition, definitionVersion, language } = input
  const { stateAt, programVersion } = input
  return {
    name: annotated ? 'annotated-casebook.pdf' : 'blank-casebook.pdf',
    rows: definition.forms.filter(({ hidden }) => hidden !== true).length,
    mediaType: PDF,
    pieces: () =>
      paperPieces({
        ...{ study: study.key, mark, definition, version: definitionVersion, annotated, language },
        ...{ madeAt: stateAt, programVersion },
      }),
  }
}

/** Two subjects have two file names: whatever a file system may refuse is written by its number. */
function fileNameOf(subjid: string): string {
  return subjid.replace(
    /[^\p{L}\p{N}_-]/gu,
    (sign) => `%${sign.codePointAt(0)?.toString(16) ?? ''}`,
  )
}
