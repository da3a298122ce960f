import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { TEST_DATA_FILE } from '../../shared/environment/test-mark.ts'
import type { Fault } from '../../shared/trial/read-csv.ts'
import type { FolderText } from '../../shared/trial/read-folder.ts'

/** The CSV files of a folder as text, and the files that are not text in UTF-8. */
export interface FolderFiles {
  readonly files: readonly FolderText[]
  readonly faults: readonly Fault[]
}

/** Reads every `*.csv` of a folder. Throws `UnreadableFolderError` when it is no readable folder. */
export function readCsvFiles(folder: string): FolderFiles {
  if (!isFolder(folder)) throw new UnreadableFolderError(folder)
  const files: FolderText[] = []
  const faults: Fault[] = []
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'))
  for (const name of names.sort()) {
    const bytes = readFileSync(path.join(folder, name))
    const text = decode(bytes)
    if (text === null) faults.push(notUtf8(name, bytes))
    else files.push({ name, text })
  }
  return { files, faults }
}

/** Whether what lies in a folder was exported from a test study or a test installation. */
export function holdsTestData(folder: string): boolean {
  return existsSync(path.join(folder, TEST_DATA_FILE))
}

export class UnreadableFolderError extends Error {
  override readonly name = 'UnreadableFolderError'
  constructor(folder: string) {
    super(`${folder} is not a folder that can be read.`)
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Names the first line that cannot be read: a file saved as GBK fails at its first Chinese sign. */
function notUtf8(name: string, bytes: Buffer): Fault {
  let line = 1
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    if (decode(bytes.subarray(start, end)) === null) break
    line += 1
    start = end + 1
  }
  return {
    file: name,
    line,
    column: 1,
    message: 'the line is not text in UTF-8; save the file as UTF-8',
  }
}

function isFolder(folder: string): boolean {
  try {
    return statSync(folder).isDirectory()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
