import type { AboutPackage, PackagedDataset } from '../../../shared/exports/datasets/about.ts'
import type { DatasetDefinition } from '../../../shared/exports/datasets/define.ts'
import type { Packing } from '../../../shared/exports/datasets/packing.ts'
import {
  datasetJson,
  datasetJsonHead,
  datasetNdjson,
} from '../../../shared/exports/dataset-json/dataset-json.ts'
import { jsonPacking } from '../../../shared/exports/dataset-json/json-packing.ts'
import { defineXml } from '../../../shared/exports/define-xml/define-xml.ts'
import { xptFile } from '../../../shared/exports/xpt/xpt-file.ts'
import { xptPacking } from '../../../shared/exports/xpt/xpt-packing.ts'
import type { Bilingual } from '../../../shared/kernel/bilingual.ts'
import type { FormatFile, FormatInput } from '../format.ts'
import { aboutPackage } from './about-package.ts'
import { PROBLEM_FIELDS } from './problem-file.ts'
import { runDatasets, type DatasetRun, type MadeDataset } from './run.ts'
import type { RunFamilies } from './tabulated.ts'

/** A kind of file that datasets are written as. */
interface DatasetFileKind {
  /** Ending of the file's name, without the point. */
  readonly ending: string
  readonly mediaType: string
  packing(definitions: readonly DatasetDefinition[]): Packing
  pieces(dataset: MadeDataset, about: AboutPackage): Iterable<string | Uint8Array>
  /** What is to be known to read the files. */
  readonly comment: Bilingual | null
}

const XPT: DatasetFileKind = {
  ending: 'xpt',
  mediaType: 'application/octet-stream',
  packing: xptPacking,
  pieces: ({ definition, columns, packed }, { stateAt }) =>
    xptFile({ definition, columns, stateAt, packed: packed() }),
  comment: {
    en: 'Transport files hold ASCII and at most 200 bytes of a text. A character outside ASCII, a line end, a backslash before a "u" and a blank at the end of a text stand as \\u and four hexadecimal digits. A longer text goes on in variables or supplemental qualifiers of the same name with a number behind: parts are joined with a blank, or, where a part ends with a backslash, without it and without a blank. Each such value is named in problems.csv.',
    zh: '传输文件只含ASCII字符，每段文本最多200字节。ASCII以外的字符、换行、“u”前的反斜杠以及文本末尾的空格写作\\u加四位十六进制数。更长的文本续于同名加序号的变量或补充修饰变量中：各段以一个空格相连；若一段以反斜杠结尾，则去掉反斜杠直接相连。每个此类取值均列于problems.csv。',
  },
}

const JSON_FILE: DatasetFileKind = {
  ending: 'json',
  mediaType: 'application/json',
  packing: jsonPacking,
  pieces: (dataset, about) =>
    datasetJson(datasetJsonHead(about, packagedOf(dataset)), dataset.packed()),
  comment: null,
}

const NDJSON_FILE: DatasetFileKind = {
  ...JSON_FILE,
  ending: 'ndjson',
  mediaType: 'application/x-ndjson',
  pieces: (dataset, about) =>
    datasetNdjson(datasetJsonHead(about, packagedOf(dataset)), dataset.packed()),
}

function packagedOf({ definition, columns, profile }: MadeDataset): PackagedDataset {
  return { definition, columns, profile, file: '' }
}

const KINDS = { XPT, JSON: JSON_FILE, NDJSON: NDJSON_FILE } as const

/** A standard's datasets, and the kind of file they are wanted as. */
export interface DatasetWish {
  readonly standard: AboutPackage['standard']
  readonly kind: keyof typeof KINDS
  readonly families: RunFamilies
}

/** The files of one format, made as they are asked for. */
export async function* writeDatasets(
  input: FormatInput,
  { standard, kind, families }: DatasetWish,
): AsyncGenerator<FormatFile> {
  const file = KINDS[kind]
  const run = await runDatasets(input, families, (all) => file.packing(all))
  try {
    yield* filesOf(run, { input, standard, file })
  } finally {
    run.close()
  }
}

interface Packaged {
  readonly input: FormatInput
  readonly standard: AboutPackage['standard']
  readonly file: DatasetFileKind
}

const PROBLEM_FILE = 'problems.csv'

/** The datasets that hold a record, what is to be said of them, and their definition. */
function* filesOf(run: DatasetRun, { input, standard, file }: Packaged): Generator<FormatFile> {
  const about = aboutPackage(input, { standard, cutoff: run.study.cutoff })
  const packaged: PackagedDataset[] = []
  for (const dataset of run.datasets) {
    const { definition, columns, profile, rows } = dataset
    const name = `${definition.key.toLowerCase()}.${file.ending}`
    packaged.push({ definition, columns, profile, file: name })
    yield {
      name,
      rows,
      fields: columns.map(({ variable }) => variable.name),
      mediaType: file.mediaType,
      pieces: () => file.pieces(dataset, about),
    }
  }
  const documents = run.problems.rows === 0 ? [] : [{ file: PROBLEM_FILE, title: 'Problems' }]
  const { forms } = input.definition
  const wish = { about, datasets: packaged, forms, comment: file.comment, documents }
  yield {
    name: 'define.xml',
    rows: packaged.length,
    mediaType: 'application/xml',
    pieces: () => [defineXml(wish)],
  }
  if (run.problems.rows === 0) return
  yield {
    name: PROBLEM_FILE,
    rows: run.problems.rows,
    fields: PROBLEM_FIELDS,
    mediaType: 'text/csv; charset=utf-8',
    pieces: () => run.problems.pieces(),
  }
}
