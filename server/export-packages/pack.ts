import type { ExportWish } from '../../shared/api/routes/export-runs.ts'
import { markedName } from '../../shared/environment/test-mark.ts'
import { BYTE_ORDER_MARK, guardedLine } from '../../shared/exports/guarded-csv.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import { besideOf } from '../exporting/service.ts'
import type { PackageWriter, PackedFile, Pieces } from '../packing/service.ts'
import { codeRows, csvOf, itemRows } from '../site-archive/service.ts'
import type { ChosenInput } from './chosen-input.ts'
import { problemTally } from './found-problems.ts'
import { manifestOf } from './manifest.ts'
import type { DataFile, Packed, PackParts } from './package-parts.ts'
import { readme } from './readme.ts'
import { traceFile } from './trace-file.ts'
import { bothOf, filesOf, problemsOf } from './write-files.ts'

/**
 * Writes a package: data files by format, the definition with its questions and code lists, what is to
 * be known of the data (withdrawn consent, released locks, problems), a manifest, a README and
 * checksums. Nothing in it is of the clock: the same state and wish give the same bytes.
 * @source X2, X5, EX-07, LK-04
 */
export async function pack(parts: PackParts, writer: PackageWriter): Promise<Packed> {
  const packed: PackedFile[] = []
  const add = async (path: string, pieces: Pieces): Promise<PackedFile> => {
    const file = await writer.add(path, pieces)
    packed.push(file)
    return file
  }
  const problems = await addLog(parts, add)
  const files = await addData(parts, add)
  const withdrawn = await addKnown(parts, add)
  await addDefinition(parts.chosen, add)
  const told = { ...parts, files, problems, withdrawn }
  await add(`README.${parts.wish.language}.txt`, [readme(told)])
  await add('manifest.json', [manifestOf({ ...told, packed })])
  await writer.add('checksums.sha256', [checksums(packed)])
  return { files, problems, withdrawn }
}

type Add = (path: string, pieces: Pieces) => Promise<PackedFile>

async function addLog(
  { chosen, find, steps, wish }: PackParts,
  add: Add,
): Promise<Packed['problems']> {
  const tally = problemTally()
  steps.next(bothOf('exportRun.checking'))
  if (wish.profile === 'deidentified') {
    // Nothing is told about the subjects as they are, and nothing leads back to them.
    const sought = { chosen: { plain: chosen.input }, find, steps, wish }
    await add('log/problems.csv', problemLines(problemsOf(sought, tally), wish.language))
    return [...tally.counts()]
  }
  const trace = traceFile(chosen.plain)
  try {
    const sought = { chosen, find, steps, wish, onTraced: trace.add }
    await add('log/problems.csv', problemLines(problemsOf(sought, tally), wish.language))
    await add('metadata/trace.csv', trace.pieces())
  } finally {
    trace.close()
  }
  return [...tally.counts()]
}

const PROBLEM_COLUMNS = [
  ...['RULE', 'SEVERITY', 'DATASET', 'VARIABLE', 'SUBJID', 'FORM', 'VISIT', 'ITEM', 'MESSAGE'],
]

async function* problemLines(
  problems: ReturnType<typeof problemsOf>,
  language: ExportWish['language'],
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK
  yield guardedLine(PROBLEM_COLUMNS)
  for await (const { rule, severity, dataset, variable, subjid, message, place } of problems) {
    const where = [place?.form ?? '', place?.visit ?? '', place?.item ?? '']
    const what = [rule, severity, dataset, variable ?? '', subjid ?? '']
    yield guardedLine([...what, ...where, message[language]])
  }
}

async function addData(
  { chosen, formats, steps, wish }: PackParts,
  add: Add,
): Promise<readonly DataFile[]> {
  const files: DataFile[] = []
  for (const format of formats) {
    const title = format.title[wish.language]
    steps.next(bothOf('exportRun.making', { format: title }))
    for await (const { file } of filesOf([format], chosen.input, steps.goOn)) {
      const { name, rows, fields = [] } = file
      const written = await add(`data/${format.key}/${name}`, file.pieces())
      files.push({ ...written, format: format.key, name, rows, fields })
    }
  }
  return files
}

/** What whoever takes the data has to know: withdrawn consent, released locks. */
async function addKnown(
  { chosen: { input } }: PackParts,
  add: Add,
): Promise<readonly FlaggedSubject[]> {
  const { withdrawn, files } = await besideOf(input)
  for (const file of files) await add(file.name, file.pieces())
  return withdrawn
}

async function addDefinition({ input }: ChosenInput, add: Add): Promise<void> {
  const { definition } = input
  await add('metadata/definition.json', [`${canonicalJson(definition)}\n`])
  await add(
    'metadata/items.csv',
    csvOf(() => itemRows({ definition })),
  )
  await add(
    'metadata/code-lists.csv',
    csvOf(() => codeRows({ definition })),
  )
}

function checksums(files: readonly PackedFile[]): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')
}

/** The name under which a package is handed out. */
export function packageName(
  studyKey: string,
  { wish, chosen }: Pick<PackParts, 'wish' | 'chosen'>,
): string {
  const { snapshot, stateAt, mark } = chosen.input
  const state = snapshot === null ? stateAt.slice(0, 10) : fileName(snapshot.name)
  const twin = wish.profile === 'full' ? '' : '-deidentified'
  return markedName(mark, `${fileName(studyKey)}-${state}${twin}.zip`)
}

function fileName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80)
}
