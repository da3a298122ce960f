import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { partOf } from './byte-range.ts'
import { ProblemError } from './problem-error.ts'
import type { StoredFile } from './route-handler.ts'

/**
 * Hands out a stored file, or the part of it that is asked for: 206 with `Content-Range`, 304 where the
 * reader has it, 416 for what lies behind its end. Several parts at once are not made: the whole file
 * answers them. @source RFC 9110, sections 13 and 14
 */
export async function sendStored(response: Response, file: StoredFile): Promise<void> {
  const { path, size, sha256, taken } = file
  const { headers } = response.req
  const etag = `"${sha256}"`
  response.setHeader('Accept-Ranges', 'bytes')
  response.setHeader('ETag', etag)
  // Kept by nobody but the reader, and asked for again: what is resumed must be the same bytes.
  response.setHeader('Cache-Control', 'private, no-cache')
  if (headers['if-none-match'] === etag) {
    response.status(304).end()
    return
  }
  const part = partOf(headers.range, { size, isCurrent: ifRange(headers['if-range'], etag) })
  if (part === 'outside') {
    response.removeHeader('Content-Disposition')
    response.setHeader('Content-Range', `bytes */${size}`)
    throw new ProblemError({ type: 'urn:problem:range-not-satisfiable', status: 416, size })
  }
  const { first, last } = part ?? { first: 0, last: size - 1 }
  const isHead = response.req.method === 'HEAD'
  if (!isHead) await taken(first)
  if (part !== null) {
    response.status(206).setHeader('Content-Range', `bytes ${first}-${last}/${size}`)
  }
  response.setHeader('Content-Length', last - first + 1)
  if (isHead) response.end()
  else await pour(path, { first, last }, response)
}

/** Whether the part still belongs to what the reader has: an absent condition holds. */
function ifRange(condition: string | string[] | undefined, etag: string): boolean {
  return condition === undefined || condition === etag
}

/** A reader that goes away is no fault; a disk that does not answer cuts the answer off. */
async function pour(
  path: string,
  { first, last }: { readonly first: number; readonly last: number },
  response: Response,
): Promise<void> {
  if (last < first) {
    response.end()
    return
  }
  try {
    await pipeline(createReadStream(path, { start: first, end: last }), response)
  } catch (error) {
    response.destroy(error instanceof Error ? error : undefined)
  }
}
